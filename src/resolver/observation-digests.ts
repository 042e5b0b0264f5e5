import type { Json } from "../interfaces/json.ts";
import { shortHash } from "../util/hash.ts";
import { isObject, stableJson } from "../util/stable-json.ts";
import type { Observation } from "./observe.ts";

/** What changes by itself and says nothing about what people declared. */
const volatile = new Set([
  ...["status", "created", "updated", "last_polled", "last_heartbeat_time", "active_slots", "denied_slots"],
  ...["avg_slot_occupancy_seconds", "slot_decay_per_second_updated", "executable_task_types"],
]);

/** Kinds whose state is that of a machine, not of what is declared. */
const transient = new Set(["worker", "storage", "image"]);

/**
 * A digest of each thing that was observed, by `kind:name`, and of the ledgers and orphans: equal digests mean that
 * nothing has moved. Pure.
 *
 * @param keys the things that count, `kind:name`
 */
export function observationDigests(
  { observed, ledgers, orphans }: Observation,
  keys: readonly string[],
  environments: readonly string[],
): Readonly<Record<string, string>> {
  const counting = keys.filter((key) => !transient.has(key.slice(0, key.indexOf(":"))));
  return Object.fromEntries([
    ...counting.map((key) => [key, digestOf(observed.get(key) as Json | undefined)] as const),
    ...environments.map(
      (name) => [`ledger:${name}`, digestOf(ledgers.get(name)?.shards as Json | undefined)] as const,
    ),
    ["no longer declared", digestOf(orphans.map(({ kind, name }) => `${kind}:${name}`).sort())],
  ]);
}

function digestOf(value: Json | undefined): string {
  return value === undefined ? "" : shortHash(stableJson(steady(value)), 16);
}

/** Without what changes by itself; schedules come in the order of their last change, so they are sorted. */
function steady(value: Json): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(steady);
    const haveIds = items.length > 0 && items.every((item) => isObject(item) && "id" in item);
    return haveIds ? items.sort((a, b) => (stableJson(a) < stableJson(b) ? -1 : 1)) : items;
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !volatile.has(key))
      .map(([key, inner]) => [key, steady(inner)]),
  );
}
