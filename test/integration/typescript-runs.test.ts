import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli } from "../support/cli.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { startNodeWorker, startProcessWorker, type TestWorker } from "../support/process-worker.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { graphOf, logOf, startRun, taskStates, untilEnded, untilRun } from "../support/typescript-flows.ts";
import { unique } from "../support/unique.ts";

/** The flows, with `NOTE` as the start of the Variables' names, which the hooks write. */
const flows = `
import { setTimeout as sleep } from "node:timers/promises";
import { createMarkdownArtifact, flow, getRunLogger, suspendFlowRun, task, variables } from "meta-prefect/runtime";
import { z } from "meta-prefect/kit";

const fetchRows = task({ name: "fetch", retries: 2, retryDelaySeconds: 0.1 }, async (day: string) => {
  if (failures-- > 0) throw new TypeError("not yet");
  return [{ day, value: 1 }, { day, value: 2 }];
});
let failures = 1;
const double = task({ name: "double" }, async (row: { value: number }) => row.value * 2);
const load = task({ name: "load" }, async (values: readonly number[]) => {
  getRunLogger().info("loaded %d", values.length);
  return values.length;
});
const child = flow({ name: "ts-child", parameters: z.object({ count: z.number() }) }, async ({ count }) => {
  await createMarkdownArtifact({ key: "ts-report", markdown: "# " + String(count) });
});
export const fine = flow(
  { name: "ts-fine", logPrints: true, parameters: z.object({ day: z.string().default("monday").describe("Which day.") }) },
  async ({ day }) => {
    console.log("printed %s", day);
    const loaded = await load(double.map(await fetchRows(day)));
    await child({ count: loaded });
  },
);
export const throws = flow({ name: "ts-throws" }, async () => {
  throw new TypeError("thrown on purpose");
});
export const rejects = flow({ name: "ts-rejects", onCrashed: [() => variables.set("NOTE_crashed", "yes")] }, async () => {
  void Promise.reject(new TypeError("nobody looks at this"));
  await sleep(600_000);
});
export const exits = flow({ name: "ts-exits" }, async () => {
  process.exit(0);
});
export const killed = flow({ name: "ts-killed" }, async () => {
  process.kill(process.pid, "SIGKILL");
  await sleep(600_000);
});
export const never = flow({ name: "ts-never" }, () => new Promise<never>(() => undefined));
export const waits = flow(
  { name: "ts-waits", onCancellation: [() => variables.set("NOTE_cancelled", "yes")] },
  async () => sleep(600_000),
);
export const ended = flow({ name: "ts-ended" }, async () => {
  process.kill(process.pid, "SIGTERM");
  await sleep(600_000);
});
let attempts = 0;
export const retried = flow({ name: "ts-retried", retries: 2, retryDelaySeconds: 1 }, async () => {
  attempts++;
  if (attempts < 3) throw new TypeError("attempt " + String(attempts));
});
export const suspended = flow({ name: "ts-suspended" }, async () => {
  await suspendFlowRun();
  getRunLogger().info("went on");
});
export const late = flow({ name: "ts-late", timeoutSeconds: 0.5 }, async () => sleep(600_000));
`;

const names = [
  ...[
    "fine",
    "throws",
    "rejects",
    "exits",
    "killed",
    "never",
    "waits",
    "ended",
    "retried",
    "suspended",
    "late",
  ],
];
const deployments = (pool: string): string => `
import { process } from "meta-prefect";
import * as flows from "./flows.ts";
const here = process({ own_pool: "${pool}" });
${names.map((name) => `export const ${name} = here(flows.${name});`).join("\n")}
`;

// Ours passes what Prefect's own passes.
const workers = [
  { who: "Prefect's own process worker", start: startProcessWorker, prefix: "p" },
  { who: "our process worker in Node", start: startNodeWorker, prefix: "n" },
] as const;

describe.each(workers)("$who runs flows in TypeScript", ({ start, prefix }) => {
  const pool = unique("typescript");
  const note = unique("note").replace("-", "_");
  let project: ProjectFolder;
  let worker: TestWorker;
  const ids = new Map<string, string>();
  const idOf = (name: string): string => ids.get(name) ?? "";

  beforeAll(async () => {
    project = await makeProject({
      "meta_prefect.yaml": `name: ${unique()}\nmodules: [deployments.ts]\n`,
      "flows.ts": flows.replaceAll("NOTE", note).replaceAll("ts-", `${prefix}-`),
      "deployments.ts": deployments(pool),
    });
    const { code, stderr } = await runCli(["deploy"], {
      cwd: project.path,
      env: { PREFECT_API_URL: apiUrl() },
    });
    if (code !== 0) throw new TypeError(stderr);
    worker = await start(pool);
    for (const name of names) ids.set(name, await startRun(`${prefix}-${name}/${name}`));
  });
  afterAll(async () => {
    await worker.stop();
    await project.remove();
  });

  it("with tasks, their retries, graph, log, child run and artifact, by the command that a recipe sets [P13]", async () => {
    const run = await untilEnded(idOf("fine"));
    expect(run.state).toMatchObject({ type: "COMPLETED" });
    const { nodes, artifacts } = await graphOf(run.id);
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
    expect(await taskStates(run.id, "fetch-0")).toEqual([
      ...["Pending", "Running", "AwaitingRetry", "Retrying", "Completed"],
    ]);
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

  it("is cancelled with its hooks", async () => {
    const id = idOf("waits");
    await untilRun(id, ({ state }) => state.type === "RUNNING");
    const state = { type: "CANCELLING", name: "Cancelling" };
    await raw("POST", `/flow_runs/${id}/set_state`, { state });
    expect((await untilEnded(id)).state.type).toBe("CANCELLED");
    for (let look = 0; look < 40 && (await variable("cancelled")) === undefined; look++) await sleep(250);
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

  async function variable(name: string): Promise<unknown> {
    const { body } = await raw("GET", `/variables/name/${note}_${name}`);
    return z.object({ value: z.unknown() }).safeParse(body).data?.value;
  }
});
