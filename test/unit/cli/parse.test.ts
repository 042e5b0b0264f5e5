import { describe, expect, it } from "vitest";
import { parse, type Invocation } from "../../../src/cli/parse.ts";
import type { Failure } from "../../../src/cli/failure.ts";

function invocation(...args: readonly string[]): Invocation {
  const parsed = parse(args);
  if (parsed.kind !== "invocation") throw new TypeError(JSON.stringify(parsed));
  return parsed.invocation;
}

function failure(...args: readonly string[]): Failure {
  const parsed = parse(args);
  if (parsed.kind !== "failure") throw new TypeError(JSON.stringify(parsed));
  return parsed.failure;
}

describe("a command line", () => {
  it("takes values after a space and after an equals sign, also negative ones", () => {
    expect(invocation("deploy", "--env", "prod").value("env")).toBe("prod");
    expect(invocation("deploy", "--env=prod").value("env")).toBe("prod");
    expect(invocation("run", "a/b", "-p", "x=-1", "--param=y=2", "-pz=3").values("param")).toEqual([
      "x=-1",
      "y=2",
      "z=3",
    ]);
    expect(invocation("worker", "stop", "--pool=-odd").value("pool")).toBe("-odd");
  });

  it("takes options before the command, and short flags together", () => {
    const parsed = parse(["--project", "x", "recipes", "-qv", "show", "eks"]);
    expect(parsed).toMatchObject({ kind: "invocation", command: "recipes show" });
    const { value, flag, positionals } = invocation("--project", "x", "recipes", "-qv", "show", "eks");
    expect([value("project"), flag("quiet"), flag("verbose"), flag("json"), positionals]).toEqual([
      "x",
      true,
      true,
      false,
      ["eks"],
    ]);
  });

  it("takes everything after -- as arguments", () => {
    const { positionals, beforeTerminator, flag } = invocation("deploy", "a", "--", "b", "--json");
    expect([positionals, beforeTerminator, flag("json")]).toEqual([["a", "b", "--json"], 1, false]);
  });

  it("asks for help with nothing, help, -h and --help, of whatever is named", () => {
    expect(parse([])).toEqual({ kind: "help", topic: undefined });
    expect(parse(["help"])).toEqual({ kind: "help", topic: undefined });
    expect(parse(["help", "server", "start"])).toEqual({ kind: "help", topic: "server start" });
    expect(parse(["server", "--help"])).toEqual({ kind: "help", topic: "server" });
    expect(parse(["run", "-h"])).toEqual({ kind: "help", topic: "run" });
    expect(parse(["--version"])).toEqual({ kind: "version" });
  });

  it.each([
    [["deplyo"], "unknown-command", "there is no command deplyo", "did you mean deploy?"],
    [
      ["server", "strat"],
      "unknown-command",
      "there is no command server strat",
      "did you mean server start?",
    ],
    [["deplyo", "--help"], "unknown-command", "there is no command deplyo", "did you mean deploy?"],
    [
      ["frobnicate"],
      "unknown-command",
      "there is no command frobnicate",
      "`meta-prefect help` lists all commands",
    ],
    [
      ["server"],
      "missing-argument",
      "server needs one of start, stop, status",
      "`meta-prefect help server` says what each does",
    ],
    [["deploy", "--prnue"], "unknown-option", "deploy has no option --prnue", "did you mean --prune?"],
    [["deploy", "--watch"], "unknown-option", "deploy has no option --watch", "status, run have it"],
    [
      ["deploy", "-x"],
      "unknown-option",
      "deploy has no option -x",
      "`meta-prefect deploy --help` lists all options",
    ],
    [
      ["--nonsense"],
      "unknown-option",
      "meta-prefect has no option --nonsense",
      "`meta-prefect --help` lists all options",
    ],
    [["plan", "--env"], "missing-value", "--env needs a value", "write --env NAME"],
    [["plan", "--env="], "missing-value", "--env needs a value", "write --env NAME"],
    [
      ["plan", "--env", "--json"],
      "missing-value",
      "--env needs a value",
      "write --env=--json, if that is the value",
    ],
    [["plan", "--json=yes"], "unexpected-value", "--json takes no value, given yes", "write --json"],
    [
      ["render", "--format", "xml"],
      "unexpected-value",
      "--format cannot be xml",
      "it is one of: yaml, json, prefect-yaml",
    ],
    [
      ["worker", "start", "--pool", "a", "--pool", "b"],
      "repeated-option",
      "--pool is given twice, again with b",
      "give it once",
    ],
    [["run"], "missing-argument", "run needs FLOW/DEPLOYMENT", "`meta-prefect run --help` shows the usage"],
    [
      ["recipes", "show", "a", "b"],
      "unexpected-argument",
      "recipes show does not take b",
      "`meta-prefect recipes show --help` shows the usage",
    ],
    [
      ["server", "start", "now"],
      "unexpected-argument",
      "server start does not take now",
      "`meta-prefect server start --help` shows the usage",
    ],
  ])("that is wrong is refused with the next step: %j", (args, code, message, hint) => {
    expect(failure(...args)).toEqual({ code, message, hint });
  });
});
