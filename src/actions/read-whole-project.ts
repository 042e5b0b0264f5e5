import { componentForms } from "../components/forms.ts";
import { drivers } from "../components/drivers.ts";
import { readGitState } from "../hosts/git.ts";
import { lookupPackageVersion } from "../hosts/package-version.ts";
import { schemaChecker } from "../hosts/schema-checker.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { GitState } from "../interfaces/flow-builder.ts";
import type { Build } from "../interfaces/plan.ts";
import type { Project } from "../interfaces/project.ts";
import type { RunOptions } from "../interfaces/options.ts";
import { problem } from "../errors/diagnostics.ts";
import { redact } from "../errors/redact.ts";
import { importModule } from "../project/import-module.ts";
import { readProject, type ProjectPorts } from "../project/read-project.ts";
import { builtinRecipes } from "../recipes/index.ts";
import { build } from "../resolver/build.ts";
import type { BuildFacts } from "../resolver/fold.ts";
import { notRepeatable } from "../util/not-repeatable.ts";
import { equalJson } from "../util/stable-json.ts";
import type { Json } from "../interfaces/json.ts";
import { draftOf } from "./deployments-file/draft.ts";
import { environmentOfFile } from "./deployments-file/find.ts";
import { platformDraft } from "./platform-file/draft.ts";
import { createInspector } from "./inspector.ts";
import { projectFlowReader } from "./project-flow-reader.ts";
import { leakedSecrets } from "./leaked-secrets.ts";
import { runnerCommand } from "./runner-command.ts";

/** Everything that a project declares, built. */
export interface WholeProject {
  readonly project: Project;
  /** What its entries were built with. */
  readonly facts: BuildFacts;
  readonly build: Build;
  /** Of reading and building. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How a project is read that is not the one of the working folder. */
export interface Elsewhere {
  readonly directory: string;
  /** The facts that entries are built with, instead of those of the folder. */
  readonly facts: BuildFacts | ((project: Project) => BuildFacts);
  /** Whether Prefect may be asked about flows. @default false */
  readonly inspect?: boolean;
}

/**
 * Reads a project in each environment that was asked for, and builds it as one.
 *
 * @param elsewhere Another state of the same project; nothing of it is cached.
 * @param onHead Told what the project is, before the rest of it is read.
 */
export async function readWholeProject(
  options: RunOptions,
  elsewhere?: Elsewhere,
  onHead?: ProjectPorts["onHead"],
): Promise<WholeProject> {
  const { env, modules } = options;
  const fromFile =
    options.deploymentsFile === undefined ? undefined : await draftOf(options.deploymentsFile, options);
  const platform =
    options.platformFile === undefined ? undefined : await platformDraft(options.platformFile, env);
  const draft = platform?.draft ?? fromFile?.draft ?? options.draft;
  const ports: ProjectPorts = {
    flows: (root, python) => projectFlowReader({ env }, { root, python }, elsewhere === undefined),
    recipes: builtinRecipes,
    forms: componentForms,
    importModule,
    onHead,
    ...((elsewhere === undefined || elsewhere.inspect === true) && {
      inspector: (inspected) => createInspector(options, inspected),
    }),
  };
  const directory = elsewhere?.directory ?? options.directory;
  const diagnostics: Diagnostic[] = [...(fromFile?.diagnostics ?? []), ...(platform?.diagnostics ?? [])];
  const relocate = fromFile?.relocate ?? ((found: Diagnostic): Diagnostic => found);
  const projects: Project[] = [];
  // One after another: the second reading finds the flows' cache that the first one left.
  for (const environment of askedEnvironments(options)) {
    const { project, diagnostics: found } = await readProject(
      { directory, env, environment, modules, draft },
      ports,
    );
    projects.push(project);
    // Where the file itself has mistakes, they are all that there is to say.
    const located = fromFile !== undefined && fromFile.draft === undefined ? [] : found.map(relocate);
    diagnostics.push(...located.filter((one) => !diagnostics.some((other) => same(one, other))));
  }
  const project = together(projects, diagnostics);
  const given = elsewhere?.facts ?? factsOf(project, env);
  const facts = typeof given === "function" ? given(project) : given;
  const built = build(project.entries, facts, drivers, schemaChecker, project.components, project.guards);
  const leaked = leakedSecrets(built, env);
  const all = [...diagnostics, ...built.diagnostics.map(relocate), ...leaked];
  const told = leaked.length === 0 ? all : all.map((one) => ({ ...one, message: redact(one.message) }));
  return { project, facts, build: built, diagnostics: told };
}

/** The environments that the caller named, or the name of a deployments file; one undefined where the machine decides. */
export function askedEnvironments({
  environment,
  environments = [],
  deploymentsFile: file,
}: Pick<RunOptions, "environment" | "environments" | "deploymentsFile">): readonly (string | undefined)[] {
  if (environments.length > 0) return [...new Set(environments)];
  return [environment ?? (file === undefined ? undefined : environmentOfFile(file))];
}

/** The first project with the declarations of all. */
function together(projects: readonly Project[], diagnostics: Diagnostic[]): Project {
  const [first, ...others] = projects;
  if (first === undefined) throw new TypeError("no environment was read");
  const elsewhere = others.find(({ api }) => !equalJson(placeOf(first), placeOf({ api })));
  if (elsewhere !== undefined) {
    const names = [first.api?.name, elsewhere.api?.name].map((name) => name ?? "the machine's settings");
    diagnostics.push(
      problem("different-apis", `the environments live on different APIs: ${names.join(", ")}`, {
        hint: "run once for each: `--env dev`, then `--env prod`",
      }),
    );
  }
  return {
    ...first,
    entries: projects.flatMap(({ entries }) => entries),
    components: projects.flatMap(({ components }) => components),
  };
}

function placeOf({ api }: { readonly api?: Project["api"] | undefined }): Json {
  if (api === undefined) return null;
  const { name: _, ...rest } = api;
  return JSON.parse(JSON.stringify(rest)) as Json;
}

function same(one: Diagnostic, other: Diagnostic): boolean {
  return equalJson(JSON.parse(JSON.stringify(one)) as Json, JSON.parse(JSON.stringify(other)) as Json);
}

/** What a project is built with that is not in its files. */
export function factsOf({ root, name }: Pick<Project, "root" | "name">, env: RunOptions["env"]): BuildFacts {
  const now = new Date().toISOString();
  return {
    project: name,
    root,
    get now() {
      notRepeatable.publish("the time");
      return now;
    },
    env,
    git: once((): GitState | undefined => readGitState(root)),
    runner: runnerCommand(),
    packageVersion: (wanted: string) => lookupPackageVersion(root, wanted),
  };
}

function once<Value>(read: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: read() }).value;
}
