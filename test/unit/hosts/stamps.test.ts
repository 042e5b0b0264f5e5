import { mkdirSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isBefore, stampOf, stampsOf } from "../../../src/hosts/stamps.ts";
import { makeHome } from "../../support/home.ts";

describe("stamps of files and folders", () => {
  const { path } = makeHome();
  const file = join(path, "flow.py");
  const folder = join(path, "flows");

  it("stay while nothing changes, and say what is not there", () => {
    writeFileSync(file, "x = 1\n");
    const all = [file, path, join(path, "nothing"), join(file, "below-a-file")];
    expect(stampsOf(all)).toBe(stampsOf(all));
    expect(stampsOf([file])).not.toBe(stampsOf([join(path, "nothing")]));
  });

  it("are others when content of the same size has been written and the time been set back", () => {
    writeFileSync(file, "x = 1\n");
    const { atime, mtime } = statSync(file);
    const before = stampsOf([file]);
    writeFileSync(file, "x = 2\n");
    utimesSync(file, atime, mtime);
    expect(stampsOf([file])).not.toBe(before);
  });

  it("are others when another file has taken the place, or one came to a folder or went", () => {
    writeFileSync(file, "x = 1\n");
    mkdirSync(folder, { recursive: true });
    const before = [stampsOf([file]), stampsOf([folder])];
    renameSync(file, join(folder, "flow.py"));
    writeFileSync(file, "x = 1\n");
    expect(stampsOf([file])).not.toBe(before[0]);
    expect(stampsOf([folder])).not.toBe(before[1]);
  });

  it("are before an instant only when times cannot hide a change after it", () => {
    writeFileSync(file, "x = 1\n");
    const changed = statSync(file).ctimeMs;
    const offsets = [-1_000, 1_000, 3_000];
    expect(offsets.map((offset) => isBefore(stampOf(file), changed + offset))).toEqual([false, false, true]);
    expect(isBefore(stampOf(join(path, "nothing")), changed)).toBe(true);
  });
});
