import type { ConcurrencyOptions, Deployment } from "../interfaces/deployment.ts";
import { frozenCopy } from "./frozen-copy.ts";

/** A limit that is the deployment's own, or the name of one that it shares with others. */
export type ConcurrencyChoice = { readonly limit: number } | { readonly shared: string };

/**
 * Limits how many runs of the deployment go at the same time, in the place of any other limit.
 *
 * @example
 * ```ts
 * import { withConcurrency, type Deployment } from "meta-prefect/kit";
 * const alone = (deployment: Deployment): Deployment =>
 *   withConcurrency(deployment, { shared: "database" }, { collision_strategy: "CANCEL_NEW" });
 * ```
 */
export function withConcurrency(
  deployment: Deployment,
  choice: ConcurrencyChoice,
  options: ConcurrencyOptions = { collision_strategy: "ENQUEUE" },
): Deployment {
  const { concurrencyLimit: _own, sharedLimit: _shared, ...rest } = deployment;
  const limit = "shared" in choice ? { sharedLimit: choice.shared } : { concurrencyLimit: choice.limit };
  return frozenCopy({ ...rest, ...limit, concurrencyOptions: options });
}
