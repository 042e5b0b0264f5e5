import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { CallerOptions, RecipeOptions } from "../interfaces/options.ts";
import type { RecipeResult, RecipesResult, RecipeSummary } from "../interfaces/tool-results.ts";
import { importModule } from "../project/import-module.ts";
import { readRecipes } from "../project/read-recipes.ts";
import type { SourcedRecipe } from "../project/team-recipes.ts";
import { builtinRecipes } from "../recipes/index.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { schemaVariables } from "./schema-variables.ts";

/** Lists the recipes that the project can use. */
export async function listRecipes(options: CallerOptions): Promise<RecipesResult> {
  const { recipes, diagnostics } = await readRecipes(options, { recipes: builtinRecipes, importModule });
  return { recipes: recipes.map(summaryOf).sort(builtInFirst), diagnostics };
}

/** Shows one recipe with its variables. */
export async function showRecipe(options: RecipeOptions): Promise<RecipeResult> {
  const { recipes } = await readRecipes(options, { recipes: builtinRecipes, importModule });
  const wanted = options.recipe.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const found = recipes.find(({ recipe }) => recipe.recipeName === wanted);
  if (found !== undefined) return { ...summaryOf(found), variables: schemaVariables(found.recipe.variables) };
  const names = recipes.map(({ recipe }) => recipe.recipeName);
  throw new MetaPrefectError("unknown-recipe", `no recipe is called ${options.recipe}`, {
    hint: candidatesHint(wanted, names),
  });
}

function summaryOf({ recipe, source }: SourcedRecipe): RecipeSummary {
  return { name: recipe.recipeName, summary: recipe.summary, source };
}

function builtInFirst(a: RecipeSummary, b: RecipeSummary): number {
  const rank = (recipe: RecipeSummary): string =>
    `${recipe.source === "built-in" ? "0" : "1"} ${recipe.name}`;
  return rank(a) < rank(b) ? -1 : 1;
}
