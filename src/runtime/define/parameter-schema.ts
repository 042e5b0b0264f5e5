import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";

/** Of a flow without parameters. */
const none: JsonObject = {
  title: "Parameters",
  type: "object",
  properties: {},
  required: [],
  definitions: {},
};

/**
 * The run form of a flow: JSON Schema as Prefect derives it of Python's parameters, with their order as `position`, a
 * title each, and shared types below `definitions`.
 *
 * @throws MetaPrefectError `invalid-flow` for a type that no JSON value has, for example a function
 */
export function parameterSchema(schema: z.ZodObject | undefined, flow: string): JsonObject {
  if (schema === undefined) return none;
  const made = toJson(schema, flow);
  const { properties, required, definitions = {} } = made;
  const shown = Object.entries(isObject(properties) ? properties : {}).map(([name, property], position) => [
    name,
    { title: name, ...(isObject(property) ? property : {}), position },
  ]);
  return {
    title: "Parameters",
    type: "object",
    properties: Object.fromEntries(shown) as JsonObject,
    required: Array.isArray(required) ? (required as readonly Json[]) : [],
    definitions,
  };
}

function toJson(schema: z.ZodObject, flow: string): JsonObject {
  try {
    // Dates have no type of their own in JSON: what Prefect's form sends is a text.
    const made = z.toJSONSchema(schema, {
      io: "input",
      target: "draft-7",
      unrepresentable: "any",
      override: ({ zodSchema, jsonSchema }) => {
        const { type } = zodSchema._zod.def;
        if (type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
        else if (refused.has(type)) throw new TypeError(`a ${type} cannot come out of JSON`);
      },
    });
    return JSON.parse(JSON.stringify({ ...made, $schema: undefined })) as JsonObject;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MetaPrefectError("invalid-flow", `the parameters of flow ${flow} have no form: ${reason}`, {
      hint: "take types that JSON has; z.coerce.date() takes a date as text",
      cause,
    });
  }
}

const refused: ReadonlySet<string> = new Set(["function", "symbol", "map", "set", "promise", "bigint"]);
