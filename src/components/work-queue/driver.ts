import { isMetaPrefectError, MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { WorkQueueComponent, WorkQueueSpec } from "../../interfaces/component.ts";
import type { ApplyContext, Driver, Finding } from "../../interfaces/driver.ts";
import type { Change } from "../../interfaces/plan.ts";
import type { ApiWorkQueue } from "../../interfaces/prefect-api.ts";
import { nameFinding } from "../../util/names.ts";
import { ownerInDescription, sameOwner } from "../../util/ownership.ts";
import { compareQueue, type QueueStep } from "./compare.ts";
import { declaredPriorities, poolQueuesKey, settlePriorities, type PoolQueues } from "./pool-queues.ts";

const prefix = "work-queue:";

/** How work queues are observed, compared and written. What is known of a whole pool stands beside its queues. */
export const workQueueDriver: Driver<WorkQueueSpec, ApiWorkQueue | PoolQueues> = {
  kind: "work-queue",
  check: (component) => checkQueue(component as WorkQueueComponent),
  observe: async (components, _project, { api }) => {
    const pools = [...new Set(components.map(({ name }) => poolOf(name)))];
    const found = await Promise.all(
      pools.map(async (pool) => {
        const queues = await api.workPools.queues(pool);
        const whole: PoolQueues = { queues, priorities: declaredPriorities(components, pool) };
        return [
          [poolQueuesKey(pool), whole] as const,
          ...queues.map((queue) => [`${prefix}${pool}/${queue.name}`, queue] as const),
        ];
      }),
    );
    return new Map<string, ApiWorkQueue | PoolQueues>(found.flat());
  },
  compare: (component, observed, context) =>
    compareQueue(component as WorkQueueComponent, observed as ApiWorkQueue | undefined, context),
  apply: applyQueue,
  orphans: async (wanted, owners, known, { api }) => {
    const names = known.filter((key) => key.startsWith(prefix) && !wanted.has(key));
    const pools = [...new Set(names.map((key) => poolOf(key.slice(prefix.length))))];
    const found = await Promise.all(
      pools.map(async (pool) => (await api.workPools.queues(pool)).map((queue) => ({ pool, queue }))),
    );
    return found.flat().flatMap(({ pool, queue }) => {
      const name = `${pool}/${queue.name}`;
      const mark = ownerInDescription(queue.description);
      const owner = mark === undefined ? undefined : owners.find((one) => sameOwner(one, mark));
      const ours = owner !== undefined && names.includes(prefix + name);
      return ours ? [{ kind: "work-queue", name, owner, step: {} }] : [];
    });
  },
  remove: async ({ name }, { api }) => {
    const pool = poolOf(name);
    await api.workPools.deleteQueue(pool, name.slice(pool.length + 1));
  },
};

function checkQueue({ spec }: WorkQueueComponent): readonly Finding[] {
  const finding = nameFinding("work queue", spec.queue);
  if (finding !== undefined) return [finding];
  const { priority = 1 } = spec;
  if (Number.isInteger(priority) && priority > 0) return [];
  const message = `work queue ${spec.queue} has the priority ${priority.toString()}`;
  return [{ code: "invalid-limit", message, hint: "give a whole number from 1, which goes first" }];
}

async function applyQueue({ action, name, step }: Change, { api }: ApplyContext): Promise<ApiWorkQueue> {
  const { body, priorities } = step as unknown as QueueStep;
  const pool = poolOf(name);
  const queue = name.slice(pool.length + 1);
  const made = action === "create" ? await createQueue(pool, body, api) : undefined;
  if (made === undefined) await api.workPools.patchQueue(pool, queue, body);
  await settlePriorities(pool, priorities, api);
  if (made !== undefined && priorities.length === 0) return made;
  const fresh = (await api.workPools.queues(pool)).find((candidate) => candidate.name === queue);
  if (fresh !== undefined) return fresh;
  throw new MetaPrefectError("gone", `work queue ${name} was deleted while it was being changed`, {
    hint: "run deploy again",
  });
}

/** Undefined when it is there already, as a deployment that names a queue makes it. */
async function createQueue(
  pool: string,
  body: QueueStep["body"],
  api: ApplyContext["api"],
): Promise<ApiWorkQueue | undefined> {
  try {
    return await api.workPools.createQueue(pool, body);
  } catch (thrown) {
    if (!isMetaPrefectError(thrown) || thrown.code !== "already-exists") throw thrown;
    return undefined;
  }
}

/** Pool names have no slash, so the first one ends the pool's. */
function poolOf(name: string): string {
  return name.slice(0, name.indexOf("/"));
}
