import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { worker, workPool } from "../../src/components/declare.ts";
import { drivers } from "../../src/components/drivers.ts";
import { fileHost } from "../../src/hosts/file-host.ts";
import { dataFolder } from "../../src/hosts/folders.ts";
import { createProcessHost } from "../../src/hosts/process-host.ts";
import { schemaChecker } from "../../src/hosts/schema-checker.ts";
import { createImageHost } from "../../src/hosts/images/image-host.ts";
import { createCluster } from "../../src/hosts/kubectl.ts";
import { createSecretHost } from "../../src/hosts/secret-host.ts";
import { createStorageHost } from "../../src/hosts/storage-host.ts";
import { systemClock } from "../../src/hosts/system-clock.ts";
import { findWorkerPython } from "../../src/hosts/worker-python.ts";
import type { Component } from "../../src/interfaces/component.ts";
import type { World } from "../../src/interfaces/driver.ts";
import { createPrefectApi } from "../../src/prefect/create-prefect-api.ts";
import { applyPlan } from "../../src/resolver/apply.ts";
import { build } from "../../src/resolver/build.ts";
import { observe } from "../../src/resolver/observe.ts";
import { makePlan } from "../../src/resolver/plan.ts";
import { sharedReads } from "../../src/resolver/shared-reads.ts";
import { makeHome } from "../support/home.ts";
import { apiUrl, python, raw, read } from "../support/prefect.ts";
import { unique } from "../support/unique.ts";

const home = makeHome();
const project = unique();
const pool = workPool({ name: `${project}-pool`, type: "process" });
const processes = createProcessHost({
  dataFolder: dataFolder(home.env),
  apiUrl: apiUrl(),
  env: { ...home.env, PREFECT_WORKER_QUERY_SECONDS: "3600" },
  python: () => findWorkerPython({ env: home.env, privatePython: () => Promise.resolve(python()) }),
  report: () => undefined,
});
afterAll(() => processes.stopWorker(pool.name));

/** Deploys components as `deploy` does, so many days from now; answers what was changed. */
async function deploy(components: readonly Component[], days = 0): Promise<readonly string[]> {
  const now = (): Date => new Date(Date.now() + days * 86_400_000);
  const world: World = {
    api: createPrefectApi({ url: apiUrl() }),
    processes,
    files: fileHost,
    secrets: createSecretHost({ root: tmpdir(), env: {} }),
    storage: createStorageHost({ env: {} }),
    cluster: createCluster({ env: {} }),
    images: createImageHost({ env: {} }),
    clock: { ...systemClock, now },
    signal: new AbortController().signal,
  };
  const facts = {
    project,
    root: "/srv",
    now: now().toISOString(),
    env: {},
    git: () => undefined,
    packageVersion: () => undefined,
  };
  const declared = components.map((component) => ({ component, environment: "dev" }));
  const built = build([], facts, drivers, schemaChecker, declared);
  const owner = { project, environment: "dev" };
  const observation = await observe(built, [owner], drivers, sharedReads(world));
  const plan = makePlan(built, observation, drivers, schemaChecker);
  expect(plan.diagnostics).toEqual([]);
  const { outcomes } = await applyPlan(plan, observation, drivers, world, () => undefined);
  expect(outcomes.filter(({ status }) => status !== "done")).toEqual([]);
  return plan.changes.map(({ action, kind }) => `${action} ${kind}`);
}

const workersOf = (): Promise<{ name: string; status: string }[]> =>
  read(
    "POST",
    `/work_pools/${pool.name}/workers/filter`,
    z.array(z.looseObject({ name: z.string(), status: z.string() })),
    {},
  );
const own = async (): Promise<number | undefined> =>
  (await processes.workers()).find((one) => one.pool === pool.name)?.pid;
const commandLine = (pid: number | undefined): string =>
  execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });

describe("a declared worker", () => {
  it("makes no pool by itself, lives on while nothing changes, and is started anew when its settings do [N31]", async () => {
    expect(await deploy([worker({ pool })])).toEqual(["create work-pool", "create worker"]);
    const first = await own();
    expect(commandLine(first)).toContain("--no-create-pool-if-not-found");
    expect(await deploy([worker({ pool })])).toEqual([]);
    expect(await own()).toBe(first);
    const settings = { limit: 3, workQueues: ["default"] };
    expect(await deploy([worker({ pool, ...settings })])).toEqual(["update worker"]);
    const second = await own();
    expect(second).not.toBe(first);
    expect(commandLine(second)).toContain("--limit=3 --work-queue=default");
    expect(await deploy([worker({ pool, ...settings })])).toEqual([]);
    expect(await own()).toBe(second);
    expect(await workersOf()).toEqual([expect.objectContaining({ status: "ONLINE" })]);
  });

  it("lets go records of this machine that are offline for a day, and no others [N31]", async () => {
    const [name = ""] = (await workersOf()).map((one) => one.name);
    const ours = name.replace(/[0-9a-f]{4}$/, "dead");
    const theirs = `ProcessWorker -- ${crypto.randomUUID()} -- dead`;
    for (const one of [ours, theirs]) {
      const body = { name: one, heartbeat_interval_seconds: 1 };
      await raw("POST", `/work_pools/${pool.name}/workers/heartbeat`, body);
    }
    const offline = async (): Promise<string[]> =>
      (await workersOf()).flatMap((one) => (one.status === "OFFLINE" ? [one.name] : [])).sort();
    await expect.poll(offline, { timeout: 90_000, interval: 500 }).toEqual([ours, theirs].sort());
    const settings = { limit: 3, workQueues: ["default"] };
    expect(await deploy([worker({ pool, ...settings })])).toEqual([]);
    expect(await deploy([worker({ pool, ...settings })], 2)).toEqual(["update worker"]);
    expect(await offline()).toEqual([theirs]);
    expect(await deploy([worker({ pool, ...settings })], 2)).toEqual([]);
  });
});
