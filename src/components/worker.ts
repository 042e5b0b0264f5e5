import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { WorkerSpec } from "../interfaces/component.ts";
import type { Driver } from "../interfaces/driver.ts";
import type { ApiWorker } from "../interfaces/prefect-api.ts";

/** Milliseconds that a new worker has for its first heartbeat; importing Prefect takes seconds on a busy machine. */
const firstHeartbeat = 120_000;

/** How workers of this machine are observed and started. */
export const workerDriver: Driver<WorkerSpec, ApiWorker> = {
  kind: "worker",
  observe: async (components, _project, { api, processes }) => {
    const found = await Promise.all(
      components.map(async ({ spec }) => {
        const workers = await api.workPools.workers(spec.pool);
        const mine = workers.find(
          ({ name, status }) => status === "ONLINE" && processes.isOfThisMachine(name),
        );
        return mine === undefined ? [] : [[`worker:${spec.pool}`, mine] as const];
      }),
    );
    return new Map(found.flat());
  },
  compare: ({ spec }, observed) => {
    if (observed !== undefined) return { action: "none" };
    return { action: "create", fields: [], step: { pool: spec.pool, type: spec.type } };
  },
  apply: async ({ step }, { api, processes, clock, signal }) => {
    const { pool, type } = step as { readonly pool: string; readonly type: string };
    const started = await processes.startWorker(pool, type);
    const end = clock.now().getTime() + firstHeartbeat;
    while (clock.now().getTime() < end) {
      const workers = await api.workPools.workers(pool);
      const online = workers.find(({ name, status }) => name === started.name && status === "ONLINE");
      if (online !== undefined) return online;
      const alive = (await processes.workers()).some(({ pid }) => pid === started.pid);
      if (!alive) throw silent(`the worker of ${pool} ended before its first heartbeat`, started.logFile);
      await clock.sleep(300, signal);
    }
    throw silent(`the worker of ${pool} sent no heartbeat`, started.logFile);
  },
};

function silent(message: string, logFile: string): MetaPrefectError {
  return new MetaPrefectError("worker-silent", message, { hint: `its log is ${logFile}` });
}
