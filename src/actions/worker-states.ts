import type { ProcessHost } from "../interfaces/ports.ts";
import type { PrefectApi } from "../interfaces/prefect-api.ts";
import type { WorkerState } from "../interfaces/tool-results.ts";

/** The workers of some pools as the server sees them, with the process where it is one of ours. */
export async function workerStates(
  api: PrefectApi,
  processes: ProcessHost,
  pools: readonly string[],
): Promise<readonly WorkerState[]> {
  const mine = new Map((await processes.workers()).map((worker) => [worker.name, worker]));
  const found = await Promise.all(
    pools.map(async (pool) => {
      const workers = await api.workPools.workers(pool);
      return workers.map(({ name, status, last_heartbeat_time: lastHeartbeat }) => {
        const own = mine.get(name);
        const process = own === undefined ? undefined : { pid: own.pid, logFile: own.logFile };
        return { pool, name, status, lastHeartbeat, ...(process !== undefined && { process }) };
      });
    }),
  );
  return found.flat();
}
