import type { Pickup } from "../interfaces/pickup.ts";
import type { ApiDeployment, ApiWorkPool, ApiWorkQueue, PrefectApi } from "../interfaces/prefect-api.ts";

/** Says of a deployment who takes its runs. */
export type PickupOf = (deployment: Pick<ApiDeployment, "work_pool_name" | "work_queue_name">) => Pickup;

interface PoolFacts {
  readonly pool: ApiWorkPool;
  readonly online: number;
  readonly queues: readonly ApiWorkQueue[];
}

/**
 * Reads what decides whether runs are taken: pools, their queues and workers. Two requests for each pool, and one.
 *
 * @param served Pools for which a worker of this machine was started and may not have reported yet.
 */
export async function readPickup(
  api: PrefectApi,
  deployments: readonly Pick<ApiDeployment, "work_pool_name">[],
  served: ReadonlySet<string> = new Set(),
): Promise<PickupOf> {
  const names = [...new Set(deployments.flatMap((one) => one.work_pool_name ?? []))].sort();
  const there = api.workPools.named(names);
  const found = await Promise.all(
    names.map(async (name): Promise<PoolFacts | undefined> => {
      const [all, workers, queues] = await Promise.all([
        there,
        api.workPools.workers(name),
        api.workPools.queues(name),
      ]);
      const pool = all.find((one) => one.name === name);
      const online = workers.filter(({ status }) => status === "ONLINE").length;
      return pool && { pool, queues, online };
    }),
  );
  const pools = new Map(found.flatMap((facts) => (facts === undefined ? [] : [[facts.pool.name, facts]])));
  return ({ work_pool_name: pool, work_queue_name: queue }) =>
    pool === null
      ? { by: null, workers: 0, reasons: ["it has no work pool, so only `flow.serve` could run it"] }
      : pickupFrom(pools.get(pool), pool, queue, served.has(pool));
}

function pickupFrom(
  facts: PoolFacts | undefined,
  name: string,
  queueName: string | null,
  isServed: boolean,
): Pickup {
  if (facts === undefined) return { by: null, workers: 0, reasons: [`there is no work pool ${name}`] };
  const { pool, queues, online } = facts;
  const queue = queues.find((one) => one.name === (queueName ?? "default"));
  const itself = pool.type.endsWith(":push") ? "push" : pool.type.endsWith(":managed") ? "managed" : null;
  const reasons = [
    ...(pool.is_paused ? [`the work pool ${name} is paused`] : []),
    ...(queueName !== null && queue === undefined ? [`${name} has no work queue ${queueName}`] : []),
    ...(queue?.is_paused === true ? [`the work queue ${queue.name} of ${name} is paused`] : []),
    ...(pool.concurrency_limit === 0 ? [`the work pool ${name} lets 0 runs go at a time`] : []),
    ...(queue?.concurrency_limit === 0 ? [`the work queue ${queue.name} lets 0 runs go at a time`] : []),
    ...(itself === null && online === 0 && !isServed ? [`no worker of ${name} is online`] : []),
  ];
  return { by: reasons.length > 0 ? null : (itself ?? "worker"), workers: online, reasons };
}
