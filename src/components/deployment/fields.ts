import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { ApiDeployment } from "../../interfaces/prefect-api.ts";
import { equalJson, isObject } from "../../util/stable-json.ts";
import { namedLimit, sameLimit, sharedLimit, sharedLimitField } from "./shared-limit.ts";

/** How one field of a deployment is read, compared and cleared. */
export interface Field {
  /** Its name in bodies. */
  readonly name: string;
  /** What Prefect has, in the form in which we would declare it. */
  readonly have: (deployment: ApiDeployment) => Json;
  /** What 'nothing' is. */
  readonly cleared: Json;
  /** @default equal as JSON */
  readonly same?: (want: Json, have: Json) => boolean;
}

/** No parameters at all. Without any schema, Prefect would refuse every later change of a deployment that enforces it. */
const emptySchema = { type: "object", properties: {} } as const;

const plain = (name: keyof ApiDeployment, cleared: Json): Field => ({
  name,
  cleared,
  have: (deployment) => deployment[name] as Json,
});

/**
 * Every field that can be declared, except schedules and labels. The ledger names them by their place here: append,
 * never reorder.
 */
export const fields: readonly Field[] = [
  plain("description", null),
  plain("version", null),
  { ...plain("tags", []), same: (want, have) => equalJson(asSet(want), asSet(have)) },
  plain("entrypoint", null),
  plain("path", null),
  plain("parameters", {}),
  {
    ...plain("parameter_openapi_schema", emptySchema),
    same: (want, have) => equalJson(asSchema(want), asSchema(have)),
  },
  plain("enforce_parameter_schema", true),
  plain("paused", false),
  {
    name: "concurrency_limit",
    cleared: null,
    have: (deployment) => sharedHave(deployment) ?? deployment.global_concurrency_limit?.limit ?? null,
  },
  {
    ...plain("concurrency_options", null),
    same: (want, have) => equalJson(withoutNulls(want), withoutNulls(have)),
  },
  plain("work_pool_name", null),
  plain("work_queue_name", null),
  plain("job_variables", {}),
  { ...plain("pull_steps", []), same: (want, have) => equalJson(want ?? [], have ?? []) },
  plain("storage_document_id", null),
  plain("infrastructure_document_id", null),
  {
    name: sharedLimitField,
    cleared: null,
    have: sharedHave,
    same: sameLimit,
  },
];

const byName = new Map(fields.map((field) => [field.name, field]));

/** The field of a name; undefined for one that Prefect has and we do not compare. */
export function fieldNamed(name: string): Field | undefined {
  return byName.get(name);
}

/** Whether what Prefect has is what is wanted. */
export function sameField(field: Field, want: Json, have: Json): boolean {
  return (field.same ?? equalJson)(want, have);
}

/** The shared limit that a deployment has. */
function sharedHave(deployment: ApiDeployment): Json {
  const shared = sharedLimit(deployment);
  return shared === null ? null : namedLimit(shared.name, shared.id);
}

/** The set of declared fields as one hexadecimal number, short enough for the ledger. */
export function packFields(names: Iterable<string>): string {
  let bits = 0;
  for (const name of names) {
    const place = fields.findIndex((field) => field.name === name);
    if (place >= 0) bits += 2 ** place;
  }
  return bits.toString(16);
}

/** The names in a packed set; nothing for a text that is none. */
export function unpackFields(packed: Json | undefined): readonly string[] {
  const bits = typeof packed === "string" ? Number.parseInt(packed, 16) : 0;
  return fields.filter((_, place) => Math.floor(bits / 2 ** place) % 2 === 1).map((field) => field.name);
}

function asSet(tags: Json): Json {
  return Array.isArray(tags) ? [...new Set(tags as readonly Json[])].sort() : tags;
}

/**
 * The server stores `{}` as an object schema without properties. `prefect deploy` leaves out what is empty, which says the
 * same.
 */
function asSchema(schema: Json): Json {
  if (!isObject(schema)) return schema;
  if (Object.keys(schema).length === 0) return emptySchema;
  const { required, definitions, ...rest } = schema;
  const needs = Array.isArray(required) && required.length > 0;
  const defines = isObject(definitions) && Object.keys(definitions).length > 0;
  return { ...rest, ...(needs && { required }), ...(defines && { definitions }) };
}

function withoutNulls(value: Json): Json {
  if (!isObject(value)) return value;
  const kept: JsonObject = Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
  return kept;
}
