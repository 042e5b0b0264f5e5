import { z } from "zod";
import type { Code } from "../errors/codes.ts";
import { problem } from "../errors/diagnostics.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { nameFinding } from "../util/names.ts";
import { type RecipeTable, unknownRecipe } from "./build-step.ts";
import { isMapping, type Path, valueAt } from "./path.ts";
import { locateIn, type ProjectFile, type Report } from "./project-file.ts";
import type { EntryDeclaration } from "./schema.ts";

/** What a rule has against an entry; `key` is the entry's key that it points at. */
interface Finding {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
  readonly key?: string;
}

type EntryRule = (entry: EntryDeclaration) => Finding | undefined;

const oneOfRecipeAndRecipes: EntryRule = ({ recipe, recipes }) =>
  recipe !== undefined && recipes !== undefined
    ? {
        code: "invalid-entry",
        message: "the entry has both recipe and recipes",
        hint: `move ${recipe} into the list under recipes`,
        key: "recipes",
      }
    : undefined;

const variablesBelongToRecipe: EntryRule = ({ recipe, recipes, variables }) =>
  recipe === undefined && isMapping(variables)
    ? {
        code: "invalid-entry",
        message: "the entry has variables but no recipe that takes them",
        hint:
          recipes === undefined ? "add `recipe:`" : "write them under the recipe's name: `- eks: { cpu: 2 }`",
        key: "variables",
      }
    : undefined;

const recipeOrName: EntryRule = ({ recipe, recipes, name }) =>
  recipe === undefined && recipes === undefined && name === undefined
    ? {
        code: "invalid-entry",
        message: "the entry has neither a recipe nor a name",
        hint: "add `recipe:` or `name:`",
      }
    : undefined;

const nameThatPrefectTakes: EntryRule = ({ name }) => {
  const finding = name === undefined ? undefined : nameFinding("deployment", name);
  return finding && { ...finding, key: "name" };
};

const entryRules = [
  oneOfRecipeAndRecipes,
  variablesBelongToRecipe,
  recipeOrName,
  nameThatPrefectTakes,
] as const;

/** Checks what the keys of an entry say together. */
export function checkEntry(file: ProjectFile, at: Path, entry: EntryDeclaration, report: Report): void {
  for (const rule of entryRules) {
    const finding = rule(entry);
    if (!finding) continue;
    const { code, message, hint, key } = finding;
    const location =
      key === undefined ? locateIn(file, at) : locateIn(file, [...at, key], key === "name" ? "value" : "key");
    report(problem(code, message, { hint, location }));
  }
}

/** Checks the variables that `defaults` and environments give, also for recipes that no entry uses. */
export function checkLayerVariables(
  file: ProjectFile,
  layers: readonly Path[],
  recipes: RecipeTable,
  report: Report,
): void {
  for (const layer of layers) {
    const at = [...layer, "variables"];
    const variables = valueAt(file.value, at);
    for (const [name, given] of Object.entries(isMapping(variables) ? variables : {})) {
      const recipe = recipes.get(name);
      if (!recipe) report(unknownRecipe(file, recipes, name, [...at, name], "key"));
      else if (recipe.variables instanceof z.ZodObject && isMapping(given)) {
        const known = Object.keys(recipe.variables.shape);
        for (const key of Object.keys(given).filter((each) => !known.includes(each))) {
          const location = locateIn(file, [...at, name, key], "key");
          const message = `recipe ${name} has no variable "${key}"`;
          report(problem("unknown-variable", message, { location, hint: candidatesHint(key, known) }));
        }
      }
    }
  }
}
