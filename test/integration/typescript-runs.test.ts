import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli } from "../support/cli.ts";
import { startFaultyProxy, type FaultyProxy } from "../support/faulty-proxy.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { startNodeWorker, startProcessWorker, type TestWorker } from "../support/process-worker.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import {
  logOf,
  startRun,
  taskStates,
  untilEnded,
  untilGraph,
  untilRun,
} from "../support/typescript-flows.ts";
import { startTcpProxy, type TcpProxy } from "../support/tcp-proxy.ts";
import { unique } from "../support/unique.ts";
import { workerDeployments, workerFlowNames, workerFlows } from "../support/worker-flows.ts";

// Ours passes what Prefect's own passes.
const workers = [
  { who: "Prefect's own process worker", start: startProcessWorker, prefix: "p" },
  { who: "our process worker in Node", start: startNodeWorker, prefix: "n" },
] as const;

const twenty = Array.from({ length: 20 }, (_, index) => String(index));

describe.each(workers)("$who runs flows in TypeScript", ({ start, prefix }) => {
  const pool = unique("typescript");
  const note = unique("note").replace("-", "_");
  let project: ProjectFolder;
  let worker: TestWorker;
  /** Between the worker with its runs, and Prefect. */
  let wire: TcpProxy;
  /** Between one run, and Prefect. */
  let faulty: FaultyProxy;
  const ids = new Map<string, string>();
  const idOf = (name: string): string => ids.get(name) ?? "";

  beforeAll(async () => {
    project = await makeProject({
      "meta_prefect.yaml": `name: ${unique()}\nmodules: [deployments.ts]\n`,
      "deployments.ts": workerDeployments(pool),
    });
    mkdirSync(join(project.path, "executed"));
    const flows = workerFlows.replaceAll("NOTE", note).replaceAll("PLACE", join(project.path, "executed"));
    await project.write("flows.ts", flows.replaceAll("ts-", `${prefix}-`));
    const { code, stderr } = await runCli(["deploy"], {
      cwd: project.path,
      env: { PREFECT_API_URL: apiUrl() },
    });
    if (code !== 0) throw new TypeError(stderr);
    wire = await startTcpProxy(apiUrl());
    faulty = await startFaultyProxy(apiUrl());
    faulty.loseOneOf(10);
    // As many processes as there are runs would keep Prefect from its own work on a small machine.
    worker = await start(pool, wire.url, { input: ["--limit", "5"] });
    const envs: Record<string, Record<string, string>> = {
      steps: { PREFECT_API_URL: faulty.url },
      memory: { NODE_OPTIONS: "--max-old-space-size=96" },
    };
    for (const name of workerFlowNames)
      ids.set(name, await startRun(`${prefix}-${name}/${name}`, { env: envs[name] ?? {} }));
  });
  afterAll(async () => {
    await worker.stop();
    wire.close();
    await faulty.close();
    await project.remove();
  });

  it("with tasks, their retries, graph, log, child run and artifact, by the command that a recipe sets [P13]", async () => {
    const run = await untilEnded(idOf("fine"));
    expect(run.state).toMatchObject({ type: "COMPLETED" });
    const { nodes, artifacts } = await untilGraph(run.id, 5);
    const [[childLabel] = [""]] = nodes.filter(([label]) => label.startsWith(`${prefix}-child`));
    expect(nodes).toEqual([
      ["double-0", ["fetch-0"]],
      ["double-1", ["fetch-0"]],
      ["fetch-0", []],
      ["load-0", ["double-0", "double-1"]],
      [childLabel, []],
    ]);
    expect(artifacts).toEqual([]);
    const log = (await logOf(run.id)).map(({ message }) => message);
    expect(log).toEqual(expect.arrayContaining(["printed monday", "loaded 2"]));
    await expect
      .poll(() => taskStates(run.id, "fetch-0"), { timeout: 120_000, interval: 250 })
      .toEqual(["Pending", "Running", "AwaitingRetry", "Retrying", "Completed"]);
    const made = await read("POST", "/artifacts/filter", z.array(z.object({ data: z.unknown() })), {
      artifacts: { key: { any_: [`${prefix}-report`] } },
      flow_runs: { parent_flow_run_id: { any_: [run.id] } },
    });
    expect(made).toEqual([{ data: "# 2" }]);
  });

  it("says why a flow failed, and tries one again as often as it says, in the same process", async () => {
    expect((await untilEnded(idOf("throws"))).state).toMatchObject({
      type: "FAILED",
      message: "Flow run encountered an exception: TypeError: thrown on purpose",
    });
    const retried = await untilEnded(idOf("retried"));
    expect([retried.state.type, retried.run_count]).toEqual(["COMPLETED", 3]);
    expect((await untilEnded(idOf("late"))).state).toMatchObject({ type: "FAILED", name: "TimedOut" });
  });

  it("never leaves a run without an end: unhandled rejections, process.exit, SIGKILL, SIGTERM, a promise that nothing keeps", async () => {
    const rejects = await untilEnded(idOf("rejects"));
    expect(rejects.state.type).toBe("CRASHED");
    expect(rejects.state.message).toContain("nobody looks at this");
    expect(await variable("crashed")).toBe("yes");
    for (const name of ["exits", "killed", "ended", "never"]) {
      expect([name, (await untilEnded(idOf(name))).state.type]).toEqual([name, "CRASHED"]);
    }
  });

  it("says with which code a process ended that left its run without an end, also one that ran out of memory", async () => {
    const memory = await untilEnded(idOf("memory"));
    expect([memory.state.type, memory.state.message]).toEqual([
      "CRASHED",
      expect.stringMatching(/status code: -6|SIGABRT/),
    ]);
    const said = async (name: string): Promise<string | null> => (await untilEnded(idOf(name))).state.message;
    expect(await said("exits")).toContain("status code: 70");
    expect(await said("never")).toContain("status code: 70");
    expect(await said("killed")).toMatch(/status code: -9|SIGKILL/);
  });

  it("executes each task once when one of ten connections breaks", async () => {
    const run = await untilEnded(idOf("steps"));
    expect([run.state.type, executedBy(run.name)]).toEqual(["COMPLETED", twenty]);
    expect(faulty.lost()).toBeGreaterThan(0);
    expect(await stepsLogged(run.id)).toEqual(twenty);
  });

  it("is cancelled with its hooks", async () => {
    const id = idOf("waits");
    await untilRun(id, ({ state }) => state.type === "RUNNING");
    const state = { type: "CANCELLING", name: "Cancelling" };
    await raw("POST", `/flow_runs/${id}/set_state`, { state });
    expect((await untilEnded(id)).state.type).toBe("CANCELLED");
    for (let look = 0; look < 240 && (await variable("cancelled")) === undefined; look++) await sleep(250);
    expect(await variable("cancelled")).toBe("yes");
  });

  it("ends a suspended run's process, and goes on in a new one when somebody resumes it", async () => {
    const id = idOf("suspended");
    await untilRun(id, ({ state }) => state.type === "PAUSED");
    await sleep(1_000);
    await raw("POST", `/flow_runs/${id}/resume`, {});
    expect((await untilEnded(id)).state.type).toBe("COMPLETED");
    expect((await logOf(id)).map(({ message }) => message)).toContain("went on");
  });

  it("goes on when Prefect was away for its worker and for itself, and does nothing twice", async () => {
    const id = await startRun(`${prefix}-steps/steps`);
    const { name } = await untilRun(id, ({ state }) => state.type === "RUNNING");
    for (let look = 0; look < 240 && executedBy(name).length < 3; look++) await sleep(250);
    wire.cut(10_000);
    const run = await untilEnded(id);
    expect([run.state.type, executedBy(name)]).toEqual(["COMPLETED", twenty]);
    expect(await stepsLogged(id)).toEqual(twenty);
    const { nodes } = await untilGraph(id, 20);
    expect(nodes.map(([, parents]) => parents.length).sort()).toEqual([0, ...Array<number>(19).fill(1)]);
  });

  async function variable(name: string): Promise<unknown> {
    const { body } = await raw("GET", `/variables/name/${note}_${name}`);
    return z.object({ value: z.unknown() }).safeParse(body).data?.value;
  }

  /** What the tasks of a run have written when they were executed, as often as they were. */
  function executedBy(run: string): readonly string[] {
    const file = join(project.path, "executed", run);
    return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  }

  async function stepsLogged(id: string): Promise<readonly string[]> {
    const messages = (await logOf(id)).map(({ message }) => message);
    return messages.filter((text) => text.startsWith("step ")).map((text) => text.slice("step ".length));
  }
});
