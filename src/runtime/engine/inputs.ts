import { types } from "node:util";
import type { JsonObject } from "../../interfaces/json.ts";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { TaskFuture, TaskFutures } from "./future.ts";

/** What is below a value: itself, then the items of lists and the members of plain objects. */
function* parts(value: unknown, seen = new Set<object>()): Iterable<unknown> {
  yield value;
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof TaskFuture) return;
  if (value instanceof TaskFutures) yield* value.futures;
  else if (Array.isArray(value)) for (const item of value) yield* parts(item, seen);
  else if (isPlain(value)) for (const item of Object.values(value)) yield* parts(item, seen);
}

/**
 * The task runs that values come from, by the names of the values, in Prefect's form: futures, and objects that a task
 * of this flow run has returned. Values that come from none are left out: Prefect's graph names an edge once for every
 * input that the task at its beginning has, also for an empty one.
 */
export function taskInputs(
  values: Readonly<Record<string, unknown>>,
  makers: WeakMap<object, string> | undefined,
): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const ids = new Set<string>();
      for (const part of parts(value)) {
        if (part instanceof TaskFuture) ids.add(part.taskRunId);
        else if (typeof part === "object" && part !== null) {
          const maker = makers?.get(part);
          if (maker !== undefined) ids.add(maker);
        }
      }
      return ids.size === 0 ? [] : [[name, [...ids].map((id) => ({ input_type: "task_run", id }))]];
    }),
  );
}

/**
 * The value with every future's result in its place.
 *
 * @throws MetaPrefectError `upstream-failed` when a task has failed that it comes from
 */
export async function resolveFutures(value: unknown): Promise<unknown> {
  if (value instanceof TaskFuture) return resultOf(value);
  if (value instanceof TaskFutures) return Promise.all(value.futures.map(resultOf));
  if (!hasFuture(value)) return value;
  if (Array.isArray(value)) return Promise.all(value.map(resolveFutures));
  const members = Object.entries(value as object).map(
    async ([name, member]) => [name, await resolveFutures(member)] as const,
  );
  return Object.fromEntries(await Promise.all(members));
}

async function resultOf(future: TaskFuture<unknown>): Promise<unknown> {
  const state = await future.wait();
  if (state.type === "COMPLETED") return future.result();
  throw new MetaPrefectError(
    "upstream-failed",
    `task run ${future.taskRunId} ended in state ${state.name}: ${state.message ?? "it says no more"}`,
    { hint: "its own log and state tell why" },
  );
}

/** What has no future in it stays the very same object. */
function hasFuture(value: unknown): boolean {
  for (const part of parts(value)) if (part instanceof TaskFuture || part instanceof TaskFutures) return true;
  return false;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !types.isProxy(value);
}
