import { hasErrors, warning } from "../errors/diagnostics.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Owner } from "../interfaces/driver.ts";
import type { Build } from "../interfaces/plan.ts";
import type { Project, ProjectEntry } from "../interfaces/project.ts";
import type { RunOptions } from "../interfaces/options.ts";
import type { ProjectHeading } from "../project/read-project.ts";
import type { BuildFacts } from "../resolver/fold.ts";
import { select } from "../resolver/select.ts";
import { changedSince } from "./changed-since.ts";
import { askedEnvironments, readWholeProject, type Elsewhere } from "./read-whole-project.ts";

/** What the project's files declare, built and selected. */
export interface Declarations {
  readonly project: Pick<Project, "root" | "name" | "python" | "api" | "prune" | "environments">;
  readonly build: Build;
  /** Of reading and building; with an error among them nothing may be written. */
  readonly diagnostics: readonly Diagnostic[];
  /** The environments that this run is about. */
  readonly owners: readonly Owner[];
  /** All entries, also those that were not selected; absent where a rendered file was read. */
  readonly entries?: readonly ProjectEntry[];
  /** What they were built with. */
  readonly facts?: BuildFacts;
  /** Only a part was selected, so nothing can be said about what is no longer declared. */
  readonly partial: boolean;
}

/**
 * Reads the project without any server: files, flows, recipes, all mistakes.
 *
 * @param elsewhere Another state of the project.
 * @param onHead Told what the project is, before the rest of it is read.
 */
export async function readDeclarations(
  options: RunOptions,
  onHead?: (project: ProjectHeading) => Promise<void>,
  elsewhere?: Elsewhere,
): Promise<Declarations> {
  const { env, selectors = [], tags = [], changedSince: revision } = options;
  options.reporter?.({ code: "phase", phase: "read" });
  const whole = await readWholeProject(options, elsewhere, onHead);
  const { project, facts } = whole;
  const diagnostics = [...whole.diagnostics];
  const broken = hasErrors(diagnostics);
  const among = broken || revision === undefined ? undefined : await changedSince(whole, revision, options);
  if (among?.size === 0)
    diagnostics.push(warning("nothing-changed", `no deployment has changed since ${revision ?? ""}`));
  const chosen = broken ? whole.build : select(whole.build, { selectors, tags, among });
  const environments = askedEnvironments(options).map((one) => one ?? environmentIn(env));
  return {
    project,
    build: chosen,
    diagnostics,
    owners: ownersOf(chosen, project.name, environments),
    partial: isPartial(options),
    entries: project.entries,
    facts,
  };
}

/** Whether a run is about a part of what is declared; then nothing can be said about what is declared no longer. */
export function isPartial({
  selectors = [],
  modules = [],
  tags = [],
  changedSince: revision,
  draft,
}: RunOptions): boolean {
  const isDraftOfPart = draft?.partial === true;
  return (
    isDraftOfPart || selectors.length > 0 || modules.length > 0 || tags.length > 0 || revision !== undefined
  );
}

/** The run's own environments are among them even when nothing is declared for them any more. */
export function ownersOf(build: Build, project: string, own: readonly string[]): readonly Owner[] {
  const environments = new Set([...build.components.map(({ owner }) => owner.environment), ...own]);
  return [...environments].sort().map((one) => ({ project, environment: one }));
}

/** A variable that is set to nothing counts as not set. */
export function environmentIn(env: RunOptions["env"]): string {
  const { META_PREFECT__ENV: name = "" } = env;
  return name === "" ? "dev" : name;
}
