import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { WorkerComponent, WorkerSpec } from "../interfaces/component.ts";
import type { ApplyContext, Comparison, Driver, ObservedWorld } from "../interfaces/driver.ts";
import type { Json } from "../interfaces/json.ts";
import type { Change } from "../interfaces/plan.ts";
import type { WorkerLaunch } from "../interfaces/ports.ts";
import type { ApiWorker } from "../interfaces/prefect-api.ts";
import { dropUndefined } from "../util/drop-undefined.ts";
import { shortHash } from "../util/hash.ts";
import { stableJson } from "../util/stable-json.ts";
import { notRepeatable } from "../util/not-repeatable.ts";

/** Milliseconds that a new worker has for its first heartbeat; importing Prefect takes seconds on a busy machine. */
const firstHeartbeat = 120_000;
/** Milliseconds after its last heartbeat for which the record of a worker of this machine is kept: one day. */
const keptOffline = 24 * 60 * 60 * 1000;

/** What is known of this machine's workers of a pool. */
export interface ObservedWorker {
  /** The one that polls; absent: none does. */
  readonly worker?: ApiWorker;
  /** Digest of what our process was started with; absent where no process of ours runs. */
  readonly running?: string;
  /** Names of records of this machine that nobody will use again. */
  readonly stale: readonly string[];
}

interface WorkerStep {
  readonly pool: string;
  readonly type: string;
  readonly launch: WorkerLaunch;
  readonly start: boolean;
  readonly stale: readonly string[];
}

/** How workers of this machine are observed, started, and started anew when what they are started with changes. */
export const workerDriver: Driver<WorkerSpec, ObservedWorker> = {
  kind: "worker",
  observe: async (components, _project, world) => {
    const found = await Promise.all(
      components.map(async ({ spec }) => [`worker:${spec.pool}`, await observeWorker(spec, world)] as const),
    );
    return new Map(found);
  },
  compare: (component, observed) => compareWorker(component as WorkerComponent, observed),
  apply: applyWorker,
};

async function observeWorker(
  { pool, type }: WorkerSpec,
  { api, processes, clock }: ObservedWorld,
): Promise<ObservedWorker> {
  const [all, started] = await Promise.all([api.workPools.workers(pool), processes.workers()]);
  const mine = all.filter(({ name }) => processes.isOfThisMachine(name));
  const worker = mine.find(({ status }) => status === "ONLINE");
  const process = started.find((one) => one.pool === pool && one.name === worker?.name);
  notRepeatable.publish("the time");
  const oldest = clock.now().getTime() - keptOffline;
  const stale = mine.filter(
    ({ name, status, last_heartbeat_time: last }) =>
      status === "OFFLINE" &&
      name !== processes.workerName(pool) &&
      last !== null &&
      Date.parse(last) < oldest,
  );
  return {
    ...dropUndefined({ worker, running: process && (process.spec ?? digestOf({ pool, type })) }),
    stale: stale.map(({ name }) => name),
  };
}

function compareWorker({ spec }: WorkerComponent, observed: ObservedWorker | undefined): Comparison {
  const { worker, running, stale = [] } = observed ?? {};
  const { type, limit, workQueues } = spec;
  const wanted = digestOf(spec);
  const restart = worker !== undefined && running !== undefined && running !== wanted;
  const start = worker === undefined || restart;
  const fields = [
    ...(restart ? [{ path: "settings", want: { ...dropUndefined({ type, limit, workQueues }) } }] : []),
    ...(stale.length > 0 ? [{ path: "offline records", have: stale }] : []),
  ];
  if (!start && fields.length === 0) return { action: "none" };
  return {
    action: worker === undefined ? "create" : "update",
    fields,
    step: workerStep(spec, { start, stale }),
  };
}

/** What `apply` does, as data; without more, it starts the worker. */
export function workerStep(
  spec: WorkerSpec,
  { start, stale }: Pick<WorkerStep, "start" | "stale"> = { start: true, stale: [] },
): Json {
  const { pool, type, limit, workQueues } = spec;
  const launch = dropUndefined({ limit, workQueues, spec: digestOf(spec) });
  const step: WorkerStep = { pool, type, launch, start, stale };
  return step as unknown as Json;
}

async function applyWorker({ step }: Change, context: ApplyContext): Promise<ObservedWorker> {
  const { api, processes } = context;
  const { pool, type, launch, start, stale } = step as unknown as WorkerStep;
  for (const name of stale) await api.workPools.deleteWorker(pool, name);
  if (!start) return { stale: [] };
  await processes.stopWorker(pool);
  const name = processes.workerName(pool);
  const before = (await api.workPools.workers(pool)).find((one) => one.name === name);
  const started = await processes.startWorker(pool, type, launch);
  const worker = await heartbeatOf(started, before?.last_heartbeat_time ?? null, context);
  return { worker, ...dropUndefined({ running: launch.spec }), stale: [] };
}

/** Waits for a heartbeat other than the last one of its predecessor. */
async function heartbeatOf(
  { pool, name, pid, logFile }: Awaited<ReturnType<ApplyContext["processes"]["startWorker"]>>,
  before: string | null,
  { api, processes, clock, signal }: ApplyContext,
): Promise<ApiWorker> {
  const end = clock.now().getTime() + firstHeartbeat;
  while (clock.now().getTime() < end) {
    const workers = await api.workPools.workers(pool);
    const online = workers.find((one) => one.name === name && one.status === "ONLINE");
    if (online !== undefined && online.last_heartbeat_time !== before) return online;
    const alive = (await processes.workers()).some((one) => one.pid === pid);
    if (!alive) throw silent(`the worker of ${pool} ended before its first heartbeat`, logFile);
    await clock.sleep(300, signal);
  }
  throw silent(`the worker of ${pool} sent no heartbeat`, logFile);
}

function digestOf({ type, limit, workQueues }: WorkerSpec): string {
  return shortHash(stableJson({ ...dropUndefined({ type, limit, workQueues }) }), 12);
}

function silent(message: string, logFile: string): MetaPrefectError {
  return new MetaPrefectError("worker-silent", message, { hint: `its log is ${logFile}` });
}
