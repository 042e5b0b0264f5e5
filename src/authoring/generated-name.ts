import type { BuildContext } from "../interfaces/flow-builder.ts";
import { shortHash } from "../util/hash.ts";

/**
 * A readable name for a component that nobody names by hand: `local-process-work-pool-6da5fdd6`.
 * The 8 hex digits stand for the project, the environment and the recipe, never for what the component holds, so that
 * an edited component keeps its name.
 */
export function generatedName(
  prefix: string,
  context: Pick<BuildContext, "project" | "environment">,
  recipeName: string,
): string {
  return `${prefix}-${shortHash(JSON.stringify([context.project, context.environment, recipeName]))}`;
}
