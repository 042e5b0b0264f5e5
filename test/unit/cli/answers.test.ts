import { describe, expect, it } from "vitest";
import type { RenderResult } from "../../../src/interfaces/results.ts";
import { runWith, target } from "./harness.ts";

/** The one document on stdout. */
function json(text: string): unknown {
  return JSON.parse(text);
}

describe("run", () => {
  const run = (type: string, name: string) => () =>
    Promise.resolve({
      id: "1-2",
      name: "merry-otter",
      url: "http://127.0.0.1:4200/runs/flow-run/1-2",
      state: { type, name, message: null },
    });

  it("ends with 0 once started, and with --watch by the final state", async () => {
    expect(await runWith(["run", "a/b"], { run: run("SCHEDULED", "Scheduled") })).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(await runWith(["run", "a/b", "--watch"], { run: run("COMPLETED", "Completed") })).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(await runWith(["run", "a/b", "--watch"], { run: run("FAILED", "Failed") })).toMatchObject({
      code: 1,
      stderr:
        "error: the flow run merry-otter ended Failed  flow-run-failed\n   hint: its page: http://127.0.0.1:4200/runs/flow-run/1-2\n",
    });
  });

  it("gives id, address and state as JSON, also of a failed run", async () => {
    const { code, stdout } = await runWith(["run", "a/b", "--watch", "--json"], {
      run: run("CRASHED", "Crashed"),
    });
    expect(code).toBe(1);
    expect(json(stdout)).toMatchObject({
      version: 1,
      id: "1-2",
      url: "http://127.0.0.1:4200/runs/flow-run/1-2",
      state: { type: "CRASHED" },
      error: { code: "flow-run-failed" },
    });
  });
});

describe("render", () => {
  const result: RenderResult = {
    target,
    deployments: [
      {
        flow: "a",
        name: "b",
        environment: "dev",
        body: { name: "b", version: { $late: "nextInteger" } },
        digest: "d1",
        initially: [],
        requires: [],
      },
    ],
    components: [],
    diagnostics: [],
  };
  const render = () => Promise.resolve(result);

  it("prints YAML, or JSON, of the same document", async () => {
    const yaml = await runWith(["render"], { render });
    expect(yaml).toMatchObject({
      code: 0,
      stdout: `version: 1
target:
  root: /project
  project: acme
  environments:
    - dev
  api: http://127.0.0.1:4200/api
deployments:
  - flow: a
    name: b
    environment: dev
    body:
      name: b
      version:
        $late: nextInteger
    digest: d1
    initially: []
    requires: []
components: []
`,
    });
    const formatted = await runWith(["render", "--format=json"], { render });
    const document = { version: 1, target, deployments: result.deployments, components: [] };
    expect(json(formatted.stdout)).toEqual(document);
    expect(json((await runWith(["render", "--json"], { render })).stdout)).toEqual({
      ...document,
      diagnostics: [],
    });
  });
});

describe("server status", () => {
  const server = {
    running: false,
    url: null,
    uiUrl: null,
    version: null,
    pid: null,
    logFile: "/l",
    dataFolder: "/d",
  };
  it("ends with 1 and the next step when the local Prefect does not run", async () => {
    const serverStatus = () => Promise.resolve(server);
    const text = await runWith(["server", "status"], { serverStatus });
    expect(text.code).toBe(1);
    expect(text.stdout).toContain("not running");
    expect(text.stderr).toContain("`meta-prefect server start` starts it");
    const { stdout } = await runWith(["server", "status", "--json"], { serverStatus });
    expect(json(stdout)).toMatchObject({
      version: 1,
      server: { running: false },
      error: { code: "server-not-running" },
    });
  });
});
