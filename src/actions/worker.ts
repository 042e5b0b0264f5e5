import { workerDriver, workerStep } from "../components/worker.ts";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { WorkerSpec } from "../interfaces/component.ts";
import type { World } from "../interfaces/driver.ts";
import type { Change } from "../interfaces/plan.ts";
import type { WorkerOptions } from "../interfaces/options.ts";
import type { WorkersResult } from "../interfaces/tool-results.ts";
import { readApiSettings } from "../project/read-api-settings.ts";
import { connect } from "./connect.ts";
import { readDeclarations } from "./declarations.ts";
import { workerStates } from "./worker-states.ts";
import { createWorld } from "./world.ts";

/** Starts a worker for each pool that the project declares one for, unless one of this machine is online. */
export async function startWorker(options: WorkerOptions): Promise<WorkersResult> {
  const { world, pools, specOf } = await workersOf(options);
  if (pools.length === 0) {
    throw new MetaPrefectError("no-pool", "the project declares no process pool with a worker", {
      hint: "name one with --pool",
    });
  }
  const changed: string[] = [];
  for (const pool of pools) {
    const workers = await world.api.workPools.workers(pool);
    if (workers.some(({ name, status }) => status === "ONLINE" && world.processes.isOfThisMachine(name)))
      continue;
    await mustExist(world, pool);
    await workerDriver.apply(creation(specOf(pool)), { ...world, owner: nobody, result: () => undefined });
    changed.push(world.processes.workerName(pool));
  }
  return { changed, workers: await workerStates(world.api, world.processes, pools) };
}

/** Stops the workers of this machine that we started. */
export async function stopWorker(options: WorkerOptions): Promise<WorkersResult> {
  const { world, pools } = await workersOf(options);
  const changed: string[] = [];
  for (const pool of pools) {
    if (await world.processes.stopWorker(pool)) changed.push(world.processes.workerName(pool));
  }
  return { changed, workers: await workerStates(world.api, world.processes, pools) };
}

/** Says which workers poll the project's pools. */
export async function workerStatus(options: WorkerOptions): Promise<WorkersResult> {
  const { world, pools } = await workersOf(options);
  return { changed: [], workers: await workerStates(world.api, world.processes, pools) };
}

/** The named pool, else those for which the project declares a worker. */
async function workersOf(options: WorkerOptions): Promise<{
  readonly world: World;
  readonly pools: readonly string[];
  /** As declared; the plainest where nothing is. */
  readonly specOf: (pool: string) => WorkerSpec;
}> {
  const declarations =
    options.pool === undefined
      ? await readDeclarations({ ...options, selectors: [], modules: [] })
      : undefined;
  const { root, api } = declarations?.project ?? (await readApiSettings(options));
  const connection = await connect(options, root, { mayStart: false, api });
  const world = createWorld(options, connection, declarations?.project ?? { root: options.directory });
  const specs = (declarations?.build.components ?? []).flatMap(({ component: { kind, spec } }) =>
    kind === "worker" ? [spec as WorkerSpec] : [],
  );
  const pools = options.pool === undefined ? specs.map(({ pool }) => pool) : [options.pool];
  const specOf = (pool: string): WorkerSpec =>
    specs.find((spec) => spec.pool === pool) ?? { pool, type: "process" };
  return { world, pools, specOf };
}

async function mustExist(world: World, pool: string): Promise<void> {
  if ((await world.api.workPools.named([pool])).length > 0) return;
  throw new MetaPrefectError("no-pool", `Prefect has no work pool ${pool}`, {
    hint: "deploy first: that makes the pool",
  });
}

const nobody = { project: "", environment: "" };

function creation(spec: WorkerSpec): Change {
  return {
    action: "create",
    kind: "worker",
    name: spec.pool,
    owner: nobody,
    fields: [],
    requires: [],
    step: workerStep(spec),
  };
}
