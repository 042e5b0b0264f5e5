import type { WorkQueueComponent, WorkQueueSpec } from "../../interfaces/component.ts";
import type { CompareContext, Comparison, Finding } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { ApiWorkQueue } from "../../interfaces/prefect-api.ts";
import { ownerInDescription } from "../../util/ownership.ts";
import { compareDeclared, rememberedNames } from "../declared-fields.ts";
import { markedDescription } from "../marked-description.ts";
import { describedOwnershipFinding } from "../ownership-finding.ts";
import { freePriority, poolQueuesKey, type PoolQueues } from "./pool-queues.ts";

/** What `apply` does, as data. */
export interface QueueStep {
  readonly body: JsonObject;
  /** The declared priorities of the pool, where this change may move other queues; else empty. */
  readonly priorities: PoolQueues["priorities"];
}

/** Compares a declared queue with the one of that name. Pure. */
export function compareQueue(
  { name, spec }: WorkQueueComponent,
  observed: ApiWorkQueue | undefined,
  context: CompareContext,
): Comparison {
  const want = declared(spec);
  const ledger = { f: [...Object.keys(want), ...(spec.description === undefined ? [] : ["description"])] };
  const pool = context.observed(poolQueuesKey(spec.pool)) as PoolQueues | undefined;
  const rival = pool?.priorities.find(([queue, taken]) => taken === spec.priority && queue !== spec.queue);
  if (rival !== undefined) return { action: "refuse", diagnostics: [samePriority(spec, rival[0])] };
  const stepOf = (body: JsonObject): Json => {
    const moves = "priority" in body && (pool?.priorities.length ?? 0) > 1;
    return { body, priorities: moves ? (pool?.priorities ?? []) : [] };
  };
  if (observed === undefined) {
    const description = markedDescription(spec.description, null, context.owner, undefined);
    const body = { name: spec.queue, description, ...want };
    const fields = Object.entries(want).map(([path, value]) => ({ path, want: value }));
    return { action: "create", fields, step: stepOf(body), ledger: { before: ledger, after: ledger } };
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
  const defaults = {
    concurrency_limit: null,
    priority: freePriority(pool?.queues ?? [], spec.queue),
  };
  const fields = compareDeclared({ ...want, description }, have, defaults, context.ledger);
  if (fields.length === 0) return { action: "none", ledger };
  return {
    action: owner === undefined ? "adopt" : "update",
    fields,
    step: stepOf(Object.fromEntries(fields.map((field) => [field.path, field.want]))),
    ledger: {
      before: { f: [...new Set([...rememberedNames(context.ledger), ...ledger.f])] },
      after: ledger,
    },
  };
}

/** Prefect would move one of them behind the other at every deploy. */
function samePriority({ pool, queue, priority = 1 }: WorkQueueSpec, rival: string): Finding {
  const message = `work queues ${queue} and ${rival} of pool ${pool} both have the priority ${priority.toString()}`;
  return { code: "invalid-limit", message, hint: "give each queue of a pool a priority of its own" };
}

function declared(spec: WorkQueueSpec): JsonObject {
  return {
    ...(spec.concurrencyLimit !== undefined && { concurrency_limit: spec.concurrencyLimit }),
    ...(spec.priority !== undefined && { priority: spec.priority }),
  };
}
