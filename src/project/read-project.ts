import { isAbsolute, relative, resolve, sep } from "node:path";
import { hasErrors } from "../errors/diagnostics.ts";
import type { ComponentForm } from "../interfaces/component-form.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { FlowReader, Project, ProjectReading } from "../interfaces/project.ts";
import type { FlowInspector } from "../interfaces/ports.ts";
import { codeEntries } from "./code-entries.ts";
import { type CodeModule, readCodeModules } from "./code-modules.ts";
import { fileOrder } from "./file-order.ts";
import {
  openProject,
  type OpenProject,
  type ProjectOptions,
  projectRecipes,
  type RecipePorts,
} from "./open-project.ts";
import { isMapping } from "./path.ts";
import { locateIn } from "./project-file.ts";
import { defaultProjectName } from "./project-name.ts";
import { readPolicies } from "./read-policies.ts";
import { commonApi, environmentApi } from "./read-environment-api.ts";
import { checkLayerVariables } from "./rules.ts";
import { toTable } from "./team-recipes.ts";
import { settleFlows } from "./settle-flows.ts";
import { withTypeScriptFlows } from "./typescript-flows.ts";
import { yamlComponents } from "./yaml-components.ts";
import { checkAnyDeployment, yamlEntries } from "./yaml-entries.ts";

/** What an inspector is made with. */
export interface InspectedProject {
  /** The project's folder, absolute. */
  readonly root: string;
  /** As {@link Project.python}. */
  readonly python?: string;
  /** Seconds that one flow may take. */
  readonly seconds?: number;
}

/** What the head of a project's file says. */
export type ProjectHeading = Pick<Project, "root" | "name" | "api" | "python">;

/** What reading a project needs of the rest of the program. */
export interface ProjectPorts extends RecipePorts {
  /** The kinds that `components` may declare. @default none */
  readonly forms?: readonly ComponentForm[] | undefined;
  /** Told, and waited for, as soon as it is known what the project is and where it lives; not when the head of its file has mistakes. */
  readonly onHead?: ((project: ProjectHeading) => Promise<void>) | undefined;
  /** The flow reader of a project's folder. */
  readonly flows: (root: string, python?: string) => FlowReader;
  /** Asks Prefect itself; used only for flows that need it. @default nobody can be asked */
  readonly inspector?: ((project: InspectedProject) => FlowInspector) | undefined;
}

/**
 * Reads everything that a project declares: `meta_prefect.yaml`, found upwards from a folder, and code modules.
 *
 * Never throws for what people wrote: all mistakes are in `diagnostics`, those of the file in its order. Entries with a
 * mistake are not among `entries`.
 *
 * @example
 * ```ts
 * const { project, diagnostics } = await readProject(
 *   { directory: process.cwd(), env: process.env },
 *   { flows: (root) => createFlowReader({ root }), recipes: builtinRecipes, importModule },
 * );
 * ```
 */
export async function readProject(options: ProjectOptions, ports: ProjectPorts): Promise<ProjectReading> {
  const diagnostics: Diagnostic[] = [];
  const report = (found: Diagnostic): void => void diagnostics.push(found);
  const opened = await openProject(options, report);
  const { root, path, contents } = opened;
  const environment = opened.environment.name;
  const asked = options.environment;
  const inspect = contents?.head.inspect ?? "auto";
  const name = contents?.head.name?.value ?? (await defaultProjectName(root, report));
  const python = contents?.head.python;
  if (!hasErrors(diagnostics)) {
    const api = contents && environmentApi(contents.file, environment, () => undefined);
    await ports.onHead?.({
      root,
      name,
      ...(api !== undefined && { api }),
      ...(python !== undefined && { python }),
    });
  }
  const recipes = toTable(await projectRecipes(opened, ports, report));
  const reader = withTypeScriptFlows(ports.flows(root, python), ports.importModule, root);
  if (contents) checkLayerVariables(contents.file, contents.head.layers, recipes, report);
  const declared = contents
    ? await yamlEntries({ ...contents, recipes, reader, environment, asked, inspect }, report)
    : [];
  const guards = contents ? readPolicies(contents.file, recipes, environment, report) : [];
  const modules = codeModules(options, opened);
  if (contents && modules.length === 0) checkAnyDeployment(contents.file, report);
  const exported = await readCodeModules(modules, root, ports.importModule, report);
  const coded = await codeEntries(exported.flows, reader, { environment, asked, inspect }, report);
  const { forms = [] } = ports;
  const listed = contents
    ? yamlComponents({ file: contents.file, forms, project: name, root, environment, asked }, report)
    : [];
  const seconds = contents?.head.inspectTimeout;
  const inspected = {
    root,
    ...(python !== undefined && { python }),
    ...(seconds !== undefined && { seconds }),
  };
  const inspector = ports.inspector?.(inspected);
  const entries = await settleFlows([...declared, ...coded], { inspect, inspector }, report);
  const environments = new Set([environment, ...entries.map((entry) => entry.environment)]);
  const api = contents && commonApi(contents.file, [...environments], report);
  const project: Project = {
    root,
    name,
    ...(path !== undefined && { file: path }),
    entries,
    ...(api !== undefined && { api }),
    environments: environmentNames(contents?.file.value["environments"]),
    ...(guards.length > 0 && { guards }),
    components: [...listed, ...exported.components.map((one) => ({ ...one, environment }))],
    ...(python !== undefined && { python }),
    ...(contents?.head.prune !== undefined && { prune: contents.head.prune }),
  };
  return { project, diagnostics: fileOrder(diagnostics, path) };
}

function environmentNames(environments: unknown): readonly string[] {
  return isMapping(environments) ? Object.keys(environments) : [];
}

/** The modules of the file, then those of the command line; each file once. */
function codeModules(options: ProjectOptions, { root, contents }: OpenProject): readonly CodeModule[] {
  const listed = (contents?.head.modules ?? []).map(({ value, at }) => ({
    path: resolve(root, value),
    location: contents && locateIn(contents.file, at),
  }));
  const given = (options.modules ?? []).map((value) => ({
    path: resolve(options.directory, value),
    location: undefined,
  }));
  const modules = new Map<string, CodeModule>();
  for (const { path, location } of [...listed, ...given]) {
    if (!modules.has(path)) modules.set(path, { path, shown: shownPath(root, path), location });
  }
  return [...modules.values()];
}

function shownPath(root: string, path: string): string {
  const way = relative(root, path);
  return way.startsWith("..") || isAbsolute(way) ? path : way.split(sep).join("/");
}
