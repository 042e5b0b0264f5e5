import type {
  Diagnostic,
  FlowDescription,
  FlowFinding,
  FlowResult,
  FlowsResult,
  InspectMode,
  Json,
} from "../../index.ts";
import { digitsInJson } from "../../util/exact-integer.ts";
import type { Failure } from "../failure.ts";
import { cut, escape, escapeLines } from "./escape.ts";
import type { Palette } from "./palette.ts";
import { count, table } from "./table.ts";

/** Options whose value is what Prefect takes where nothing is said. */
const standard: Readonly<Record<string, Json>> = {
  retries: 0,
  retry_delay_seconds: 0,
  cache_result_in_memory: true,
  validate_parameters: true,
  task_runner: "ThreadPoolTaskRunner",
};

/** JSON on one line, with all digits of every integer. */
function jsonText(value: Json): string {
  return digitsInJson(JSON.stringify(value));
}

function placeOf({ file, line }: FlowFinding): string {
  return file === null ? "" : `${escape(file)}:${String(line)}`;
}

function why({ message, parameter }: FlowFinding): string {
  return parameter === undefined ? escape(message) : `${escape(parameter)}: ${escape(message)}`;
}

function exactness({ exact, reasons }: FlowDescription, colours: Palette): string {
  const [first, ...more] = reasons;
  if (exact || first === undefined) return "exact";
  const rest = more.length === 0 ? "" : ` (and ${String(more.length)} more)`;
  return `${colours.yellow("not exact")}  ${placeOf(first)} ${cut(why(first), 80)}${rest}`;
}

/** Every flow in a line: its name, where it is, and whether all of it is known. */
export function renderFlows({ flows, globs }: FlowsResult, colours: Palette): string {
  if (flows.length === 0) return `No flow in ${globs.map(escape).join(", ")}.\n`;
  const rows = flows.map((flow) => [
    escape(flow.name ?? "?"),
    escape(flow.entrypoint),
    exactness(flow, colours),
  ]);
  const open = flows.filter(({ exact }) => !exact).length;
  const summary = `${count(flows.length, "flow")}, ${open === 0 ? "all exact" : `${String(open)} not exact`}.`;
  return [...table(rows), "", summary, ""].join("\n");
}

function isSet([name, value]: readonly [string, Json]): boolean {
  if (value === null || value === false) return false;
  if (Array.isArray(value) && value.length === 0) return false;
  return standard[name] !== value;
}

/** One flow: what Prefect derives of it, and what is not known. */
export function renderFlow({ flow, parameters }: FlowResult, colours: Palette): string {
  const set = Object.entries(flow.options).filter(isSet);
  const rows = parameters.map(({ name, type, required, default: value }) => [
    escape(name),
    value === undefined
      ? required
        ? "required"
        : "optional"
      : `default ${cut(escape(jsonText(value)), 40)}`,
    escape(type),
  ]);
  const described = flow.description === null ? [] : escapeLines(flow.description);
  return [
    `${escape(flow.name ?? "?")}  (${escape(flow.entrypoint)})`,
    ...described,
    "",
    ...(flow.version === null ? [] : [`version   ${escape(flow.version)}`]),
    `reading   ${flow.exact ? "exact" : colours.yellow("not exact")}`,
    ...table(flow.reasons.map((reason) => [placeOf(reason), reason.code, why(reason)])),
    "",
    ...(rows.length > 0 ? ["parameters:", ...table(rows)] : ["It has no parameters."]),
    ...(set.length > 0
      ? ["", "options:", ...table(set.map(([name, value]) => [escape(name), escape(jsonText(value))]))]
      : []),
    "",
  ].join("\n");
}

/** What `--json` prints instead of a flow that is not there or cannot be read. */
export function flowError({ code, message, location }: Diagnostic): object {
  return { error: { code, message, file: location?.file ?? null, line: location?.line ?? null } };
}

/** Some files with flows could not be read; the others are listed. */
export function incompleteList(files: number): Failure {
  return { code: "flows-incomplete", message: `${count(files, "file")} could not be read` };
}

/** The value of `--inspect`, which was checked against its choices. */
export function inspectMode(value: string | undefined): InspectMode | undefined {
  return value === "static" || value === "python" || value === "auto" ? value : undefined;
}
