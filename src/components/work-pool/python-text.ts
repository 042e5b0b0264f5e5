import type { Json } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";

/** What Python's `str` makes of a value, which is what Prefect's worker puts into the middle of a text. */
export function pythonText(value: Json): string {
  return typeof value === "string" ? value : represented(value);
}

function represented(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return String(value);
  if (!isObject(value)) return `[${value.map(represented).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${quoted(key)}: ${represented(inner)}`)
    .join(", ")}}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}
