import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Flow, FlowReference, InspectMode } from "../interfaces/flow.ts";
import type { FlowReader } from "../interfaces/project.ts";
import { candidatesHint, didYouMean } from "../util/did-you-mean.ts";
import { splitModuleEntrypoint } from "../util/module-entrypoint.ts";
import { flowToAsk } from "./flow-to-ask.ts";
import { locateIn, type ProjectFile, type Report } from "./project-file.ts";

/** `path/to/file.py:function` or `package.module:function`; a method as `Class.method`. */
const entrypointPattern =
  /^(?:[^:]+\.py|[\p{L}_][\p{L}\p{N}_.]*):[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/**
 * The flow of each key below `deployments`, where there is one; the modes say how a flow is to be read. Files are searched only when a key is a name: an
 * entrypoint is read where it says.
 */
export async function findFlows(
  file: ProjectFile,
  modes: ReadonlyMap<string, InspectMode>,
  globs: readonly string[],
  reader: FlowReader<FlowReference>,
  report: Report,
): Promise<ReadonlyMap<string, Flow>> {
  const found = new Map<string, Flow>();
  const keys = [...modes.keys()];
  const isModule = (key: string): boolean => splitModuleEntrypoint(key) !== undefined;
  const entrypoints = keys.filter((key) => entrypointPattern.test(key) || isModule(key));
  const names = keys.filter((key) => !entrypoints.includes(key));
  const readings = await Promise.all(
    entrypoints.map(async (key) => ({
      key,
      reading: await reader.read(
        isModule(key) ? { language: "typescript", entrypoint: key } : { language: "python", entrypoint: key },
      ),
    })),
  );
  for (const { key, reading } of readings) {
    const unread = isModule(key) ? undefined : flowToAsk(key, reading, modes.get(key) ?? "auto");
    if (unread) {
      found.set(key, unread);
      continue;
    }
    for (const diagnostic of reading.diagnostics) {
      report({ location: locateFlowKey(file, key), ...diagnostic });
    }
    if (reading.flow) found.set(key, reading.flow);
    else if (reading.diagnostics.length === 0) report(nothingAt(file, key));
  }
  if (names.length === 0) return found;
  const { flows, diagnostics } = await reader.discover(globs);
  for (const diagnostic of diagnostics) report(diagnostic);
  const byName = groupBy(flows, (flow) => flow.name);
  const byFunction = groupBy(flows, functionName);
  for (const key of names) {
    const matches = byName.get(key) ?? byFunction.get(key) ?? [];
    const [only, ...others] = matches;
    if (only && others.length === 0) found.set(key, only);
    else report(only ? ambiguous(file, key, matches) : unknown(file, key, flows, globs));
  }
  return found;
}

function nothingAt(file: ProjectFile, key: string): Diagnostic {
  return problem("unknown-flow", `no flow is at "${key}"`, { location: locateFlowKey(file, key) });
}

function unknown(
  file: ProjectFile,
  key: string,
  flows: readonly Flow[],
  globs: readonly string[],
): Diagnostic {
  const location = locateFlowKey(file, key);
  const message = `no flow has the name "${key}"`;
  if (flows.length === 0) {
    return problem("unknown-flow", `${message}: no file that matches ${globs.join(", ")} has a flow`, {
      location,
      hint: "say where flows are under `flows:`",
    });
  }
  const names = [...new Set(flows.map((flow) => flow.name))];
  const near = didYouMean(key, [...names, ...flows.map(functionName)]);
  const hint = near === undefined ? candidatesHint(key, names) : `did you mean ${near}?`;
  return problem("unknown-flow", message, { location, hint });
}

function ambiguous(file: ProjectFile, key: string, flows: readonly Flow[]): Diagnostic {
  const places = flows.map((flow) => flow.entrypoint).toSorted();
  const message = `${String(flows.length)} flows have the name "${key}": ${places.join(" and ")}`;
  const hint = `write the entrypoint instead of the name: \`${places[0] ?? ""}:\``;
  return problem("ambiguous-flow", message, { location: locateFlowKey(file, key), hint });
}

function locateFlowKey(file: ProjectFile, key: string): ReturnType<typeof locateIn> {
  return locateIn(file, ["deployments", key], "key");
}

function functionName(flow: Flow): string {
  return flow.entrypoint.slice(flow.entrypoint.lastIndexOf(":") + 1);
}

function groupBy(flows: readonly Flow[], key: (flow: Flow) => string): ReadonlyMap<string, readonly Flow[]> {
  const groups = new Map<string, Flow[]>();
  for (const flow of flows) {
    const group = groups.get(key(flow));
    if (group) group.push(flow);
    else groups.set(key(flow), [flow]);
  }
  return groups;
}
