import type { Json, JsonObject } from "../interfaces/json.ts";
import { isObject } from "../util/stable-json.ts";

/** A JSON Schema as a person reads it: `number, above 0, at most 64`, `"UTC" | "local"`, `list of text`. */
export function schemaText(schema: JsonObject): string {
  const { const: constant, enum: values, anyOf, oneOf } = schema;
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(values)) return values.map((value: Json) => JSON.stringify(value)).join(" | ");
  const choices = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : undefined;
  if (choices !== undefined) {
    const texts = (choices as readonly Json[]).map((choice) =>
      isObject(choice) ? schemaText(choice) : "anything",
    );
    return [...new Set(texts)].join(" | ");
  }
  return [typeText(schema), ...boundsOf(schema)].join(", ");
}

function typeText(schema: JsonObject): string {
  const { type, items, properties, additionalProperties } = schema;
  switch (type) {
    case "string":
      return "text";
    case "integer":
      return "whole number";
    case "boolean":
      return "true | false";
    case "array":
      return `list of ${isObject(items) ? schemaText(items) : "anything"}`;
    case "object":
      if (isObject(properties)) return `mapping with ${Object.keys(properties).join(", ")}`;
      return `mapping of ${isObject(additionalProperties) ? schemaText(additionalProperties) : "anything"}`;
    case "number":
    case "null":
      return type;
    default:
      return "anything";
  }
}

/** Limits that a person would ask about; those of JavaScript's safe integers are none. */
function boundsOf(schema: JsonObject): readonly string[] {
  const words = {
    exclusiveMinimum: "above",
    minimum: "at least",
    exclusiveMaximum: "below",
    maximum: "at most",
  };
  return Object.entries(words).flatMap(([keyword, word]) => {
    const bound = schema[keyword];
    const meant = typeof bound === "number" && Math.abs(bound) !== Number.MAX_SAFE_INTEGER;
    return meant ? [`${word} ${bound.toString()}`] : [];
  });
}
