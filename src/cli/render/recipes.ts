import type { RecipeResult, RecipesResult, RecipeVariable } from "../../index.ts";
import { cut, escape } from "./escape.ts";
import { table } from "./table.ts";

/** Every recipe in a line. */
export function renderRecipes({ recipes }: RecipesResult): string {
  const rows = recipes.map(({ name, summary, source }) => [
    escape(name),
    `${escape(summary)}${source === "built-in" ? "" : `  (${escape(source)})`}`,
  ]);
  return [...table(rows), "", "`meta-prefect recipes show NAME` shows the variables of one.", ""].join("\n");
}

function need(variable: RecipeVariable): string {
  if (variable.default !== undefined) return `default ${cut(escape(JSON.stringify(variable.default)), 40)}`;
  return variable.required ? "required" : "optional";
}

/** An entry for meta_prefect.yaml with what must be filled in. */
function usage(recipe: RecipeResult): readonly string[] {
  const required = recipe.variables.filter((variable) => variable.required);
  const variables = required.map(({ name, type }) => `        ${escape(name)}: # ${escape(type)}`);
  return [
    "    - recipe: " + escape(recipe.name),
    ...(variables.length > 0 ? ["      variables:", ...variables] : []),
  ];
}

/** Name, whether it is needed, and type in a line; what it means below the type. */
export function variableLines(variables: readonly RecipeVariable[]): readonly string[] {
  const rows = variables.flatMap((variable) => [
    [escape(variable.name), need(variable), escape(variable.type)],
    ...(variable.description === undefined ? [] : [["", "", escape(variable.description)]]),
  ]);
  return rows.length > 0 ? ["variables:", ...table(rows)] : ["It has no variables."];
}

/** One recipe with its variables. */
export function renderRecipe(recipe: RecipeResult): string {
  return [
    `${escape(recipe.name)}  (${escape(recipe.source)})`,
    escape(recipe.summary),
    "",
    ...variableLines(recipe.variables),
    "",
    "in meta_prefect.yaml, below a flow:",
    ...usage(recipe),
    "",
  ].join("\n");
}
