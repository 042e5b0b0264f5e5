import type { Json, JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";
import { keysOf, variablesOf } from "./placeholders.ts";

/** The values that the variables of a base job template have. */
export interface JobVariables {
  /** Defaults of the pool; a default of null counts as none. */
  readonly defaults: JsonObject;
  /** Of the deployment, dotted names nested. */
  readonly set: JsonObject;
  /** Both: what a deployment sets replaces a default as a whole. */
  readonly values: JsonObject;
}

/** The values of a template's variables for a deployment, as Prefect's worker puts them together. */
export function jobVariablesFor(template: JsonObject, given: JsonObject): JobVariables {
  const defaults = Object.fromEntries(
    Object.entries(variablesOf(template)).flatMap(([name, schema]): (readonly [string, Json])[] => {
      const value = isObject(schema) ? schema["default"] : undefined;
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );
  const set = nested(given);
  return { defaults, set, values: { ...defaults, ...set } };
}

/** `{ "env.A": "1" }` is `{ env: { A: "1" } }`; what is written nested wins. */
function nested(given: JsonObject): JsonObject {
  const entries = Object.entries(given);
  const dotted = entries
    .filter(([name]) => name.includes("."))
    .reduce<JsonObject>((all, [name, value]) => withValue(all, keysOf(name), value), {});
  return entries
    .filter(([name]) => !name.includes("."))
    .reduce<JsonObject>((all, [name, value]) => {
      const under = all[name];
      return { ...all, [name]: isObject(under) && isObject(value) ? merged(under, value) : value };
    }, dotted);
}

function withValue(all: JsonObject, [key = "", ...rest]: readonly string[], value: Json): JsonObject {
  const inner = all[key];
  return { ...all, [key]: rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest, value) };
}

function merged(under: JsonObject, over: JsonObject): JsonObject {
  const entries = Object.entries(over).map(([key, value]): readonly [string, Json] => {
    const inner = under[key];
    return [key, isObject(inner) && isObject(value) ? merged(inner, value) : value];
  });
  return { ...under, ...Object.fromEntries(entries) };
}

/** What a placeholder's dotted name stands for; undefined when it is not set. */
export function valueNamed(values: JsonObject, name: string): Json | undefined {
  return keysOf(name).reduce<Json | undefined>((value, key) => {
    if (isObject(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
    return isList(value) && /^-?\d+$/.test(key) ? value.at(Number(key)) : undefined;
  }, values);
}

// `Array.isArray` does not narrow a readonly list.
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
