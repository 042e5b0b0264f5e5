import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { hasErrors, problem } from "../errors/diagnostics.ts";
import { isMetaPrefectError, MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Flow, FlowReason, Inspection, InspectMode } from "../interfaces/flow.ts";
import type { FlowReading } from "../interfaces/project.ts";
import type { CallerOptions, FlowOptions } from "../interfaces/options.ts";
import type { FlowDescription, FlowFinding, FlowResult, FlowsResult } from "../interfaces/tool-results.ts";
import { isUnknowable, unreadFlow } from "../project/flow-to-ask.ts";
import { readFlowSettings, type FlowSettings } from "../project/read-flow-settings.ts";
import { loaded } from "../project/settle-flows.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { createInspector } from "./inspector.ts";
import { projectFlowReader } from "./project-flow-reader.ts";
import { variablesOf } from "./schema-variables.ts";

/** Lists all flows under the project's globs, from their source only. */
export async function listFlows(options: CallerOptions): Promise<FlowsResult> {
  const settings = await readFlowSettings(options);
  const { root, globs, diagnostics } = settings;
  if (hasErrors(diagnostics)) return { root, globs, flows: [], diagnostics };
  const found = await projectFlowReader(options, settings).discover(globs);
  const flows = await Promise.all(found.flows.map((flow) => describe(root, flow)));
  return { root, globs, flows, diagnostics: [...diagnostics, ...found.diagnostics] };
}

/**
 * Shows one flow: what its source says, and in the modes `python` and `auto` what Prefect says where that is needed
 * and can be had.
 *
 * @throws MetaPrefectError with one diagnostic when there is no such flow
 */
export async function showFlow(options: FlowOptions): Promise<FlowResult> {
  const settings = await readFlowSettings(options);
  const [mistake] = settings.diagnostics.filter(({ severity }) => severity === "error");
  if (mistake) throw failed(mistake);
  const mode = options.inspect ?? settings.inspect;
  const { root, entrypoint } = options.entrypoint.includes(":")
    ? place(options, settings)
    : { root: settings.root, entrypoint: await entrypointOf(options, settings) };
  const reader = projectFlowReader(options, { ...settings, root });
  const reading = await reader.read({ language: "python", entrypoint });
  const flow = reading.flow ?? unreadable(entrypoint, reading, mode);
  const needsPrefect = mode === "python" || (mode === "auto" && flow.reasons.length > 0);
  const shown = needsPrefect ? await askPrefect(options, { ...settings, root }, flow, mode) : flow;
  return { flow: await describe(root, shown), parameters: variablesOf(shown.parameterSchema) };
}

/** The entrypoint of the one flow below the project's globs that has a name, its own or its function's. */
async function entrypointOf({ entrypoint: name, env }: FlowOptions, settings: FlowSettings): Promise<string> {
  const { flows } = await projectFlowReader({ env }, settings).discover(settings.globs);
  const named = flows.filter((flow) => flow.name === name);
  const found =
    named.length > 0 ? named : flows.filter(({ entrypoint }) => entrypoint.split(":").at(-1) === name);
  const [flow, ...others] = found;
  if (flow !== undefined && others.length === 0) return flow.entrypoint;
  const where = found.map(({ entrypoint }) => entrypoint).join(", ");
  throw failed(
    flow === undefined
      ? problem("no-such-flow", `no flow is called ${name}`, {
          hint: candidatesHint(
            name,
            flows.map((known) => known.name),
          ),
        })
      : problem("ambiguous-flow", `several flows are called ${name}: ${where}`, {
          hint: "name the one that is meant by its entrypoint, path/to/file.py:function",
        }),
  );
}

/** Paths are the caller's where they lead to a file there, else the project's; a file outside has a root of its own. */
function place(
  { directory, entrypoint }: FlowOptions,
  { root }: FlowSettings,
): { readonly root: string; readonly entrypoint: string } {
  const colon = entrypoint.lastIndexOf(":");
  const path = entrypoint.slice(0, colon);
  const absolute = resolve(directory, path);
  if (!path.endsWith(".py") || !existsSync(absolute)) return { root, entrypoint };
  const base = [root, resolve(directory)].find((folder) => isInside(absolute, folder)) ?? dirname(absolute);
  const way = relative(base, absolute).split(sep).join("/");
  return { root: base, entrypoint: `${way}${entrypoint.slice(colon)}` };
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
}

/** A flow of which the source tells nothing, or the reason that there is none. */
function unreadable(entrypoint: string, { diagnostics }: FlowReading, mode: InspectMode): Flow {
  const [first] = diagnostics;
  if (first && (diagnostics.every(isUnknowable) || (mode === "python" && first.code !== "no-such-file"))) {
    return unreadFlow(entrypoint, diagnostics);
  }
  throw failed(
    first ?? { severity: "error", code: "no-such-flow", message: `no flow is at ${entrypoint}` },
    entrypoint,
  );
}

function failed(diagnostic: Diagnostic, entrypoint?: string): MetaPrefectError {
  const [, file] = /^(.+):/.exec(entrypoint ?? "") ?? [];
  const location = diagnostic.location ?? (file === undefined ? undefined : { file, line: 1, column: 1 });
  return new MetaPrefectError("flow-not-found", diagnostic.message, {
    hint: diagnostic.hint,
    diagnostics: [{ ...diagnostic, ...(location !== undefined && { location }) }],
  });
}

/** The flow as Prefect has it; where Prefect cannot tell, what the source says, with one reason more. */
async function askPrefect(
  options: FlowOptions,
  settings: FlowSettings,
  flow: Flow,
  mode: InspectMode,
): Promise<Flow> {
  const { failure, flow: answer } = await inspect(options, settings, flow, mode);
  if (answer) return loaded(flow, answer);
  const { code, message, location = flow.location } = failure;
  // Neither the source nor Prefect knows a flow there.
  if (flow.digest === "" && !flow.reasons.some(({ code: known }) => isUnknowable({ code: known }))) {
    throw failed({ severity: "error", code, message, location });
  }
  const reason: FlowReason = { code, message: `Prefect could not load it: ${message}`, location };
  return { ...flow, reasons: [...flow.reasons, reason] };
}

async function inspect(
  options: FlowOptions,
  settings: FlowSettings,
  { entrypoint }: Flow,
  mode: InspectMode,
): Promise<Inspection> {
  try {
    const answers = await createInspector(options, settings).inspect([entrypoint]);
    return answers.get(entrypoint) ?? { failure: { code: "inspection-failed", message: "no answer" } };
  } catch (thrown) {
    if (mode === "python" || !isMetaPrefectError(thrown) || thrown.code === "interrupted") throw thrown;
    const { code, message, hint } = thrown;
    return { failure: { code, message: hint === undefined ? message : `${message}; ${hint}`, hint } };
  }
}

async function describe(root: string, flow: Flow): Promise<FlowDescription> {
  const { name, description, entrypoint, options = {}, parameterSchema, reasons } = flow;
  return {
    name: name === "" ? null : name,
    description,
    version: flow.version ?? (await fileHash(root, flow)),
    entrypoint,
    options,
    parameter_openapi_schema: parameterSchema,
    exact: reasons.length === 0,
    reasons: reasons.map(finding),
  };
}

/** Prefect's version of a flow that has none: the MD5 of the file that its function is in. */
async function fileHash(root: string, { location }: Flow): Promise<string | null> {
  try {
    return createHash("md5")
      .update(await readFile(join(root, location.file)))
      .digest("hex");
  } catch {
    return null;
  }
}

function finding({ code, message, location: { file, line, column }, parameter }: FlowReason): FlowFinding {
  return { code, message, file, line, column, ...(parameter !== undefined && { parameter }) };
}
