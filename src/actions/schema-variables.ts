import { z } from "zod";
import type { Json } from "../interfaces/json.ts";
import type { RecipeVariable } from "../interfaces/tool-results.ts";
import { schemaText } from "./schema-text.ts";

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.json())).default({}),
  required: z.array(z.string()).default([]),
});

/** The keys of a mapping that a schema takes, as a person reads them. */
export function schemaVariables(mapping: z.ZodType): readonly RecipeVariable[] {
  const schema = z.toJSONSchema(mapping, { io: "input", unrepresentable: "any" });
  const { properties, required } = objectSchema.parse(schema);
  return Object.entries(properties).map(([name, property]) => {
    const { description, default: value } = property as {
      readonly description?: Json;
      readonly default?: Json;
    };
    return {
      name,
      type: schemaText(property),
      required: required.includes(name),
      ...(value !== undefined && { default: value }),
      ...(typeof description === "string" && { description }),
    };
  });
}
