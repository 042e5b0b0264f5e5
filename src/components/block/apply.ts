import { isMetaPrefectError, MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ApiBlockDocument } from "../../interfaces/api-block.ts";
import type { ObservedBlock } from "../../interfaces/block.ts";
import type { ApplyContext } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { Change } from "../../interfaces/plan.ts";
import type { ObservedBlockType } from "../block-type/driver.ts";
import { referenceIn } from "./declare.ts";
import { lookUp, observedBlock, type LookedUp } from "./observe.ts";
import { newestSchema } from "./newest-schema.ts";
import { replaceLeaves } from "./secret-leaves.ts";

/** What a change of a block does; secrets stand in it by where they are found. */
export type BlockStep = {
  readonly type: string;
  readonly block: string;
  /** All declared fields. */
  readonly fields: JsonObject;
} & (
  | { readonly do: "create" }
  | {
      readonly do: "update";
      readonly id: string;
      /** Names of fields to write, and of fields to take away. */
      readonly set: readonly string[];
      readonly drop: readonly string[];
      /** Whether the document moves to the schema that the project declares. */
      readonly migrate: boolean;
    }
);

/** Writes a block. Secrets are looked up here and are nowhere but in the request. */
export async function applyBlock(change: Change, context: ApplyContext): Promise<ObservedBlock> {
  const step = change.step as unknown as BlockStep;
  const { blocks } = context.api;
  const looked = await lookUp(step.fields, context.secrets);
  const [missing] = Object.values(looked.unavailable);
  if (missing !== undefined) {
    throw new MetaPrefectError("secret-unavailable", missing.message, { hint: missing.hint });
  }
  const { typeId, schemaId } = await typeOf(step.type, context);
  const data = dataOf(step.fields, looked, context);
  if (step.do === "update") {
    await update(step.id, step, data, schemaId, context);
    return observedAgain(step.id, change.name, step, looked, context);
  }
  const names = { name: step.block, block_type_id: typeId, block_schema_id: schemaId };
  try {
    const { id } = await blocks.create({ ...names, data });
    return await observedAgain(id, change.name, step, looked, context);
  } catch (thrown) {
    if (!isMetaPrefectError(thrown) || thrown.code !== "already-exists") throw thrown;
  }
  const all = await blocks.named([step.block]);
  const found = all.find((one) => one.name === step.block && one.block_type_id === typeId);
  if (found === undefined) throw gone(change.name);
  const everything = { set: Object.keys(step.fields), drop: [], migrate: false };
  await update(found.id, everything, data, schemaId, context);
  return observedAgain(found.id, change.name, step, looked, context);
}

/**
 * Writes only the fields that differ. References are sent again each time, since Prefect drops those that a request
 * leaves out; and `********` keeps a secret where all fields are sent in order to take some away.
 */
async function update(
  id: string,
  { set, drop, migrate }: Pick<Extract<BlockStep, { do: "update" }>, "set" | "drop" | "migrate">,
  data: JsonObject,
  schemaId: string,
  { api }: ApplyContext,
): Promise<void> {
  if (set.length + drop.length === 0 && !migrate) return;
  const document = await api.blocks.getMasked(id);
  if (document === undefined) throw gone(id);
  const changed = Object.fromEntries(set.map((field) => [field, data[field] ?? null]));
  const block_schema_id = migrate ? schemaId : document.block_schema_id;
  const references = Object.fromEntries(
    document.references.map(({ field, id: other }) => [field, { $ref: { block_document_id: other } }]),
  );
  const rest = drop.length === 0 ? {} : document.data;
  const all = Object.entries({ ...rest, ...references, ...changed }).filter(
    ([field]) => !drop.includes(field),
  );
  await api.blocks.patch(id, {
    block_schema_id,
    data: Object.fromEntries(all),
    merge_existing_data: drop.length === 0,
  });
}

async function observedAgain(
  id: string,
  name: string,
  step: BlockStep,
  looked: LookedUp,
  { api }: ApplyContext,
): Promise<ObservedBlock> {
  const document: ApiBlockDocument | undefined = await api.blocks.get(id);
  if (document === undefined) throw gone(name);
  const schemas = await api.blocks.schemas([document.block_type_id]);
  return observedBlock({
    document,
    typeId: document.block_type_id,
    schemas,
    fields: step.fields,
    looked,
  });
}

/** The type as the run made it, else as the server has it. */
async function typeOf(
  slug: string,
  { api, result }: ApplyContext,
): Promise<{ readonly typeId: string; readonly schemaId: string }> {
  const made = result(`block-type:${slug}`) as ObservedBlockType | undefined;
  if (made?.schemaId !== undefined) return { typeId: made.id, schemaId: made.schemaId };
  const [type] = await api.blocks.types([slug]);
  const schema = type === undefined ? undefined : newestSchema(await api.blocks.schemas([type.id]));
  if (type !== undefined && schema !== undefined) return { typeId: type.id, schemaId: schema.id };
  throw new MetaPrefectError("unknown-block-type", `Prefect has no block type ${slug} with a schema`, {
    hint: "register it, or declare it as a block type; then run again",
  });
}

/** The fields as Prefect takes them: with secrets, and with ids of other blocks. */
function dataOf(fields: JsonObject, { values }: LookedUp, { result }: ApplyContext): JsonObject {
  const entries = Object.entries(fields).map(([field, value]): readonly [string, Json] => {
    const other = referenceIn(value);
    if (other === undefined)
      return [field, replaceLeaves(value, (_leaf, path) => values.get(path) ?? null, [field])];
    const known = result(`block:${other}`) as ObservedBlock | undefined;
    if (known?.exists !== true) throw gone(other);
    return [field, { $ref: { block_document_id: known.id } }];
  });
  return Object.fromEntries(entries);
}

function gone(name: string): MetaPrefectError {
  return new MetaPrefectError("gone", `block ${name} was deleted while it was needed`, {
    hint: "run deploy again",
  });
}
