import type { Json, JsonObject } from "../interfaces/json.ts";
import { isObject } from "../util/stable-json.ts";

/**
 * Whether a mapping surely fits a schema that gives each of its keys one plain type. False means 'not known here': most
 * schemas of flows are that simple, and a whole validator takes longer to load than the rest of a plan to compute.
 */
export function isPlainlyValid(schema: JsonObject, value: Json): boolean {
  const { properties } = schema;
  if (schema["type"] !== "object" || !hasOnly(schema, rootWords)) return false;
  if (!isObject(properties) || !isObject(value)) return false;
  return Object.entries(value).every(([name, inner]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return isObject(property) && hasOnly(property, propertyWords) && isOf(property["type"], inner);
  });
}

/** Words that say nothing about the value, beside the two that are looked at. */
const rootWords: ReadonlySet<string> = new Set([
  "type",
  "properties",
  "title",
  "description",
  "definitions",
  "$defs",
]);
const propertyWords: ReadonlySet<string> = new Set(["type", "title", "description", "default", "position"]);

function hasOnly(schema: JsonObject, words: ReadonlySet<string>): boolean {
  return Object.keys(schema).every((word) => words.has(word));
}

function isOf(type: Json | undefined, value: Json): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return Number.isFinite(value);
  return (type === "string" || type === "boolean") && typeof value === type;
}
