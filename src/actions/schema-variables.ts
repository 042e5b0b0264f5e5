import { z } from "zod";
import type { JsonObject } from "../interfaces/json.ts";
import type { RecipeVariable } from "../interfaces/tool-results.ts";
import { isObject } from "../util/stable-json.ts";
import { schemaText } from "./schema-text.ts";

/** The keys of a mapping that zod describes, as a person reads them. */
export function schemaVariables(mapping: z.ZodType): readonly RecipeVariable[] {
  return variablesOf(z.toJSONSchema(mapping, { io: "input", unrepresentable: "any" }) as JsonObject);
}

/** The keys of a mapping that a JSON Schema describes, as a person reads them. */
export function variablesOf({ properties, required }: JsonObject): readonly RecipeVariable[] {
  if (!isObject(properties)) return [];
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(properties).map(([name, property]) => {
    const schema: JsonObject = isObject(property) ? property : {};
    const { default: value, description } = schema;
    return {
      name,
      type: schemaText(schema),
      required: needed.includes(name),
      ...(value !== undefined && { default: value }),
      ...(typeof description === "string" && { description }),
    };
  });
}
