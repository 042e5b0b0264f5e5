import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { checkCase, readIndex, type Result } from "./compare.ts";

const folder = dirname(fileURLToPath(import.meta.url));
const cases = Object.entries(readIndex(folder));
const results: Result[] = [];

/** Equal of all, as reached; it may only go up. */
const leastEqual = 0.93;

describe("reading the corpus as Prefect does", () => {
  it.each(cases)("%s is Prefect's result, or a located reason [N9, N29]", async (id, meta) => {
    const result = await checkCase(folder, id, meta);
    results.push(result);
    expect(result.verdict === "wrong" ? result.notes : []).toEqual([]);
    if (result.verdict === "declined") expect(result.notes.join("")).not.toBe("");
  });

  it("knows the exact result of nearly all [N9]", () => {
    const equal = results.filter(({ verdict }) => verdict === "equal").length;
    expect(results).toHaveLength(cases.length);
    expect(equal / cases.length).toBeGreaterThanOrEqual(leastEqual);
  });

  afterAll(() => {
    expect(results.filter(({ verdict }) => verdict === "wrong")).toEqual([]);
  });
});
