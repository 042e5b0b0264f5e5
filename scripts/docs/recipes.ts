import { showRecipe, type RecipeVariable } from "../../src/index.ts";
import { builtinRecipes } from "../../src/recipes/index.ts";

/** docs/recipes-reference.md: what `recipes list` and `recipes show` say of the recipes that come with the package. */
export async function recipesPage(root: string): Promise<string> {
  const names = builtinRecipes.map(({ recipeName }) => recipeName).sort();
  const sections = await Promise.all(
    names.map(async (recipe) => {
      const shown = await showRecipe({ directory: root, env: {}, interactive: false, recipe });
      const code = recipe.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [`## ${recipe}`, shown.summary, `In code: \`${code}\`.`, variables(shown.variables)].join(
        "\n\n",
      );
    }),
  );
  const intro =
    "The recipes that come with meta-prefect. `meta-prefect recipes list` has those of the project, too; `meta-prefect recipes show NAME` shows one.";
  return ["# Recipes", intro, ...sections].join("\n\n");
}

function variables(all: readonly RecipeVariable[]): string {
  if (all.length === 0) return "No named variables.";
  const rows = all.map(({ name, type, description = "", ...rest }) =>
    [`\`${name}\``, cell(type), need(rest), cell(description)].join(" | "),
  );
  return [
    "| variable | type | need | meaning |",
    "| --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

function need({ required, default: value }: Pick<RecipeVariable, "required" | "default">): string {
  if (value !== undefined) return `default \`${JSON.stringify(value)}\``;
  return required ? "required" : "optional";
}
