import { basename, join, relative, resolve } from "node:path";
import { hasErrors, problem } from "../../errors/diagnostics.ts";
import type { Diagnostic } from "../../interfaces/diagnostic.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { ProjectDraft } from "../../project/open-project.ts";
import { findProjectFile } from "../../project/find-project-file.ts";
import { readYaml } from "../../project/read-yaml.ts";
import { equivalentCommand } from "./command.ts";
import { findDeploymentsFile, type FindingOptions } from "./find.ts";
import { readDeploymentsFile, type DeploymentsFile, type LocatedDeployment } from "./read.ts";
import { blockTable } from "./shape.ts";

/** A deployments file as a project file. */
export interface FileDraft {
  /** Absent when the file has mistakes. */
  readonly draft?: ProjectDraft;
  /** Of the file alone. */
  readonly diagnostics: readonly Diagnostic[];
  /** For each deployment, the command that says the same. */
  readonly commands: readonly string[];
  /** Puts mistakes of the draft to where their deployment stands. */
  readonly relocate: (found: Diagnostic) => Diagnostic;
}

/** Where images have the flows, as the wrapper's own image has them. */
const folder = "/opt/prefect";
/** Keys of a project file that say what it deploys, which the deployments file says instead. */
const replaced = ["deployments", "components", "modules", "include", "ib_blocks"];

/**
 * Reads a deployments file in the place of what the project's file deploys; whatever else the project's file says holds. The
 * draft has each deployment on the line of the original, so that places in a plan are right.
 *
 * @param path absolute, of the file or of a folder with one for each environment
 */
export async function draftOf(path: string, options: FindingOptions): Promise<FileDraft> {
  const { file, diagnostics: about } = await findDeploymentsFile(path, options);
  const nothing = { commands: [], relocate: (found: Diagnostic): Diagnostic => found };
  if (file === undefined) return { ...nothing, diagnostics: about };
  const project = await findProjectFile(options.directory);
  const root = project.file === undefined ? resolve(options.directory) : resolve(project.file, "..");
  const read = await readDeploymentsFile(file, root);
  const { value: own = {} } =
    project.file === undefined ? {} : await readYaml(project.file, basename(project.file));
  const table = blockTable.safeParse(own["ib_blocks"] ?? {});
  const diagnostics = [...about, ...read.diagnostics];
  if (!table.success) {
    const message = "ib_blocks is not a table of work pools";
    const hint = "write each block and its pool: `ib_blocks: { ecs-task/dev: ecs-dev }`";
    diagnostics.push(problem("invalid-value", message, { hint }));
  }
  const pool = table.success ? poolOf(read, table.data, diagnostics) : undefined;
  const commands = read.deployments.map(({ deployment }) => equivalentCommand(deployment, read.block?.name));
  const relocate = (found: Diagnostic): Diagnostic => found;
  if (hasErrors(diagnostics)) return { diagnostics, commands, relocate };
  const head = Object.fromEntries(Object.entries(own).filter(([key]) => !replaced.includes(key)));
  // The name of a draft is how messages name it, and its folder the project's.
  const shown = relative(root, file).startsWith("..") ? basename(file) : relative(root, file);
  const { text, placeOf } = draftText(head, read.deployments, pool);
  return {
    draft: { file: join(root, basename(file)), text },
    diagnostics,
    commands,
    relocate: (found) => {
      const at = found.location?.file === basename(file) ? placeOf(found.location) : undefined;
      const location = at ?? found.location;
      return location === undefined
        ? found
        : { ...found, location: { ...location, file: at ? shown : location.file } };
    },
  };
}

/** The pool of those that name none: what the table says of the file's block. */
function poolOf(
  { block, deployments, shown }: DeploymentsFile,
  table: Readonly<Record<string, string | JsonObject>>,
  diagnostics: Diagnostic[],
): JsonObject | undefined {
  const needed = deployments.filter(({ deployment }) => (deployment.work_pool?.name ?? null) === null);
  if (block === undefined) {
    const [first] = needed;
    if (first === undefined) return undefined;
    const message = `${shown} has no ib-block, and the deployment ${first.deployment.name} names no work pool`;
    const hint = "write `ib-block: TYPE/NAME` at its head, or a work_pool in each deployment";
    diagnostics.push(problem("invalid-deployments-file", message, { location: first.location, hint }));
    return undefined;
  }
  const found = table[block.name];
  if (found === undefined && needed.length > 0) {
    const message = `the block ${block.name} has no work pool`;
    const hint = `say it in meta_prefect.yaml: \`ib_blocks: { ${block.name}: NAME-OF-A-POOL }\``;
    diagnostics.push(problem("unknown-ib-block", message, { location: block.location, hint }));
  }
  return typeof found === "string" ? { name: found } : found;
}

function draftText(
  head: Readonly<Record<string, unknown>>,
  deployments: readonly LocatedDeployment[],
  pool: JsonObject | undefined,
): {
  readonly text: string;
  readonly placeOf: (at: { line: number; column: number }) => LocatedDeployment["location"] | undefined;
} {
  const groups = new Map<string, LocatedDeployment[]>();
  for (const one of deployments) {
    const { entrypoint } = one.deployment;
    groups.set(entrypoint, [...(groups.get(entrypoint) ?? []), one]);
  }
  const fields = Object.entries(head).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  const lines = [`{ ${[...fields, '"deployments": {'].join(", ")}`];
  const places: { line: number; from: number; location: LocatedDeployment["location"] }[] = [];
  for (const [entrypoint, list] of groups) {
    const wanted = list[0]?.location.line ?? 1;
    while (lines.length < wanted - 1) lines.push("");
    let line = `${JSON.stringify(entrypoint)}: [`;
    for (const one of list) {
      places.push({ line: lines.length + 1, from: line.length + 1, location: one.location });
      line += `${JSON.stringify(entryOf(one, pool))}, `;
    }
    lines.push(`${line}],`);
  }
  const text = [...lines, "} }", ""].join("\n");
  const placeOf = (at: { line: number; column: number }): LocatedDeployment["location"] | undefined =>
    places.filter(({ line, from }) => line === at.line && from <= at.column).at(-1)?.location ??
    places.find(({ line }) => line === at.line)?.location;
  return { text, placeOf };
}

/** An entry of a project file. Nothing of it is interpolated: the wrapper did not do that. */
function entryOf({ deployment }: LocatedDeployment, pool: JsonObject | undefined): Json {
  const { name, parameters, tags, schedule, version, work_pool: own } = deployment;
  const { description, paused, concurrency_limit: limit, enforce_parameter_schema: enforce } = deployment;
  const schedules = deployment.schedules ?? (schedule ? [schedule] : []);
  const { job_variables: variables } = own ?? {};
  const queue = own?.work_queue_name ?? undefined;
  const chosen: JsonObject = typeof own?.name === "string" ? { name: own.name } : (pool ?? {});
  const steps: readonly JsonObject[] = [
    { image_storage: { folder } },
    { work_pool: { ...chosen, ...(queue !== undefined && { queue }) } },
    ...(parameters ? [{ parameters }] : []),
    ...(tags ? [{ tags: { tags } }] : []),
    ...schedules.map((one) => ({ schedule: JSON.parse(JSON.stringify(one)) as JsonObject })),
    ...(typeof description === "string" ? [{ description_resolver: { description } }] : []),
    ...(typeof paused === "boolean" ? [{ paused: { paused } }] : []),
    ...(typeof limit === "number" ? [{ concurrency: { limit } }] : []),
    ...(variables ? [{ job_variables: variables }] : []),
  ];
  const extra = {
    ...((version ?? null) !== null && { version: String(version) }),
    ...(typeof enforce === "boolean" && { enforce_parameter_schema: enforce }),
  };
  const entry = { name, recipes: steps, ...(Object.keys(extra).length > 0 && { extra }) };
  return JSON.parse(JSON.stringify(entry).replaceAll("${", () => "$${")) as Json;
}
