import type { Json, JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";

/** A `{{ name }}` in a text of a template. */
export interface Placeholder {
  /** With its braces. */
  readonly text: string;
  readonly name: string;
  /** `variable` is one of the template; the others are looked up when a run begins. */
  readonly kind: "variable" | "environment" | "server";
}

// As in Prefect's prefect.utilities.templating; a \w of Python is any letter.
const pattern = /\{\{\s*([\p{L}\p{N}_.\-[\]$]+)\s*\}\}/gu;

/** The placeholders of a text, each one once. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  const found = new Map<string, Placeholder>();
  for (const [whole, name = ""] of text.matchAll(pattern))
    found.set(whole, { text: whole, name, kind: kindOf(name) });
  return [...found.values()];
}

function kindOf(name: string): Placeholder["kind"] {
  if (name.startsWith("prefect.blocks.") || name.startsWith("prefect.variables.")) return "server";
  return name.startsWith("$") ? "environment" : "variable";
}

/** The keys of a dotted name: `a.b[0]` is a, b, 0. */
export function keysOf(name: string): readonly string[] {
  return name.replaceAll("[", ".").replaceAll("]", "").split(".");
}

/** The variables that the job configuration of a base job template uses. */
export function referencedVariables(template: JsonObject): ReadonlySet<string> {
  const configuration = template["job_configuration"];
  const names = textsIn(configuration)
    .flatMap(placeholdersIn)
    .filter(({ kind }) => kind === "variable")
    .map(({ name }) => keysOf(name)[0] ?? name);
  // Prefect's worker merges `env` into the environment whether a placeholder says so or not.
  const merged = isObject(configuration) && isObject(configuration["env"]);
  const { env } = variablesOf(template);
  const replaces = isObject(env) && isObject(env["default"]) && Object.keys(env["default"]).length > 0;
  return new Set(merged || replaces ? [...names, "env"] : names);
}

/** The variables of a base job template, with their schemas. */
export function variablesOf(template: JsonObject): JsonObject {
  const schema = template["variables"];
  const properties = isObject(schema) ? schema["properties"] : undefined;
  return isObject(properties) ? properties : {};
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
