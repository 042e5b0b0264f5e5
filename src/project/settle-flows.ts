import { problem } from "../errors/diagnostics.ts";
import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Flow, FlowReason, InspectedFlow, Inspection, InspectMode } from "../interfaces/flow.ts";
import type { JsonObject } from "../interfaces/json.ts";
import type { FlowInspector } from "../interfaces/ports.ts";
import type { ProjectEntry } from "../interfaces/project.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { isMapping } from "./path.ts";
import type { Report } from "./project-file.ts";

/** An entry whose flow may not be known exactly yet. */
export interface UnsettledEntry extends ProjectEntry {
  /** What the entry says; absent: what the project says. */
  readonly inspect: InspectMode | undefined;
  /** JSON Schemas that the entry declares, by parameter. */
  readonly parametersSchema: Readonly<Record<string, JsonObject>>;
}

/** How flows are settled. */
interface Settling {
  /** Where an entry does not say. */
  readonly inspect: InspectMode;
  readonly inspector: FlowInspector | undefined;
}

/**
 * Makes every entry's flow exact: by the schemas that the entry declares, by what Prefect itself answers, or not at
 * all, which is reported once for each flow. Prefect is asked once, about all flows that need it.
 */
export async function settleFlows(
  entries: readonly UnsettledEntry[],
  { inspect, inspector }: Settling,
  report: Report,
): Promise<readonly ProjectEntry[]> {
  const open = entries.map((entry) => ({
    entry,
    mode: entry.inspect ?? inspect,
    reasons: openReasons(entry.flow, entry.parametersSchema),
  }));
  const asked = open.filter(
    ({ mode, reasons }) => mode === "python" || (mode === "auto" && reasons.length > 0),
  );
  const isAsked = new Set<ProjectEntry>(asked.map(({ entry }) => entry));
  const answers = await ask([...new Set(asked.map(({ entry }) => entry.flow.entrypoint))], inspector);
  const told = new Set<string>();
  const once: Report = (diagnostic) => {
    const key = JSON.stringify(diagnostic);
    if (!told.has(key)) report(diagnostic);
    told.add(key);
  };
  return open.flatMap(({ entry, mode, reasons }): ProjectEntry[] => {
    const { inspect: _, parametersSchema, ...rest } = entry;
    const { flow } = entry;
    const answer = answers.get(flow.entrypoint);
    if (isAsked.has(entry)) {
      if (!answer?.flow) {
        once(notLoaded(flow, reasons, answer));
        return [];
      }
      return [renamed(rest, declare(loaded(flow, answer.flow), entry, once))];
    }
    for (const reason of reasons) once(notExact(flow, reason, mode));
    return reasons.length > 0 ? [] : [{ ...rest, flow: declare(flow, entry, once) }];
  });

  function renamed(entry: ProjectEntry, flow: Flow): ProjectEntry {
    return {
      ...entry,
      flow,
      name: entry.name.from === "flow" ? { value: flow.name, from: "flow" } : entry.name,
    };
  }
}

/** The reasons that no declared schema answers. */
function openReasons(
  { reasons }: Flow,
  declared: Readonly<Record<string, JsonObject>>,
): readonly FlowReason[] {
  return reasons.filter(({ parameter }) => parameter === undefined || !Object.hasOwn(declared, parameter));
}

async function ask(
  entrypoints: readonly string[],
  inspector: FlowInspector | undefined,
): Promise<ReadonlyMap<string, Inspection>> {
  if (entrypoints.length === 0) return new Map();
  try {
    return (await inspector?.inspect(entrypoints)) ?? new Map<string, Inspection>();
  } catch (thrown) {
    if (!isMetaPrefectError(thrown) || thrown.code === "interrupted") throw thrown;
    const { code, message, hint } = thrown;
    return new Map(entrypoints.map((entrypoint) => [entrypoint, { failure: { code, message, hint } }]));
  }
}

/** The flow as Prefect has it. */
export function loaded(flow: Flow, { digest, ...answer }: InspectedFlow): Flow {
  return { ...flow, ...answer, digest: flow.digest === "" ? digest : flow.digest, reasons: [] };
}

/** Puts the schemas that the entry declares in the place of what was read. */
function declare(flow: Flow, { parametersSchema, origin }: UnsettledEntry, report: Report): Flow {
  const names = Object.keys(parametersSchema);
  if (names.length === 0) return flow;
  const { properties } = flow.parameterSchema;
  const known: JsonObject = isJsonObject(properties) ? properties : {};
  for (const name of names.filter((each) => !Object.hasOwn(known, each))) {
    const location = origin?.locate(`parameters_schema.${name}`) ?? flow.location;
    const hint = candidatesHint(name, Object.keys(known));
    report(problem("invalid-value", `${flow.name} has no parameter "${name}"`, { location, hint }));
  }
  const changed = Object.entries(known).map(([name, read], position) => {
    const declared = Object.hasOwn(parametersSchema, name) ? parametersSchema[name] : undefined;
    if (!declared) return [name, read];
    const kept = isJsonObject(read)
      ? Object.entries(read).filter(([key]) => ["title", "position", "default"].includes(key))
      : [];
    return [name, { title: name, position, ...Object.fromEntries(kept), ...declared }];
  });
  return {
    ...flow,
    parameterSchema: { ...flow.parameterSchema, properties: Object.fromEntries(changed) as JsonObject },
    reasons: openReasons(flow, parametersSchema),
  };
}

function isJsonObject(value: unknown): value is JsonObject {
  return isMapping(value);
}

function about({ message, parameter }: FlowReason): string {
  return parameter === undefined ? message : `parameter ${parameter}: ${message}`;
}

function waysOut(reasons: readonly FlowReason[]): string {
  const parameters = reasons.flatMap(({ parameter }) => parameter ?? []);
  const only = parameters.length === reasons.length ? parameters[0] : undefined;
  if (only === undefined) return "";
  return ` declare it in the entry: \`parameters_schema: { ${only}: { type: … } }\``;
}

function notExact(flow: Flow, reason: FlowReason, mode: InspectMode): Diagnostic {
  const declare = waysOut([reason]);
  const hint =
    mode === "static"
      ? `let Prefect load the flow with \`inspect: auto\`${declare === "" ? "" : `, or${declare}`}`
      : declare.trim();
  return {
    severity: "error",
    code: reason.code,
    message: `${flow.entrypoint} is not known from its source: ${about(reason)}`,
    hint,
    location: reason.location,
  };
}

function notLoaded(flow: Flow, reasons: readonly FlowReason[], answer: Inspection | undefined): Diagnostic {
  const failure = answer?.failure ?? {
    code: "no-inspection-python",
    message: "nobody can be asked to load it",
    hint: undefined,
  };
  const place = answer?.failure?.location;
  const at = place === undefined ? "" : ` (${place.file}:${String(place.line)})`;
  const [first] = reasons;
  const why = first === undefined ? "" : `; it must be loaded because of ${about(first)}`;
  const declare = waysOut(reasons);
  const hint = [failure.hint, declare.trim()]
    .filter((text) => text !== undefined && text !== "")
    .join("; or ");
  return {
    severity: "error",
    code: failure.code,
    message: `${flow.entrypoint} could not be loaded: ${failure.message}${at}${why}`,
    ...(hint !== "" && { hint }),
    location: flow.location,
  };
}
