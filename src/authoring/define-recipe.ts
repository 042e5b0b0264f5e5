import { z } from "zod";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Origin } from "../interfaces/diagnostic.ts";
import type { Decorator, FlowBuilder, Layer } from "../interfaces/flow-builder.ts";
import type { Recipe, RecipeArguments, RecipeBody, RecipeDefinition } from "../interfaces/recipe.ts";
import { deepFreeze } from "../util/freeze.ts";
import { recipeBrand } from "../util/recipe-brand.ts";
import { checkVariables } from "./check-variables.ts";
import { compose } from "./compose.ts";
import { located } from "./located.ts";

/**
 * Makes a recipe: a typed function whose call is a decorator, and which YAML can name.
 * Variables that the schema does not know are refused, also where the schema is a plain `z.object`.
 *
 * @example
 * ```ts
 * import { defineRecipe, withTags, z } from "meta-prefect/kit";
 *
 * export const owned = defineRecipe({
 *   name: "owned",
 *   summary: "Tags the deployment with the team that owns it.",
 *   variables: z.object({ team: z.string().describe("Who answers for it.") }),
 *   build: ({ team }) => ({
 *     updateDeployment: (deployment) => withTags(deployment, [`owner=${team}`]),
 *   }),
 * });
 * ```
 * @throws MetaPrefectError `invalid-recipe` when the name is not in snake_case; the recipe itself throws
 * `invalid-variables` when it is called with variables that the schema refuses.
 */
export function defineRecipe<Schema extends z.ZodType>(definition: RecipeDefinition<Schema>): Recipe<Schema> {
  const { name, summary } = definition;
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) {
    throw new MetaPrefectError("invalid-recipe", `the recipe name "${name}" is not in snake_case`, {
      hint: 'name it like "nightly_report"',
    });
  }
  const variables = strict(definition.variables);
  const decorate = (input: unknown, origin?: Origin): Decorator => {
    const checked = checkVariables(name, variables, input, origin);
    return located(name, origin, () => toLayers(name, definition.build(checked)));
  };
  const recipe = (...input: RecipeArguments<Schema>): Decorator => decorate(input[0]);
  return Object.freeze(
    Object.assign(recipe, { [recipeBrand]: true, recipeName: name, summary, variables, decorate }),
  );
}

function toLayers(name: string, body: RecipeBody | readonly Decorator[]): readonly Layer[] {
  if (isList(body)) return compose(...body).layers;
  const { requires = [], updateDeployment, environment } = body;
  const builder: FlowBuilder = {
    name,
    requires,
    updateDeployment: (deployment, context) =>
      deepFreeze(updateDeployment?.(deployment, context) ?? deployment),
    ...(environment === undefined ? {} : { environment }),
  };
  return [{ builder: Object.freeze(builder) }];
}

/** A misspelt variable is an error, never ignored. */
function strict<Schema extends z.ZodType>(schema: Schema): Schema {
  if (!(schema instanceof z.ZodObject) || schema.def.catchall !== undefined) return schema;
  // `strict()` keeps the shape and every check, so inputs and outputs have the same types as before.
  return schema.strict() as unknown as Schema;
}

// `Array.isArray` does not narrow a readonly list.
function isList(body: RecipeBody | readonly Decorator[]): body is readonly Decorator[] {
  return Array.isArray(body);
}
