import type { Diagnostic } from "../interfaces/diagnostic.ts";
import { fileOrder } from "./file-order.ts";
import { openProject, type ProjectOptions, projectRecipes, type RecipePorts } from "./open-project.ts";
import type { SourcedRecipe } from "./team-recipes.ts";

/**
 * The recipes that can be used in a folder, built-in ones first, each with who brought it. A folder without a project
 * has the built-in ones. Flows and entries are not read.
 */
export async function readRecipes(
  options: Pick<ProjectOptions, "directory" | "env" | "environment">,
  ports: RecipePorts,
): Promise<{ readonly recipes: readonly SourcedRecipe[]; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const report = (found: Diagnostic): void => void diagnostics.push(found);
  const project = await openProject(options, report);
  const recipes = await projectRecipes(project, ports, report);
  const others = diagnostics.filter(({ code }) => code !== "no-project-file");
  return { recipes, diagnostics: fileOrder(others, project.path) };
}
