import type { WorkPoolSpec } from "../../interfaces/component.ts";
import type { CompareContext } from "../../interfaces/driver.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import { plannedTemplate } from "./compare.ts";
import type { ObservedPool } from "./template.ts";

/** The template that a pool has, or will have after this run; undefined when that is not known. */
export function templateOf(pool: string, context: CompareContext): JsonObject | undefined {
  const key = `work-pool:${pool}`;
  const observed = context.observed(key) as ObservedPool | undefined;
  if (isOurPool(pool, context)) {
    const spec = context.component(key)?.spec as WorkPoolSpec;
    return plannedTemplate(spec, observed ?? { exists: false }, context.ledgerOf(key));
  }
  const own = observed?.pool?.base_job_template ?? {};
  return Object.keys(own).length > 0 ? own : observed?.defaultTemplate;
}

/** Whether a pool is declared as ours in this run. */
export function isOurPool(pool: string, context: CompareContext): boolean {
  const component = context.component(`work-pool:${pool}`);
  return component !== undefined && component.external !== true;
}
