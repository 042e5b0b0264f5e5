import type { FlowRunResult, RunEvent } from "../../index.ts";
import { escape, escapeLines } from "./escape.ts";
import type { Palette } from "./palette.ts";
import { table } from "./table.ts";
import { secondOf } from "./time.ts";

const levels = [
  [50, "CRITICAL"],
  [40, "ERROR"],
  [30, "WARNING"],
  [20, "INFO"],
] as const;

function level(number: number, colours: Palette): string {
  const name = (levels.find(([least]) => number >= least)?.[1] ?? "DEBUG").padEnd(8);
  if (number >= 40) return colours.red(name);
  return number >= 30 ? colours.yellow(name) : name;
}

function stateName(type: string, name: string, colours: Palette): string {
  if (type === "COMPLETED") return colours.green(escape(name));
  return type === "FAILED" || type === "CRASHED" ? colours.red(escape(name)) : escape(name);
}

/** The lines for one event of a watched run; none for events of other kinds. */
export function renderRunEvent(event: RunEvent, colours: Palette): readonly string[] {
  if (event.code === "run-created") {
    return table([
      ["flow run", `${escape(event.name)}  ${escape(event.flowRunId)}`],
      ["url", escape(event.url)],
    ]);
  }
  if (event.code === "run-state") {
    const message = event.message ? `  ${escape(event.message)}` : "";
    return [`  state      ${stateName(event.type, event.name, colours)}${message}`];
  }
  if (event.code !== "run-log") return [];
  return escapeLines(event.message).map((line, index) =>
    index === 0
      ? `  ${secondOf(event.timestamp)}   ${level(event.level, colours)} ${line}`
      : `  ${" ".repeat(20)}${line}`,
  );
}

/** A run that was started and is not watched, or how a watched one ended. */
export function renderRun(run: FlowRunResult, colours: Palette): string {
  const state = run.state ? [["state", stateName(run.state.type, run.state.name, colours)]] : [];
  return [
    ...table([["flow run", `${escape(run.name)}  ${escape(run.id)}`], ["url", escape(run.url)], ...state]),
    "",
  ].join("\n");
}

/** The last line of a run whose states and log lines are already shown. */
export function renderRunEnd(run: FlowRunResult): string {
  return `${table([["url", escape(run.url)]], 8).join("\n")}\n`;
}
