import { basename, dirname, resolve } from "node:path";
import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic, Location } from "../interfaces/diagnostic.ts";
import type { AnyRecipe } from "../interfaces/recipe.ts";
import { findProjectFile } from "./find-project-file.ts";
import type { ImportModule } from "./import-module.ts";
import { includeFiles } from "./include-files.ts";
import type { Locator } from "./locate.ts";
import type { ProjectFile } from "./project-file.ts";
import { type ProjectHead, readHead, type RunEnvironment } from "./read-head.ts";
import { readYaml } from "./read-yaml.ts";
import { environmentPattern, environmentRule } from "./schema.ts";
import { collectRecipes, type SourcedRecipe } from "./team-recipes.ts";

/** A project file that is not written yet. */
export interface ProjectDraft {
  /** Where it would be, absolute: the folder of it is the project's. */
  readonly file: string;
  readonly text: string;
  /** What people wrote instead of the text; every mistake is shown there. @default where it is in the text */
  readonly at?: Location;
}

/** What to read. */
export interface ProjectOptions {
  /** The project's folder or one below it. */
  readonly directory: string;
  /** The process environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * The environment that was asked for; entries that fix another one are left out.
   *
   * @default `META_PREFECT__ENV`, else `dev`, and nothing is left out
   */
  readonly environment?: string | undefined;
  /** Modules besides those that the file lists; relative to `directory`. @default none */
  readonly modules?: readonly string[] | undefined;
  /** A project file that is not written yet; it is read in place of the folder's. @default none */
  readonly draft?: ProjectDraft | undefined;
}

/** What recipes are taken from. */
export interface RecipePorts {
  /** The recipes that every project has. */
  readonly recipes: readonly AnyRecipe[];
  readonly importModule: ImportModule;
}

/** A project whose file was parsed. */
export interface OpenProject {
  /** Absolute. */
  readonly root: string;
  /** The project file, absolute; absent when there is none. */
  readonly path: string | undefined;
  readonly environment: RunEnvironment;
  /** Absent when there is no file, or one that cannot be used; the latter was reported. */
  readonly contents: { readonly file: ProjectFile; readonly head: ProjectHead } | undefined;
}

/** Finds, parses and checks the project file, all but its entries. */
export async function openProject(
  options: ProjectOptions,
  report: (found: Diagnostic) => void,
): Promise<OpenProject> {
  const environment = runEnvironment(options, report);
  const { draft } = options;
  const found = draft === undefined ? await findProjectFile(options.directory) : { file: draft.file };
  if (found.diagnostic) report(found.diagnostic);
  if (found.file === undefined) {
    if (!found.diagnostic && (options.modules ?? []).length === 0) report(noProjectFile(options.directory));
    return { root: resolve(options.directory), path: undefined, environment, contents: undefined };
  }
  const base = { root: dirname(found.file), path: found.file, environment };
  const read = await readYaml(found.file, basename(found.file), draft?.text);
  const { value, diagnostics } = read;
  const locator = draft?.at === undefined ? read.locator : locatorOf(draft.at);
  for (const diagnostic of diagnostics) report(diagnostic);
  if (!value) return { ...base, contents: undefined };
  const main: ProjectFile = { value, locator, env: options.env };
  const file = await includeFiles(main, found.file, environment.name, report);
  return { ...base, contents: { file, head: readHead(file, environment, report) } };
}

/** Of a text that nobody wrote. */
function locatorOf(at: Location): Locator {
  const there = (): Location => at;
  return { value: there, key: there, nearest: there, text: there, range: there };
}

/** The recipes of an open project, built-in ones first. */
export async function projectRecipes(
  project: OpenProject,
  ports: RecipePorts,
  report: (found: Diagnostic) => void,
): Promise<readonly SourcedRecipe[]> {
  const { root, contents } = project;
  if (!contents) return ports.recipes.map((recipe) => ({ recipe, source: "built-in" }));
  const { file, head } = contents;
  return collectRecipes(
    ports.recipes,
    head.recipes,
    { file, root, importModule: ports.importModule },
    report,
  );
}

function runEnvironment(options: ProjectOptions, report: (found: Diagnostic) => void): RunEnvironment {
  const given = options.env["META_PREFECT__ENV"];
  // An empty variable is how a shell says that there is none.
  const variable = given === "" ? undefined : given;
  const name = options.environment ?? variable ?? "dev";
  if (!environmentPattern.test(name)) {
    const origin = options.environment === undefined ? " of META_PREFECT__ENV" : "";
    const message = `the environment "${name}"${origin} has a character that marks cannot have, or is empty`;
    report(problem("invalid-environment", message, { hint: environmentRule }));
  }
  return { name, chosen: options.environment !== undefined || variable !== undefined };
}

function noProjectFile(directory: string): Diagnostic {
  return problem("no-project-file", `there is no meta_prefect.yaml in "${resolve(directory)}" or above`, {
    hint: "`meta-prefect init` writes one; or give the project's folder, or name a module that exports wrapped flows",
  });
}
