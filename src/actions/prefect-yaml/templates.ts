import type { Json, JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";

/*
 * Prefect's templating (`{{ name }}`), as `prefect.utilities.templating` does it.
 */

/** What a template becomes of which nothing is left: the key or the item that holds it goes. */
const notSet = Symbol("not set");

/** Where values of placeholders come from; undefined where there is none. */
export interface Values {
  /** `{{ name }}`, a dotted path. */
  readonly standard: (name: string) => Json | undefined;
  /** `{{ $NAME }}`. */
  readonly env: (name: string) => string | undefined;
}

/** How one pass treats what has no value. */
export interface Pass {
  /** Whether it is taken away, as opposed to left as it is. @default true */
  readonly remove?: boolean;
  /** Beginnings of names that are left as they are. @default none */
  readonly skip?: readonly string[];
}

interface Placeholder {
  readonly text: string;
  readonly name: string;
}

const blocks = "prefect.blocks.";
const variables = "prefect.variables.";

/** The placeholders of a text, each once. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  const found = new Map<string, Placeholder>();
  for (const [whole, name = ""] of text.matchAll(/\{\{\s*([\w.\-[\]$]+)\s*\}\}/g))
    found.set(whole, { text: whole, name });
  return [...found.values()];
}

/** Names of the variables in Prefect that templates below a value ask for. */
export function variablesIn(value: Json): readonly string[] {
  return namesBelow(value, variables);
}

/** The blocks that templates below a value ask for, as they are written: `secret.token`. */
export function blocksIn(value: Json): readonly string[] {
  return namesBelow(value, blocks);
}

function namesBelow(value: Json, prefix: string): readonly string[] {
  const found = new Set<string>();
  const visit = (inner: Json): void => {
    if (typeof inner === "string") {
      for (const { name } of placeholdersIn(inner))
        if (name.startsWith(prefix)) found.add(name.slice(prefix.length));
    } else if (Array.isArray(inner)) for (const item of inner as readonly Json[]) visit(item);
    else if (isObject(inner)) for (const item of Object.values(inner)) visit(item);
  };
  visit(value);
  return [...found].sort();
}

/** Puts values into every text below a template. */
export function applyValues(template: Json, values: Values, pass: Pass = {}): Json {
  const applied = below(template, values, pass);
  return applied === notSet ? null : applied;
}

function below(template: Json, values: Values, pass: Pass): Json | typeof notSet {
  if (typeof template === "string") return appliedText(template, values, pass);
  if (Array.isArray(template)) {
    return (template as readonly Json[])
      .map((item) => below(item, values, pass))
      .filter((item): item is Json => item !== notSet);
  }
  if (!isObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).flatMap(([key, value]): [string, Json][] => {
      const inner = below(value, values, pass);
      if (inner !== notSet) return [[key, inner]];
      return pass.remove === false ? [[key, value]] : [];
    }),
  );
}

function appliedText(text: string, values: Values, { remove = true, skip = [] }: Pass): Json | typeof notSet {
  const placeholders = placeholdersIn(text).filter(
    ({ name }) => !skip.some((prefix) => name.startsWith(prefix)),
  );
  const [only] = placeholders;
  if (only === undefined) return text;
  if (placeholders.length === 1 && only.text === text && isStandard(only.name)) {
    return values.standard(only.name) ?? (values.standard(only.name) === null ? null : notSet);
  }
  let result = text;
  for (const { text: whole, name } of placeholders) {
    if (name.startsWith(blocks) || name.startsWith(variables)) continue;
    const value = name.startsWith("$") ? values.env(name.replace(/^\$+/, "")) : values.standard(name);
    if (value !== undefined) result = result.replaceAll(whole, () => pythonText(value));
    else if (remove) result = result.replaceAll(whole, "");
  }
  return result;
}

function isStandard(name: string): boolean {
  return !name.startsWith(blocks) && !name.startsWith(variables) && !name.startsWith("$");
}

/** Puts values of variables in Prefect into every text below a template; one that is missing becomes nothing. */
export function applyVariables(template: Json, values: ReadonlyMap<string, Json>): Json {
  if (Array.isArray(template))
    return (template as readonly Json[]).map((item) => applyVariables(item, values));
  if (isObject(template)) {
    return Object.fromEntries(
      Object.entries(template).map(([key, value]) => [key, applyVariables(value, values)]),
    );
  }
  if (typeof template !== "string") return template;
  const asked = placeholdersIn(template).filter(({ name }) => name.startsWith(variables));
  const [only] = asked;
  if (only === undefined) return template;
  if (only.text === template) return values.get(only.name.slice(variables.length)) ?? "";
  return asked.reduce((text, { text: whole, name }) => {
    const value = values.get(name.slice(variables.length));
    return text.replaceAll(whole, () => (value === undefined ? "" : pythonText(value)));
  }, template);
}

/** As Python's `str` writes a value. */
export function pythonText(value: Json): string {
  if (typeof value === "string") return value;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return value.toString();
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(pythonRepr).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${pythonRepr(key)}: ${pythonRepr(inner)}`)
    .join(", ")}}`;
}

function pythonRepr(value: Json): string {
  if (typeof value !== "string") return pythonText(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const escaped = value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

/** The value at a dotted path (`build.tags[0]`), as Prefect's `get_from_dict`. */
export function valueAtPath(from: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = from;
  for (const key of path.replaceAll("[", ".").replaceAll("]", "").split(".")) {
    if (Array.isArray(value))
      value = /^-?\d+$/.test(key) ? (value as readonly Json[]).at(Number(key)) : undefined;
    else if (isObject(value)) value = Object.hasOwn(value, key) ? value[key] : undefined;
    else return undefined;
  }
  return value;
}
