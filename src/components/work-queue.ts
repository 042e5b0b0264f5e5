import { isMetaPrefectError, MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { WorkQueueSpec } from "../interfaces/component.ts";
import type { Driver } from "../interfaces/driver.ts";
import type { JsonObject } from "../interfaces/json.ts";
import type { ApiWorkQueue } from "../interfaces/prefect-api.ts";
import { nameFinding } from "../util/names.ts";
import { ownerInDescription, sameOwner } from "../util/ownership.ts";
import { compareDeclared, rememberedNames } from "./declared-fields.ts";
import { markedDescription } from "./marked-description.ts";
import { describedOwnershipFinding } from "./ownership-finding.ts";

/** How work queues are observed, compared and written. */
export const workQueueDriver: Driver<WorkQueueSpec, ApiWorkQueue> = {
  kind: "work-queue",
  check: ({ spec }) => {
    const finding = nameFinding("work queue", spec.queue);
    return finding === undefined ? [] : [finding];
  },
  observe: async (components, _project, { api }) => {
    const pools = [...new Set(components.map(({ name }) => poolOf(name)))];
    const found = await Promise.all(
      pools.map(async (pool) => {
        const queues = await api.workPools.queues(pool);
        return queues.map((queue) => [`work-queue:${pool}/${queue.name}`, queue] as const);
      }),
    );
    return new Map(found.flat());
  },
  compare: ({ name, spec }, observed, context) => {
    const want = declared(spec);
    const ledger = { f: [...Object.keys(want), ...(spec.description === undefined ? [] : ["description"])] };
    if (observed === undefined) {
      const description = markedDescription(spec.description, null, context.owner, undefined);
      const body = { name: spec.queue, description, ...want };
      const fields = Object.entries(want).map(([path, value]) => ({ path, want: value }));
      return { action: "create", fields, step: { body }, ledger: { before: ledger, after: ledger } };
    }
    const owner = ownerInDescription(observed.description);
    const refusal = describedOwnershipFinding({ kind: "work queue", name, owner }, context);
    if (refusal !== undefined) return { action: "refuse", diagnostics: [refusal] };
    const description = markedDescription(
      spec.description,
      observed.description,
      context.owner,
      context.ledger,
    );
    const { concurrency_limit, priority } = observed;
    const have = { concurrency_limit, priority, description: observed.description };
    const fields = compareDeclared(
      { ...want, description },
      have,
      { concurrency_limit: null },
      context.ledger,
    );
    if (fields.length === 0) return { action: "none", ledger };
    const body = Object.fromEntries(fields.map((field) => [field.path, field.want]));
    return {
      action: owner === undefined ? "adopt" : "update",
      fields,
      step: { body },
      ledger: {
        before: { f: [...new Set([...rememberedNames(context.ledger), ...ledger.f])] },
        after: ledger,
      },
    };
  },
  apply: async ({ action, name, step }, { api }) => {
    const { body } = step as { readonly body: JsonObject };
    const pool = poolOf(name);
    const queue = name.slice(pool.length + 1);
    if (action === "create") {
      try {
        return await api.workPools.createQueue(pool, body);
      } catch (thrown) {
        if (!isMetaPrefectError(thrown) || thrown.code !== "already-exists") throw thrown;
      }
    }
    await api.workPools.patchQueue(pool, queue, body);
    const fresh = (await api.workPools.queues(pool)).find((candidate) => candidate.name === queue);
    if (fresh !== undefined) return fresh;
    throw new MetaPrefectError("gone", `work queue ${name} was deleted while it was being changed`, {
      hint: "run deploy again",
    });
  },
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

const prefix = "work-queue:";

function declared(spec: WorkQueueSpec): JsonObject {
  return {
    ...(spec.concurrencyLimit !== undefined && { concurrency_limit: spec.concurrencyLimit }),
    ...(spec.priority !== undefined && { priority: spec.priority }),
  };
}

/** Pool names have no slash, so the first one ends the pool's. */
function poolOf(name: string): string {
  return name.slice(0, name.indexOf("/"));
}
