import { stat } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { problem } from "../errors/diagnostics.ts";
import type { AnyRecipe } from "../interfaces/recipe.ts";
import { recipeBrand } from "../util/recipe-brand.ts";
import type { RecipeTable } from "./build-step.ts";
import type { ImportModule } from "./import-module.ts";
import { moduleFailure } from "./module-failure.ts";
import { packageRefusal } from "./package-handshake.ts";
import { isMapping } from "./path.ts";
import { locateIn, type ProjectFile, type Report } from "./project-file.ts";
import type { Named } from "./read-head.ts";

/** A recipe and who brought it. */
export interface SourcedRecipe {
  readonly recipe: AnyRecipe;
  /** `built-in`, or the file or package as the project file names it. */
  readonly source: string;
}

const recipeShape = z.custom<AnyRecipe>((value: unknown) => {
  if (typeof value !== "function" || !(recipeBrand in value)) return false;
  const { recipeName, decorate, variables } = value as unknown as Record<string, unknown>;
  return typeof recipeName === "string" && typeof decorate === "function" && typeof variables === "object";
});

/** The built-in recipes and those that the project's sources export. */
export async function collectRecipes(
  builtIn: readonly AnyRecipe[],
  sources: readonly Named[],
  project: { readonly file: ProjectFile; readonly root: string; readonly importModule: ImportModule },
  report: Report,
): Promise<readonly SourcedRecipe[]> {
  const found = new Map(builtIn.map((recipe) => [recipe.recipeName, { recipe, source: "built-in" }]));
  // One after another: what is found must not depend on which import ends first.
  for (const source of sources) {
    const location = locateIn(project.file, source.at);
    const exported = await recipesOf(source.value, project.root, project.importModule, location, report);
    for (const recipe of exported ?? []) {
      const before = found.get(recipe.recipeName);
      if (before?.recipe === recipe) continue;
      if (!before) found.set(recipe.recipeName, { recipe, source: source.value });
      else {
        const message = `recipe ${recipe.recipeName} of ${source.value} has the name of one from ${nameOf(before.source)}`;
        report(problem("recipe-clash", message, { location, hint: "give it another name" }));
      }
    }
    if (exported?.length === 0) {
      const hint = "export what defineRecipe answers: `export const nightly = defineRecipe({ … })`";
      report(problem("no-recipe", `${source.value} exports no recipe`, { location, hint }));
    }
  }
  return [...found.values()];
}

/** The table by name. */
export function toTable(recipes: readonly SourcedRecipe[]): RecipeTable {
  return new Map(recipes.map(({ recipe }) => [recipe.recipeName, recipe]));
}

const nameOf = (source: string): string => (source === "built-in" ? "meta-prefect itself" : source);

async function recipesOf(
  source: string,
  root: string,
  importModule: ImportModule,
  location: ReturnType<typeof locateIn>,
  report: Report,
): Promise<readonly AnyRecipe[] | undefined> {
  const isFile = /^\.{1,2}[/\\]|\.[cm]?[jt]sx?$/.test(source) || isAbsolute(source);
  const path = isFile ? resolve(root, source) : source;
  if (isFile && !(await stat(path).catch(() => undefined))?.isFile()) {
    report(
      problem("module-not-found", `there is no file "${source}"`, {
        location,
        hint: "paths are relative to the project file",
      }),
    );
    return undefined;
  }
  const refused = isFile ? undefined : packageRefusal(source, root);
  if (refused !== undefined) {
    report(problem("incompatible-package", refused.message, { location, hint: refused.hint }));
    return undefined;
  }
  try {
    const exported = await importModule(path, root);
    // A CommonJS package has its exports in the default one.
    const inner = exported["default"];
    const values = [...Object.values(exported), ...(isMapping(inner) ? Object.values(inner) : [])];
    return [...new Set(values)].flatMap((value) => {
      const recipe = recipeShape.safeParse(value);
      return recipe.success ? [recipe.data] : [];
    });
  } catch (thrown) {
    report(
      isMissingPackage(thrown, source)
        ? missingPackage(source, location)
        : moduleFailure(thrown, root, source, location),
    );
    return undefined;
  }
}

function isMissingPackage(thrown: unknown, source: string): boolean {
  return (
    thrown instanceof Error &&
    "code" in thrown &&
    thrown.code === "ERR_MODULE_NOT_FOUND" &&
    thrown.message.includes(`'${source}'`)
  );
}

function missingPackage(source: string, location: ReturnType<typeof locateIn>): ReturnType<typeof problem> {
  const hint = `install it with \`npm install ${source}\`, or write ./${source}.ts for a file`;
  return problem("module-not-found", `the package "${source}" is not installed`, { location, hint });
}
