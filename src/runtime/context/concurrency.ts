import { withSlots, type SlotOptions } from "../engine/slots.ts";
import { requireScope } from "./require-scope.ts";

/**
 * Does work while slots of global concurrency limits are held.
 *
 * @param names of the limits; one that does not exist limits nothing
 * @param options how many slots, or more
 * @throws MetaPrefectError `slots-timeout` when none became free in time, `not-in-a-run`
 * @example
 * ```ts
 * import { concurrency } from "meta-prefect/runtime";
 * const loaded = await concurrency("database", 2, async () => "done");
 * ```
 */
export async function concurrency<Value>(
  names: string | readonly string[],
  options: number | Omit<SlotOptions, "holder">,
  work: () => Promise<Value>,
): Promise<Value> {
  const { session, flow, task } = requireScope("concurrency");
  const holder =
    task !== undefined
      ? { type: "task_run", id: task.id }
      : flow !== undefined
        ? { type: "flow_run", id: flow.id }
        : undefined;
  const all = typeof names === "string" ? [names] : names;
  const asked = typeof options === "number" ? { slots: options } : options;
  return withSlots(session, all, { ...asked, ...(holder !== undefined && { holder }) }, work);
}
