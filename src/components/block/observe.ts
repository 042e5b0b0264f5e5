import { isMetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ApiBlockDocument, ApiBlockSchema } from "../../interfaces/api-block.ts";
import type { BlockSpec, ObservedBlock } from "../../interfaces/block.ts";
import type { Component } from "../../interfaces/component.ts";
import type { ObservedWorld } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { SecretHost } from "../../interfaces/secret.ts";
import { equalJson, isObject } from "../../util/stable-json.ts";
import { secretDigest } from "./digest.ts";
import { newestSchema } from "./newest-schema.ts";
import { isSecretField, leafOf, leavesIn, masked, secretFieldsOf, valueAt } from "./secret-leaves.ts";

/** Reads the wanted blocks in three requests, and compares their secrets right away, so that none is kept. */
export async function observeBlocks(
  components: readonly Component<string, BlockSpec>[],
  { api, secrets }: Pick<ObservedWorld, "api" | "secrets">,
): Promise<ReadonlyMap<string, ObservedBlock>> {
  const wanted = components.map(({ name, spec, external }) => ({
    key: `block:${name}`,
    ...nameParts(name),
    fields: external === true ? {} : spec.fields,
  }));
  const [types, documents] = await Promise.all([
    api.blocks.types(distinct(wanted.map(({ type }) => type))),
    api.blocks.named(distinct(wanted.map(({ block }) => block))),
  ]);
  const schemas = await api.blocks.schemas(types.map(({ id }) => id));
  const isUnknown = (slug: string): boolean => types.every((type) => type.slug !== slug);
  const unknown = wanted.some(({ type }) => isUnknown(type));
  const knownTypes = unknown ? (await api.blocks.allTypes()).map(({ slug }) => slug) : [];
  const found = wanted.map(async ({ key, type: slug, block, fields }) => {
    const type = types.find((one) => one.slug === slug);
    const document = documents.find((one) => one.name === block && one.block_type_id === type?.id);
    const ofType = schemas.filter((schema) => schema.block_type_id === type?.id);
    const looked = await lookUp(fields, secrets);
    const observed = observedBlock({ document, typeId: type?.id, schemas: ofType, fields, looked });
    return [key, { ...observed, ...(type === undefined && { knownTypes }) }] as const;
  });
  return new Map(await Promise.all(found));
}

/** Secrets of a declaration, by dotted path, and why others cannot be had. */
export interface LookedUp {
  readonly values: ReadonlyMap<string, Json>;
  readonly unavailable: ObservedBlock["unavailable"];
}

/** Looks up every secret of the fields, in memory only. */
export async function lookUp(fields: JsonObject, secrets: SecretHost): Promise<LookedUp> {
  const values = new Map<string, Json>();
  const unavailable: Record<string, { message: string; hint: string | undefined }> = {};
  for (const [path, value] of leavesIn(fields)) {
    const leaf = leafOf(value);
    if (leaf === undefined) continue;
    try {
      values.set(path, "$plain" in leaf ? leaf.$plain : await secrets.resolve(leaf.$secret));
    } catch (thrown) {
      if (!isMetaPrefectError(thrown) || thrown.code !== "secret-unavailable") throw thrown;
      unavailable[path] = { message: thrown.message, hint: thrown.hint };
    }
  }
  return { values, unavailable };
}

/** What may be known of a block: its fields as declared where they are the same, and no secret. */
export function observedBlock({
  document,
  typeId,
  schemas,
  fields,
  looked,
}: {
  readonly document: ApiBlockDocument | undefined;
  readonly typeId: string | undefined;
  readonly schemas: readonly ApiBlockSchema[];
  readonly fields: JsonObject;
  readonly looked: LookedUp;
}): ObservedBlock {
  const { unavailable } = looked;
  const newest = newestSchema(schemas);
  if (document === undefined) {
    return {
      exists: false,
      id: "",
      updated: "",
      typeId,
      schemaId: newest?.id,
      schema: newest,
      fields: {},
      digests: {},
      unavailable,
    };
  }
  const schema = schemas.find(({ id }) => id === document.block_schema_id) ?? newest;
  const digests: Record<string, string> = {};
  const have: Record<string, Json> = { ...document.data };
  for (const { field, type, name } of document.references) have[field] = { $ref: `${type}/${name}` };
  const shown = maskSecrets(have, secretFieldsOf(schema?.fields));
  for (const [path, leaf] of leavesIn(fields)) {
    const found = valueAt(have, path);
    const value = looked.values.get(path);
    if (value === undefined || found === undefined) continue;
    if (isHidden(found) && !isHidden(value)) digests[path] = secretDigest(value, document.id, path);
    put(shown, path.split("."), equalJson(found, value) ? leaf : masked);
  }
  return {
    exists: true,
    id: document.id,
    updated: document.updated,
    typeId: document.block_type_id,
    schemaId: document.block_schema_id,
    schema,
    fields: shown,
    digests,
    unavailable,
  };
}

/** The type's slug and the document's name; slugs have no slash. */
export function nameParts(name: string): { readonly type: string; readonly block: string } {
  const slash = name.indexOf("/");
  return { type: name.slice(0, slash), block: name.slice(slash + 1) };
}

/** Whether Prefect shows stars instead of what it has; also in one part of a mapping. */
function isHidden(value: Json): boolean {
  return value === masked || (isObject(value) && Object.values(value).some(isHidden));
}

type Mutable = Record<string, unknown>;

/** A deep copy with `********` for everything that the schema calls secret. */
function maskSecrets(data: JsonObject, secretFields: readonly string[]): Record<string, Json> {
  const mask = (value: Json, path: string): Json => {
    if (path !== "" && isSecretField(path, secretFields)) return value === null ? null : masked;
    if (Array.isArray(value)) return value.map((item: Json, index) => mask(item, `${path}.${String(index)}`));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, mask(item, path === "" ? key : `${path}.${key}`)]),
    );
  };
  return mask(data, "") as Record<string, Json>;
}

/** Sets what stands at a path, and makes the mappings on the way where something masked stands. */
function put(target: Mutable, [key = "", ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const next = target[key];
  if (typeof next !== "object" || next === null) target[key] = {};
  put(target[key] as Mutable, rest, value);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
