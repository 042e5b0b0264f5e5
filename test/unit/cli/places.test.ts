import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parametersOf } from "../../../src/cli/parameters.ts";
import { parse, type Invocation } from "../../../src/cli/parse.ts";
import { fileAt, placesOf, type Fail } from "../../../src/cli/places.ts";
import { MetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";

const cwd = mkdtempSync(join(tmpdir(), "meta-prefect-cli-"));
afterAll(() => {
  rmSync(cwd, { recursive: true });
});
mkdirSync(join(cwd, "team"));
writeFileSync(join(cwd, "team", "meta_prefect.yaml"), "");
writeFileSync(join(cwd, "flows.ts"), "");
writeFileSync(join(cwd, "notes.yaml"), "");
writeFileSync(join(cwd, "parameters.json"), '{"x": 1, "y": [2]}');

const fail: Fail = (code, message, hint) => new MetaPrefectError(code, message, { hint });

function invocation(...args: readonly string[]): Invocation {
  const parsed = parse(args);
  if (parsed.kind !== "invocation") throw new TypeError(JSON.stringify(parsed));
  return parsed.invocation;
}

const places = (...args: readonly string[]): unknown => placesOf(invocation(...args), cwd, fail);
const parameters = (...args: readonly string[]): unknown =>
  parametersOf(invocation("run", "a/b", ...args), cwd, fail);

describe("the arguments of a command", () => {
  it("name the project when they are a folder or its file, and else it is the current directory", () => {
    const team = join(cwd, "team");
    expect(places("deploy")).toEqual({ directory: cwd, modules: [], selectors: [] });
    expect(places("deploy", "team")).toMatchObject({ directory: team });
    expect(places("deploy", "team/meta_prefect.yaml")).toMatchObject({ directory: team });
    expect(places("deploy", "--project=team")).toMatchObject({ directory: team });
    expect(places("deploy", ".")).toMatchObject({ directory: cwd });
  });

  it("are modules when they are files of code, and else selectors", () => {
    expect(places("deploy", "etl", "flows.ts", "etl/*", "--module", "flows.ts")).toEqual({
      directory: cwd,
      modules: [join(cwd, "flows.ts")],
      selectors: ["etl", "etl/*"],
    });
  });

  it("always select after --", () => {
    expect(places("deploy", "--", "team")).toEqual({ directory: cwd, modules: [], selectors: ["team"] });
  });

  it.each([
    [["deploy", "./gone"], "no-such-path", "there is no file or folder ./gone"],
    [["deploy", "gone.ts"], "no-such-path", "there is no file or folder gone.ts"],
    [["deploy", "--project", "gone"], "no-such-path", "there is no folder gone"],
    [["deploy", "--module", "gone.ts"], "no-such-path", "there is no file gone.ts"],
    [["deploy", "notes.yaml"], "unexpected-argument", "notes.yaml is neither a project's file nor a module"],
    [
      ["deploy", "team", "."],
      "unexpected-argument",
      `two projects are given, ${join(cwd, "team")} and ${cwd}`,
    ],
  ])("are refused when they name nothing that can be used: %j", (args, code, message) => {
    expect(() => places(...args)).toThrow(expect.objectContaining({ code, message }));
  });

  it("name a file that exists for an option that wants one", () => {
    expect(fileAt("notes.yaml", cwd, fail)).toBe(join(cwd, "notes.yaml"));
    expect(() => fileAt("team", cwd, fail)).toThrow(expect.objectContaining({ code: "no-such-path" }));
  });
});

describe("the parameters of a run", () => {
  it("are JSON where they parse as such, and text where not", () => {
    expect(
      parameters(
        "-p",
        "a=1",
        "-p",
        "b=true",
        "-p",
        "c=[1,2]",
        "-p",
        "d=2026-01-31",
        "-p",
        "e=x=y",
        "-p",
        "f=",
        "-p",
        'g="1"',
      ),
    ).toEqual({
      a: 1,
      b: true,
      c: [1, 2],
      d: "2026-01-31",
      e: "x=y",
      f: "",
      g: "1",
    });
  });

  it("stay text where reading them as a number would lose digits", () => {
    expect(parameters("-p", "id=12345678901234567890", "-p", "huge=1e999")).toEqual({
      id: "12345678901234567890",
      huge: "1e999",
    });
  });

  it("come from --params or its file, each -p over them, the later one winning", () => {
    expect(parameters("--params", '{"x": 1, "y": 2}', "-p", "y=3", "-p", "y=4")).toEqual({ x: 1, y: 4 });
    expect(parameters("--params", "@parameters.json", "-p", "x=9")).toEqual({ x: 9, y: [2] });
    expect(Object.keys(Object(parameters("-p", "__proto__=1")) as object)).toEqual(["__proto__"]);
  });

  it.each([
    [["-p", "x"], "invalid-parameters", "-p x has no key and value"],
    [["-p", "=x"], "invalid-parameters", "-p =x has no key and value"],
    [["--params", "[1]"], "invalid-parameters", "--params [1] is not a JSON object"],
    [["--params", "{x: 1}"], "invalid-parameters", "--params {x: 1} is not a JSON object"],
    [["--params", "@flows.ts"], "invalid-parameters", "flows.ts is not a JSON object"],
    [["--params", "@gone.json"], "no-such-path", "there is no file gone.json"],
  ])("are refused when they are neither: %j", (args, code, message) => {
    expect(() => parameters(...args)).toThrow(expect.objectContaining({ code, message }));
  });
});
