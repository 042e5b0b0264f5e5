import { redact } from "../../errors/redact.ts";
import type { Diagnostic, Location } from "../../index.ts";
import type { Failure } from "../failure.ts";
import { blank, escape, escapeLines } from "./escape.ts";
import type { Palette } from "./palette.ts";
import { count } from "./table.ts";

/** The text of a file that a location names; undefined where it cannot be read. */
export type SourceReader = (file: string) => string | undefined;

const indent = "   ";
/** A longer line is shown from shortly before the mistake on. */
const widest = 160;

function inFileOrder(left: Diagnostic, right: Diagnostic): number {
  const [a, b] = [left.location, right.location];
  if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}

/** The line of the source with the place underlined; empty where the file has no such line. */
function excerpt(
  location: Location,
  message: string,
  source: string | undefined,
  paint: (text: string) => string,
): string[] {
  const line = source?.split(/\r?\n/)[location.line - 1];
  if (line === undefined || line.trim() === "") return [];
  const start = location.column - 1 > widest / 2 ? location.column - 1 - 40 : 0;
  // One character for one: an escape would move what is underlined.
  const shown = blank(redact(line).slice(start, start + widest));
  const gutter = String(location.line).padStart(5);
  const room = Math.max(1, shown.length - (location.column - 1 - start));
  const carets = "^".repeat(Math.min(location.length ?? 1, room));
  const offset = " ".repeat(Math.max(0, location.column - 1 - start));
  return [`${gutter} │ ${shown}`, `${" ".repeat(5)} │ ${offset}${paint(carets)} ${message}`];
}

function one(diagnostic: Diagnostic, read: SourceReader, colours: Palette): string[] {
  const { severity, code, location } = diagnostic;
  const paint = severity === "error" ? colours.red : colours.yellow;
  const [message = "", ...more] = escapeLines(diagnostic.message);
  const rest = more.map((line) => `${indent}${line}`);
  const hint = diagnostic.hint === undefined ? [] : hintLines(diagnostic.hint);
  if (!location) return [`${paint(severity)}: ${message}  ${code}`, ...rest, ...hint];
  const place = `${escape(location.file)}:${String(location.line)}:${String(location.column)}`;
  const head = `${place}  ${paint(severity === "error" ? code : `warning ${code}`)}`;
  const shown = excerpt(location, message, read(location.file), paint);
  return [head, ...(shown.length > 0 ? shown : [`${indent}${message}`]), ...rest, ...hint];
}

function hintLines(hint: string): string[] {
  return escapeLines(hint).map((line, index) => `${indent}${index === 0 ? "hint: " : "      "}${line}`);
}

/**
 * All diagnostics, those of a file together and in its order, each with its line of the source; the last line counts
 * them. Empty when there are none.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  read: SourceReader,
  colours: Palette,
  /** Said where an error keeps a command from writing. */
  consequence = " Nothing was written.",
): string {
  if (diagnostics.length === 0) return "";
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const blocks = diagnostics
    .toSorted(inFileOrder)
    .map((diagnostic) => one(diagnostic, read, colours).join("\n"));
  const counts = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ];
  return `${blocks.join("\n\n")}\n\n${counts.join(", ")}.${errors > 0 ? consequence : ""}\n`;
}

/** One failure that is no mistake in a file: its line, its hint and, when asked, what caused it. */
export function renderFailure(failure: Failure, colours: Palette, verbose: boolean): string {
  const [message = "", ...more] = escapeLines(failure.message);
  const lines = [
    `${colours.red("error")}: ${message}  ${failure.code}`,
    ...more.map((line) => `${indent}${line}`),
    ...(failure.hint === undefined ? [] : hintLines(failure.hint)),
    ...(verbose ? (failure.causes ?? []).map((cause) => `${indent}caused by: ${escape(cause)}`) : []),
    ...(verbose && failure.stack !== undefined
      ? escapeLines(failure.stack).map((line) => `${indent}${line}`)
      : []),
  ];
  return `${lines.join("\n")}\n`;
}
