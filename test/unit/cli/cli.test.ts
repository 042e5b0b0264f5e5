import { describe, expect, it } from "vitest";
import { MetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import type { Diagnostic } from "../../../src/interfaces/diagnostic.ts";
import type { DeployOptions, PlanOptions } from "../../../src/interfaces/options.ts";
import { runWith } from "./harness.ts";
import { change, changes, deployResult, planResult } from "./samples.ts";

const mistake: Diagnostic = {
  severity: "error",
  code: "unknown-recipe",
  message: "no recipe is called ekz",
  hint: "eks?",
};
const remark: Diagnostic = { severity: "warning", code: "missing-external", message: "pool k8s is offline" };
const noApi = new MetaPrefectError("missing-external", "no Prefect API is configured", {
  hint: "set PREFECT_API_URL",
});
const failed = {
  change: change("create", "deployment", "a/b"),
  status: "failed",
  reason: "the server answered 500",
  code: "apply-failed",
} as const;

/** The one document on stdout. */
function json(text: string): unknown {
  return JSON.parse(text);
}

describe("help, version and wrong usage", () => {
  it("load nothing of the library", async () => {
    const runs = await Promise.all(
      [["--help"], ["help", "run"], ["--version"], ["deplyo"], ["deploy", "--x"]].map((args) =>
        runWith(args),
      ),
    );
    expect(runs.map(({ loads }) => loads)).toEqual([0, 0, 0, 0, 0]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 1, 1]);
    expect(runs[2]?.stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  });

  it("say what is wrong on stderr, or as the one JSON document", async () => {
    expect(await runWith(["deplyo"])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "error: there is no command deplyo  unknown-command\n   hint: did you mean deploy?\n",
    });
    const { stdout, stderr } = await runWith(["deplyo", "--json"]);
    expect(stderr).toBe("");
    expect(json(stdout)).toEqual({
      version: 1,
      error: {
        code: "unknown-command",
        message: "there is no command deplyo",
        hint: "did you mean deploy?",
        diagnostics: [],
      },
    });
    expect(await runWith(["help", "deplyo"])).toMatchObject({ code: 1, stdout: "" });
  });
});

describe("plan", () => {
  it.each([
    [[], 0],
    [changes, 2],
  ])("ends with 0 when there is nothing to do and with 2 when there are changes", async (list, code) => {
    const plan = (): Promise<ReturnType<typeof planResult>> => Promise.resolve(planResult({ changes: list }));
    expect(await runWith(["plan"], { plan })).toMatchObject({ code, stderr: "" });
    expect(await runWith(["deploy", "--dry-run"], { plan })).toMatchObject({ code, stderr: "" });
  });

  it.each([["plan"], ["deploy"], ["deploy", "--dry-run"]])(
    "of a deployments file shows the commands that say the same also where there is no Prefect: %s %s",
    async (...command) => {
      const equivalentCommands = () => Promise.resolve(["prefect deployment build a.py:b -n c"]);
      const fail = () => Promise.reject(new MetaPrefectError("no-api", "no Prefect API is configured"));
      const actions = { equivalentCommands, plan: fail, deploy: fail };
      const shown = await runWith([...command, "--show-command"], actions);
      expect(shown).toMatchObject({ code: 1, stdout: "$ prefect deployment build a.py:b -n c\n\n" });
      expect(shown.stderr).toContain("no Prefect API is configured");
      const asked = await runWith([...command, "--show-command", "--json"], actions);
      expect(json(asked.stdout)).toMatchObject({ error: { code: "no-api" } });
    },
  );

  it("ends with 1 on mistakes and shows them instead of a plan", async () => {
    const plan = () => Promise.resolve(planResult({ changes }, { diagnostics: [mistake, remark] }));
    expect(await runWith(["plan"], { plan })).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "error: no recipe is called ekz  unknown-recipe\n   hint: eks?\n\nwarning: pool k8s is offline  missing-external\n\n1 error, 1 warning. Nothing was written.\n",
      loads: 1,
    });
  });

  it("shows warnings beside the plan", async () => {
    const plan = () => Promise.resolve(planResult({}, { diagnostics: [remark] }));
    const { code, stdout, stderr } = await runWith(["plan"], { plan });
    expect([code, stderr]).toEqual([0, "warning: pool k8s is offline  missing-external\n\n1 warning.\n"]);
    expect(stdout).toContain("Nothing to do");
  });

  it("gives as JSON the changes with their fields, without what only drivers read", async () => {
    const { stdout, stderr } = await runWith(["plan", "--json"], {
      plan: () => Promise.resolve(planResult({ changes })),
    });
    expect(stderr).toBe("");
    expect(json(stdout)).toMatchObject({
      version: 1,
      target: { project: "acme", environments: ["dev"] },
      plan: {
        unchanged: 37,
        changes: [{ action: "create" }, { action: "create" }, { fields: [{ path: "version" }, {}] }],
      },
      diagnostics: [],
    });
    expect(stdout).not.toContain("private");
    expect(stdout).not.toContain('"error"');
  });

  it("gives as JSON the mistakes too, located, under error", async () => {
    const plan = () => Promise.resolve(planResult({}, { diagnostics: [mistake] }));
    const { code, stdout } = await runWith(["plan", "--json"], { plan });
    expect(code).toBe(1);
    expect(json(stdout)).toMatchObject({ error: { code: "invalid-project", diagnostics: [mistake] } });
  });
});

describe("what an action is asked for", () => {
  it("is the current directory, all entries and no permission unless the command line says more", async () => {
    let asked: DeployOptions | undefined;
    const deploy = (options: DeployOptions) => {
      asked = options;
      return Promise.resolve(deployResult([]));
    };
    await runWith(["deploy"], { deploy }, { cwd: process.cwd(), env: { A: "1" } });
    expect(asked).toMatchObject({
      directory: process.cwd(),
      environment: undefined,
      selectors: [],
      modules: [],
      env: { A: "1" },
      interactive: false,
      local: false,
      adopt: false,
      startWorker: false,
      rendered: undefined,
    });
    await runWith(["deploy", "etl", "--env=prod", "--adopt", "--prune", "--local", "--start-worker"], {
      deploy,
    });
    expect(asked).toMatchObject({
      environment: "prod",
      selectors: ["etl"],
      adopt: true,
      prune: true,
      local: true,
      startWorker: true,
    });
  });

  it("is interactive only at a terminal where a person sits", async () => {
    const asked: unknown[] = [];
    const plan = (options: PlanOptions) => {
      asked.push(options.interactive);
      return Promise.resolve(planResult());
    };
    await runWith(["plan"], { plan }, { terminal: true });
    await runWith(["plan"], { plan }, { terminal: true, env: { CI: "true" } });
    await runWith(["plan"], { plan });
    expect(asked).toEqual([true, false, false]);
  });
});

describe("deploy", () => {
  it("ends with 1 when a change failed, in text and JSON", async () => {
    const deploy = () => Promise.resolve(deployResult([failed]));
    expect(await runWith(["deploy"], { deploy })).toMatchObject({ code: 1 });
    const { code, stdout } = await runWith(["deploy", "--json"], { deploy });
    expect(code).toBe(1);
    expect(json(stdout)).toMatchObject({
      outcomes: [
        { action: "create", kind: "deployment", name: "a/b", status: "failed", code: "apply-failed" },
      ],
      error: { code: "deploy-incomplete", message: "1 of 1 changes were not made" },
    });
  });

  it("ends with 0 when all was done, and gives ids and addresses as JSON", async () => {
    const deployments = [
      { flow: "a", name: "b", id: "1-2", url: "http://127.0.0.1:4200/deployments/deployment/1-2" },
    ];
    const deploy = () => Promise.resolve(deployResult([{ ...failed, status: "done" }], { deployments }));
    const { code, stdout } = await runWith(["deploy", "--json"], { deploy });
    expect(code).toBe(0);
    expect(json(stdout)).toMatchObject({ version: 1, deployments });
  });

  it("ends with 130 when it was interrupted", async () => {
    const controller = new AbortController();
    const deploy = () => {
      controller.abort();
      return Promise.reject(new MetaPrefectError("interrupted", "stopped after 3 of 7 changes"));
    };
    expect(await runWith(["deploy"], { deploy }, { controller })).toMatchObject({
      code: 130,
      stderr: "error: stopped after 3 of 7 changes  interrupted\n",
    });
    const other = () => Promise.reject(new TypeError("terminated"));
    expect(await runWith(["plan"], { plan: other }, { controller })).toMatchObject({
      code: 130,
      stderr:
        "error: plan was stopped before it was done  interrupted\n   hint: run the same command again for the rest\n",
    });
  });
});

describe("any failure", () => {
  it("is one clean line with its next step", async () => {
    const status = () => Promise.reject(noApi);
    expect(await runWith(["status"], { status })).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "error: no Prefect API is configured  missing-external\n   hint: set PREFECT_API_URL\n",
    });
    const { code, stdout, stderr } = await runWith(["status", "--json"], { status });
    expect([code, stderr]).toEqual([1, ""]);
    expect(json(stdout)).toMatchObject({
      version: 1,
      error: { code: "missing-external", hint: "set PREFECT_API_URL" },
    });
  });

  it("that is not ours asks to be reported and shows its stack only with -v", async () => {
    const validate = () =>
      Promise.reject(new TypeError("x is not a function", { cause: new TypeError("inner") }));
    const short = await runWith(["validate"], { validate });
    expect(short.stderr).toMatch(
      /^error: x is not a function {2}unexpected\n {3}hint: this is a mistake in meta-prefect.*\n$/,
    );
    const long = await runWith(["validate", "-v"], { validate });
    expect(long.stderr).toContain("   caused by: inner\n");
    expect(long.stderr).toContain("cli.test.ts");
  });

  it("of the command line's own paths is refused before any action", async () => {
    expect(await runWith(["deploy", "./gone"])).toMatchObject({
      code: 1,
      stderr:
        "error: there is no file or folder ./gone  no-such-path\n   hint: check the path; `--` before it makes it a selector\n",
    });
  });
});

describe("colour", () => {
  const plan = () => Promise.resolve(planResult({ changes }));
  it.each([
    [{}, [], true, true],
    [{}, [], false, false],
    [{ NO_COLOR: "1" }, [], true, false],
    [{ NO_COLOR: "" }, [], true, true],
    [{ TERM: "dumb" }, [], true, false],
    [{ FORCE_COLOR: "1" }, [], false, true],
    [{ FORCE_COLOR: "0" }, [], true, false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, [], false, false],
    [{ FORCE_COLOR: "1" }, ["--no-color"], true, false],
  ])("with %j and %j at a terminal (%s) is %s [N34]", async (env, args, terminal, coloured) => {
    const { stdout } = await runWith(["plan", ...args], { plan }, { env, terminal });
    expect(stdout.includes("\u001b[3")).toBe(coloured);
  });

  it("is never in JSON", async () => {
    const { stdout } = await runWith(
      ["plan", "--json"],
      { plan },
      { env: { FORCE_COLOR: "1" }, terminal: true },
    );
    expect(stdout).not.toContain("\u001b");
  });
});
