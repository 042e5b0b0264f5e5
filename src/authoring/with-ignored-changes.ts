import type { Deployment } from "../interfaces/deployment.ts";
import { mapDeployment } from "./deployment-helpers.ts";

/**
 * Leaves paths of a deployment to people: made as declared, then never changed back. Paths are Prefect's, with dots.
 *
 * @example
 * ```ts
 * import { withIgnoredChanges, type Deployment } from "meta-prefect/kit";
 * const tuned = (deployment: Deployment): Deployment => withIgnoredChanges(deployment, ["parameters.day", "description"]);
 * ```
 */
export function withIgnoredChanges(deployment: Deployment, paths: readonly string[]): Deployment {
  if (paths.length === 0) return deployment;
  return mapDeployment(deployment, {
    ignoreChanges: [...new Set([...(deployment.ignoreChanges ?? []), ...paths])],
  });
}
