import type {
  GlobalConcurrencyLimitComponent,
  GlobalConcurrencyLimitSpec,
  TagConcurrencyLimitComponent,
} from "../../interfaces/concurrency-limit.ts";
import { deepFreeze } from "../../util/freeze.ts";

/**
 * A concurrency limit of ours that deployments, flows and tasks share by its name. `limit` is enforced at every deploy,
 * `initialLimit` holds only when it is made.
 *
 * @example
 * ```ts
 * import { globalConcurrencyLimit } from "meta-prefect/kit";
 * export const database = globalConcurrencyLimit({ name: "database", limit: 5 });
 * export const calls = globalConcurrencyLimit({ name: "api-calls", initialLimit: 60, slotDecayPerSecond: 1 });
 * ```
 */
export function globalConcurrencyLimit({
  name,
  ...spec
}: { readonly name: string } & GlobalConcurrencyLimitSpec): GlobalConcurrencyLimitComponent {
  return deepFreeze({ kind: "global-concurrency-limit", name, spec, requires: [] });
}

/**
 * How many task runs with a tag go at the same time.
 *
 * @example
 * ```ts
 * import { tagConcurrencyLimit } from "meta-prefect/kit";
 * export const gpu = tagConcurrencyLimit({ tag: "gpu", limit: 2 });
 * ```
 */
export function tagConcurrencyLimit({
  tag,
  limit,
}: {
  readonly tag: string;
  readonly limit: number;
}): TagConcurrencyLimitComponent {
  return deepFreeze({ kind: "tag-concurrency-limit", name: tag, spec: { limit }, requires: [] });
}
