import { z } from "zod";
import type { Json, JsonObject } from "../interfaces/json.ts";
import type { CallerOptions } from "../interfaces/options.ts";
import { importModule } from "../project/import-module.ts";
import { openProject } from "../project/open-project.ts";
import { isMapping } from "../project/path.ts";
import { readRecipes } from "../project/read-recipes.ts";
import {
  componentEnvironments,
  entrySchema,
  environmentSchema,
  headSchema,
  layerSchema,
} from "../project/schema.ts";
import { builtinRecipes } from "../recipes/index.ts";
import { fields } from "../components/deployment/fields.ts";
import { componentForms } from "../components/forms.ts";
import { isObject } from "../util/stable-json.ts";

/** What the keys of an entry say together, as `rules.ts` of the reader has it. */
const entryRules: readonly JsonObject[] = [
  { not: { required: ["recipe", "recipes"] } },
  { anyOf: ["recipe", "recipes", "name"].map((key) => ({ required: [key] })) },
  {
    if: { properties: { variables: { type: "object" } }, required: ["variables"] },
    then: { required: ["recipe"] },
  },
];

/** A JSON Schema of `meta_prefect.yaml`: completes the names and variables of built-in and own recipes in an editor. */
export async function projectSchema(options: CallerOptions): Promise<{ readonly schema: JsonObject }> {
  const { recipes } = await readRecipes(options, { recipes: builtinRecipes, importModule });
  const given = await recipesOfLayers(options);
  const definitions: Record<string, Json> = {};
  const schemaOf = collector(definitions);
  const variables: Record<string, JsonObject> = {};
  for (const { recipe } of recipes) {
    const { recipeName: name, summary: description } = recipe;
    // Recipes stand in four places of the file, and once here.
    variables[name] = { $ref: `#/$defs/recipe.${name}` };
    definitions[`recipe.${name}`] = nullable({
      description,
      ...relaxed(schemaOf(recipe.variables), given.has(name)),
    });
  }
  const names = { enum: Object.keys(variables) };
  const head = objectOf(schemaOf(headSchema));
  const entry = objectOf(schemaOf(entrySchema));
  const layer = objectOf(schemaOf(layerSchema));
  const environment = objectOf(schemaOf(environmentSchema));
  const step: JsonObject = {
    anyOf: [
      names,
      {
        type: "object",
        properties: variables,
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
      },
    ],
  };
  const steps = { type: "array", items: { $ref: "#/$defs/step" } };
  const byRecipe = { type: "object", properties: variables, additionalProperties: false };
  const layered = { recipes: nullable(steps), variables: nullable(byRecipe) };
  const entries = { type: "array", items: { $ref: "#/$defs/entry" }, minItems: 1 };
  const extra = {
    type: "object",
    properties: Object.fromEntries(fields.map(({ name }) => [name, {}])),
    additionalProperties: false,
  };
  const components = componentForms.map((form) => ({
    type: "object",
    required: [form.key],
    properties: { [form.key]: schemaOf(form.fields), environments: schemaOf(componentEnvironments) },
    additionalProperties: false,
  }));
  return {
    schema: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "meta_prefect.yaml",
      ...head,
      properties: {
        ...objectOf(head["properties"]),
        policies: nullable(steps),
        defaults: nullable(withProperties(layer, layered)),
        environments: nullable({
          type: "object",
          additionalProperties: nullable(withProperties(environment, layered)),
        }),
        deployments: nullable({ type: "object", additionalProperties: entries }),
        components: nullable({ type: "array", items: { anyOf: components } }),
      },
      required: [],
      $defs: {
        ...definitions,
        step,
        entry: {
          ...withProperties(entry, {
            recipe: names,
            recipes: { ...steps, minItems: 1 },
            extra: nullable(extra),
          }),
          allOf: [
            ...entryRules,
            ...Object.entries(variables).map(([name, schema]) => ({
              if: { properties: { recipe: { const: name } }, required: ["recipe"] },
              then: { properties: { variables: schema } },
            })),
          ],
        },
      },
    },
  };
}

/** The recipes to which `defaults` or an environment gives variables: what an entry must give of them is not known. */
async function recipesOfLayers(options: CallerOptions): Promise<ReadonlySet<string>> {
  const { contents } = await openProject(options, () => undefined);
  const value = contents?.file.value ?? {};
  const environments = isMapping(value["environments"]) ? Object.values(value["environments"]) : [];
  return new Set(
    [value["defaults"], ...environments].flatMap((layer) =>
      isMapping(layer) && isMapping(layer["variables"]) ? Object.keys(layer["variables"]) : [],
    ),
  );
}

function relaxed(schema: JsonObject, isGiven: boolean): JsonObject {
  return isGiven ? objectOf(withoutDemands(schema)) : schema;
}

/** Without what asks for keys: they may stand elsewhere. */
function withoutDemands(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutDemands);
  if (!isObject(value)) return value;
  const rest = Object.entries(value).filter(
    ([key, one]) => !(["required", "allOf"].includes(key) && Array.isArray(one)),
  );
  return Object.fromEntries(rest.map(([key, one]) => [key, withoutDemands(one)]));
}

/** A text may be a reference such as `${ZONE}`, whatever it must be in the end. */
function withReferences(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withReferences);
  if (!isObject(value)) return value;
  const inner: JsonObject = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === "enum" || key === "default" ? one : withReferences(one),
    ]),
  );
  const { type, pattern, format, enum: values } = value;
  const narrow = type === "string" && [pattern, format, values].some((one) => one !== undefined);
  return narrow ? { anyOf: [inner, { type: "string", pattern: "\\$\\{" }] } : inner;
}

function withProperties(schema: JsonObject, properties: JsonObject): JsonObject {
  return { ...schema, properties: { ...objectOf(schema["properties"]), ...properties } };
}

function nullable(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: "null" }] };
}

/** Makes JSON Schemas of zod's; what they define on the side comes together in one place, each under a name of its own. */
function collector(definitions: Record<string, Json>): (schema: z.ZodType) => JsonObject {
  let count = 0;
  return (schema) => {
    const made: unknown = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
    const prefix = `schema${String(count++)}`;
    const text = JSON.stringify(made).replaceAll('"#/$defs/', `"#/$defs/${prefix}`);
    const { $schema: _, $defs, ...rest } = objectOf(withReferences(JSON.parse(text) as Json));
    for (const [name, inner] of Object.entries(objectOf($defs))) definitions[prefix + name] = inner;
    return rest;
  };
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
