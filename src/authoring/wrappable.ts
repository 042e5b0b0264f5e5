import type { Decorator, DeployableFlow } from "../interfaces/flow-builder.ts";
import type { FlowReference } from "../interfaces/flow.ts";
import type { AnyRecipe } from "../interfaces/recipe.ts";
import { recipeBrand } from "../util/recipe-brand.ts";

/** On every called recipe; `Symbol.for`, so that two copies of this package know each other's. */
export const decoratorBrand = Symbol.for("meta-prefect.decorator");

/** Whether a value is a recipe, also one that another copy of this package made. */
export function isRecipe(value: unknown): value is AnyRecipe {
  return typeof value === "function" && recipeBrand in value;
}

/** Whether a value is a called recipe or a composition of such. */
export function isDecorator(value: unknown): value is Decorator {
  return typeof value === "function" && decoratorBrand in value;
}

/** Whether a value names a flow: `{ language: "python", entrypoint }`, a TypeScript entrypoint, or a TypeScript flow. */
export function isFlowLike(value: unknown): value is FlowReference {
  if (!isRecord(value)) return false;
  const { language, entrypoint, declared } = value;
  if (language !== "python" && language !== "typescript") return false;
  return typeof entrypoint === "string" || (language === "typescript" && isRecord(declared));
}

/** Whether a value is a flow with builders round it; what a module exports to have it deployed. */
export function isDeployableFlow(value: unknown): value is DeployableFlow {
  return isRecord(value) && isFlowLike(value["flow"]) && Array.isArray(value["layers"]);
}

/** A TypeScript flow is a function, wrapped or not. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
