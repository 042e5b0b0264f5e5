import { describe, expect, it } from "vitest";
import { createPace } from "../../../src/resolver/pace.ts";

describe("how many changes are in flight", () => {
  it.each([
    ["sqlite", 1],
    ["postgresql", 8],
    ["unknown", 4],
  ] as const)("is at first what %s takes: %i", (database, width) => {
    expect(createPace(database, () => 0).width()).toBe(width);
  });

  it("is halved after each change during which the server was busy, down to one", () => {
    let answers = 0;
    const pace = createPace("postgresql", () => answers);
    const widths = Array.from({ length: 5 }, () => {
      answers += 3;
      pace.changeEnded();
      return pace.width();
    });
    expect(widths).toEqual([4, 2, 1, 1, 1]);
  });

  it("minds only what the server says from now on, and each time once", () => {
    let answers = 5;
    const pace = createPace("postgresql", () => answers);
    pace.changeEnded();
    expect(pace.width()).toBe(8);
    answers = 6;
    pace.changeEnded();
    pace.changeEnded();
    expect(pace.width()).toBe(4);
  });

  it("grows again while the server is not busy, never beyond what it was at first", () => {
    let answers = 0;
    const pace = createPace("postgresql", () => answers);
    for (const heard of [1, 2, 3]) {
      answers = heard;
      pace.changeEnded();
    }
    const widths = Array.from({ length: 100 }, () => {
      pace.changeEnded();
      return pace.width();
    });
    expect(widths.toSorted((a, b) => a - b)).toEqual(widths);
    expect(widths.slice(0, 3)).toEqual([2, 2, 2]);
    expect(widths.at(-1)).toBe(8);
  });
});
