import childProcess from "node:child_process";
import fs, { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { watchInputs, type Inputs } from "../../../src/hosts/watch-inputs.ts";
import { notThere, stampOf } from "../../../src/hosts/stamps.ts";
import { notRepeatable } from "../../../src/util/not-repeatable.ts";
import { makeHome } from "../../support/home.ts";

describe("watching what a process goes by", () => {
  const { path } = makeHome();
  const there = join(path, "there.txt");
  let inputs: Inputs;
  let count = 0;
  beforeEach(() => {
    fs.writeFileSync(there, "x");
    inputs = watchInputs();
  });
  /** A path that nobody has asked for. */
  const fresh = (): string => join(path, `fresh-${String(++count)}`);
  const noThrow = async (work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch {
      // Most of what is asked for is not there, which is the point.
    }
  };

  const ways: readonly (readonly [string, (file: string) => unknown])[] = [
    ["an import by name", (file) => readFileSync(file)],
    ["an import of promises by name", (file) => readdir(file)],
    ["the module", (file) => fs.statSync(file, { throwIfNoEntry: false })],
    ["a callback", (file) => promisify(fs.stat)(file)],
    ["promises of the module", (file) => fs.promises.lstat(file)],
    ["existence", (file) => fs.existsSync(file)],
    ["access", (file) => fs.promises.access(file)],
    ["a real path", (file) => fs.realpathSync.native(file)],
    ["a descriptor", (file) => fs.promises.open(file)],
    ["a stream", (file) => fs.createReadStream(file).on("error", () => undefined)],
    ["a folder's entries", (file) => fs.opendirSync(file)],
    ["a URL", (file) => fs.statSync(pathToFileURL(file), { throwIfNoEntry: false })],
    ["bytes", (file) => fs.existsSync(Buffer.from(file))],
  ];
  it.each(ways)("sees what is asked for by %s", async (_, ask) => {
    const file = fresh();
    await noThrow(() => ask(file));
    expect(inputs.paths.get(file)).toBe(notThere);
    expect(inputs.isMore()).toBe(false);
  });

  it("says what was there, and works as before", async () => {
    expect(readFileSync(there, "utf8")).toBe("x");
    expect((await promisify(fs.stat)(there)).isFile()).toBe(true);
    expect(fs.realpathSync.native(there)).toBe(fs.realpathSync(there));
    expect(inputs.paths.get(there)).toEqual(stampOf(there));
  });

  it("works as before with what is no path", () => {
    expect(fs.existsSync(new URL("https://127.0.0.1/"))).toBe(false);
  });

  const more: readonly (readonly [string, () => unknown])[] = [
    ["a command", () => childProcess.execFileSync(process.execPath, ["-e", "0"])],
    ["a command, by promise", () => promisify(childProcess.execFile)(process.execPath, ["-e", "0"])],
    ["folders below folders", () => readdir(path, { recursive: true })],
    ["a signal", () => process.kill(process.pid, 0)],
    [
      "what it is told of",
      () => {
        notRepeatable.publish("the time");
      },
    ],
  ];
  it.each(more)("sees that it goes by %s", async (_, act) => {
    await act();
    expect(inputs.isMore()).toBe(true);
  });
});
