import type { BlockTypeSpec } from "../../interfaces/block.ts";
import type { JsonObject } from "../../interfaces/json.ts";

/** The `fields` of a declared type's block schema, as Prefect's own client writes them. */
export function schemaOf({ slug, name, schema, secretFields = [] }: BlockTypeSpec): JsonObject {
  return {
    title: name,
    type: "object",
    ...schema,
    block_type_slug: slug,
    secret_fields: secretFields,
    block_schema_references: {},
  };
}
