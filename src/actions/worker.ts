import { workerDriver } from "../components/worker.ts";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { World } from "../interfaces/driver.ts";
import type { Change } from "../interfaces/plan.ts";
import type { WorkerOptions, WorkersResult } from "../interfaces/results.ts";
import { readApiSettings } from "../project/read-api-settings.ts";
import { connect } from "./connect.ts";
import { readDeclarations } from "./declarations.ts";
import { workerStates } from "./worker-states.ts";
import { createWorld } from "./world.ts";

/** Starts a worker for each pool that the project declares one for, unless one of this machine is online. */
export async function startWorker(options: WorkerOptions): Promise<WorkersResult> {
  const { world, pools } = await workersOf(options);
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
    changed.push(
      (await workerDriver.apply(creation(pool), { ...world, owner: nobody, result: () => undefined })).name,
    );
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
async function workersOf(
  options: WorkerOptions,
): Promise<{ readonly world: World; readonly pools: readonly string[] }> {
  const declarations =
    options.pool === undefined
      ? await readDeclarations({ ...options, selectors: [], modules: [] })
      : undefined;
  const { root, api } = declarations?.project ?? (await readApiSettings(options));
  const connection = await connect(options, root, { mayStart: false, api });
  const world = createWorld(options, connection, declarations?.project ?? { root: options.directory });
  const declared = (declarations?.build.components ?? [])
    .filter(({ component }) => component.kind === "worker")
    .map(({ component }) => component.name);
  return { world, pools: options.pool === undefined ? declared : [options.pool] };
}

async function mustExist(world: World, pool: string): Promise<void> {
  if ((await world.api.workPools.named([pool])).length > 0) return;
  throw new MetaPrefectError("no-pool", `Prefect has no work pool ${pool}`, {
    hint: "deploy first: that makes the pool",
  });
}

const nobody = { project: "", environment: "" };

function creation(pool: string): Change {
  return {
    action: "create",
    kind: "worker",
    name: pool,
    owner: nobody,
    fields: [],
    requires: [],
    step: { pool, type: "process" },
  };
}
