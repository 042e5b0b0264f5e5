import { createFlowReader } from "../flows/create-flow-reader.ts";
import { readGitState } from "../hosts/git.ts";
import { cacheFolder } from "../hosts/folders.ts";
import { lookupPackageVersion } from "../hosts/package-version.ts";
import { schemaChecker } from "../hosts/schema-checker.ts";
import { drivers } from "../components/drivers.ts";
import { componentForms } from "../components/forms.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Owner } from "../interfaces/driver.ts";
import type { GitState } from "../interfaces/flow-builder.ts";
import type { Build } from "../interfaces/plan.ts";
import type { RunOptions } from "../interfaces/results.ts";
import { createInspector } from "./inspector.ts";
import { importModule } from "../project/import-module.ts";
import { readProject, type ProjectHeading } from "../project/read-project.ts";
import { builtinRecipes } from "../recipes/index.ts";
import { build } from "../resolver/build.ts";
import { select } from "../resolver/select.ts";

/** What the project's files declare, built and selected. */
export interface Declarations {
  readonly project: ProjectHeading;
  readonly build: Build;
  /** Of reading and building; with an error among them nothing may be written. */
  readonly diagnostics: readonly Diagnostic[];
  /** The environments that this run is about. */
  readonly owners: readonly Owner[];
  /** Only a part was selected, so nothing can be said about what is no longer declared. */
  readonly partial: boolean;
}

/**
 * Reads the project without any server: files, flows, recipes, all mistakes.
 *
 * @param onHead Told what the project is, before the rest of it is read.
 */
export async function readDeclarations(
  options: RunOptions,
  onHead?: (project: ProjectHeading) => void,
): Promise<Declarations> {
  const { env, environment, selectors } = options;
  options.reporter?.({ code: "phase", phase: "read" });
  const { project, diagnostics: found } = await readProject(
    { directory: options.directory, env, environment, modules: options.modules },
    {
      flows: (root) => createFlowReader({ root, cacheFolder: cacheFolder(env) }),
      recipes: builtinRecipes,
      forms: componentForms,
      onHead,
      importModule,
      inspector: (inspected) => createInspector(options, inspected),
    },
  );
  const { root, name } = project;
  const facts = {
    project: name,
    root,
    now: new Date().toISOString(),
    env,
    git: once((): GitState | undefined => readGitState(root)),
    packageVersion: (wanted: string) => lookupPackageVersion(root, wanted),
  };
  const whole = build(project.entries, facts, drivers, schemaChecker, project.components);
  const diagnostics = [...found, ...whole.diagnostics];
  const broken = diagnostics.some(({ severity }) => severity === "error");
  const chosen = broken ? whole : select(whole, selectors);
  return {
    project,
    build: chosen,
    diagnostics,
    owners: ownersOf(chosen, name, environment ?? environmentIn(env)),
    partial: selectors.length > 0 || options.modules.length > 0,
  };
}

/** The run's own environment is among them even when nothing is declared for it any more. */
export function ownersOf(build: Build, project: string, environment: string): readonly Owner[] {
  const environments = new Set([...build.components.map(({ owner }) => owner.environment), environment]);
  return [...environments].sort().map((one) => ({ project, environment: one }));
}

/** A variable that is set to nothing counts as not set. */
function environmentIn(env: RunOptions["env"]): string {
  const { META_PREFECT__ENV: name = "" } = env;
  return name === "" ? "dev" : name;
}

function once<Value>(read: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: read() }).value;
}
