import type { ConfigurationLayer, Diagnostic, Location } from "./diagnostic.ts";
import type { Json } from "./json.ts";
import type { DeclaredDeployment, Target } from "./results.ts";

/**
 * Where a value comes from, weakest first: the flow's source, what meta-prefect does for every deployment (marks of
 * ownership, the folder that the code is in), what a recipe does by itself, `defaults`, an environment, the entry. `code`
 * is a recipe that was called in a module.
 */
export type ValueLayer = "flow" | "built-in" | "recipe" | ConfigurationLayer | "code";

/** A recipe of a deployment, where somebody put it. */
export interface ExplainedRecipe {
  readonly recipe: string;
  readonly layer: ValueLayer;
  readonly location?: Location | undefined;
}

/** One value of the body that is sent. */
export interface ExplainedValue {
  /** Dotted, in the names of Prefect's API: `job_variables.image`, `schedules.nightly`. */
  readonly path: string;
  readonly value: Json;
  readonly layer: ValueLayer;
  /** The recipe that set it last; absent where none did. */
  readonly recipe?: string | undefined;
  readonly location?: Location | undefined;
}

/** What `explain` answers. */
export interface ExplainResult {
  readonly target: Target;
  /** Absent when the declarations have errors. */
  readonly deployment?: DeclaredDeployment | undefined;
  /** Innermost first: the last one has the last word. */
  readonly recipes: readonly ExplainedRecipe[];
  readonly values: readonly ExplainedValue[];
  readonly diagnostics: readonly Diagnostic[];
}
