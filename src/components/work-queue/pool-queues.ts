import type { Component, WorkQueueSpec } from "../../interfaces/component.ts";
import type { PrefectApi, ApiWorkQueue } from "../../interfaces/prefect-api.ts";

/** The queues that a pool has, and the priorities that are declared for queues of it. */
export interface PoolQueues {
  readonly queues: readonly ApiWorkQueue[];
  /** By queue, the first priority first. */
  readonly priorities: readonly (readonly [queue: string, priority: number])[];
}

/** Key under which the queues of a pool are observed, beside each queue's own. */
export function poolQueuesKey(pool: string): string {
  return `queues-of-pool:${pool}`;
}

/** The priorities that are declared for queues of a pool. */
export function declaredPriorities(
  components: readonly Component<string, WorkQueueSpec>[],
  pool: string,
): PoolQueues["priorities"] {
  return components
    .flatMap(({ spec }) =>
      spec.pool === pool && spec.priority !== undefined ? [[spec.queue, spec.priority] as const] : [],
    )
    .sort(([, a], [, b]) => a - b);
}

/** The priority that a new queue without one gets: the first that no other queue has. */
export function freePriority(queues: readonly ApiWorkQueue[], queue: string): number {
  const taken = new Set(queues.filter(({ name }) => name !== queue).map(({ priority }) => priority));
  let free = 1;
  while (taken.has(free)) free += 1;
  return free;
}

/**
 * Puts the queues of a pool where they are declared to be. Prefect moves the one that has a priority already, and those
 * behind it, so setting one may move another; from the first priority on, no later write moves an earlier queue.
 */
export async function settlePriorities(
  pool: string,
  priorities: PoolQueues["priorities"],
  { workPools }: PrefectApi,
): Promise<void> {
  for (const [name, priority] of priorities) {
    const queue = (await workPools.queues(pool)).find((one) => one.name === name);
    if (queue !== undefined && queue.priority !== priority)
      await workPools.patchQueue(pool, name, { priority });
  }
}
