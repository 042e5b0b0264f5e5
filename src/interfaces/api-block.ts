import type { Json, JsonObject } from "./json.ts";

/** A block type, as Prefect answers it. */
export interface ApiBlockType {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly logo_url: string | null;
  readonly documentation_url: string | null;
  readonly description: string | null;
  /** Prefect's own, which it makes itself and never deletes. */
  readonly is_protected: boolean;
}

/** A version of the fields of a block type, as Prefect answers it. */
export interface ApiBlockSchema {
  readonly id: string;
  readonly block_type_id: string;
  readonly created: string;
  readonly version: string;
  /** JSON Schema with `secret_fields` and `block_schema_references`. */
  readonly fields: JsonObject;
  readonly capabilities: readonly string[];
}

/** Another block that a field of a document is. */
export interface ApiBlockReference {
  readonly field: string;
  readonly id: string;
  readonly name: string;
  /** Slug of its type. */
  readonly type: string;
}

/** A block document, as Prefect answers it to one who may see its secrets; else they are `********`. */
export interface ApiBlockDocument {
  readonly id: string;
  readonly name: string;
  readonly updated: string;
  readonly block_type_id: string;
  readonly block_schema_id: string;
  readonly data: JsonObject;
  readonly references: readonly ApiBlockReference[];
}

type Body = Readonly<Record<string, Json>>;

/** Prefect's blocks. */
export interface BlocksApi {
  readonly types: (slugs: readonly string[]) => Promise<readonly ApiBlockType[]>;
  /** Every type that the server has. */
  readonly allTypes: () => Promise<readonly ApiBlockType[]>;
  /** Fails with `already-exists` when there is one of that name or slug. */
  readonly createType: (body: Body) => Promise<ApiBlockType>;
  readonly patchType: (id: string, body: Body) => Promise<void>;
  /** Deletes its documents, too; done when it is already gone. */
  readonly deleteType: (id: string) => Promise<void>;
  /** All schemas of these types. */
  readonly schemas: (typeIds: readonly string[]) => Promise<readonly ApiBlockSchema[]>;
  /** Makes the schema or answers the equal one. */
  readonly createSchema: (body: Body) => Promise<ApiBlockSchema>;
  /** Documents of any of these names, of whatever type, with their secrets where we may see them. */
  readonly named: (names: readonly string[]) => Promise<readonly ApiBlockDocument[]>;
  /** All documents of a type, without their secrets. */
  readonly ofType: (typeId: string) => Promise<readonly ApiBlockDocument[]>;
  readonly get: (id: string) => Promise<ApiBlockDocument | undefined>;
  /** As {@link BlocksApi.get}, with `********` for secrets. */
  readonly getMasked: (id: string) => Promise<ApiBlockDocument | undefined>;
  /** Fails with `already-exists` when somebody was faster. */
  readonly create: (body: Body) => Promise<ApiBlockDocument>;
  readonly patch: (id: string, body: Body) => Promise<void>;
  /** Done when it is already gone. */
  readonly delete: (id: string) => Promise<void>;
}
