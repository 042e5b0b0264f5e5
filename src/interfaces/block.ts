import type { Component } from "./component.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Location } from "./diagnostic.ts";

/**
 * Another block by its name, `type-slug/name`, as the value of a field; the run turns it into the id that Prefect wants.
 */
export interface BlockReference {
  readonly $ref: string;
}

/**
 * What we want of a block document. Fields that are not declared are left as Prefect has them; one that was declared
 * before goes away.
 */
export interface BlockSpec {
  /** Slug of the block type, for example `aws-credentials`. */
  readonly type: string;
  /** Name of the document: lower-case letters, digits and dashes. */
  readonly block: string;
  /** By name; `{ $secret }`, `{ $plain }` and, at the top, `{ $ref }` stand for secrets and other blocks. */
  readonly fields: JsonObject;
  /** Where it is declared. */
  readonly location?: Location;
}

/** A block type with its schema that the project brings along. */
export interface BlockTypeSpec {
  /** Lower-case letters, digits and dashes. */
  readonly slug: string;
  /** As Prefect's UI shows it; unique, and not beginning with "prefect". */
  readonly name: string;
  /** JSON Schema of the fields, for example of `{ type: "object", properties: { … } }`. */
  readonly schema: JsonObject;
  /** Dotted paths of secret fields; `nested.*` for all below. @default [] */
  readonly secretFields?: readonly string[];
  /** What its blocks can do, for example `notify`. @default [] */
  readonly capabilities?: readonly string[];
  readonly description?: string;
  readonly logoUrl?: string;
  readonly documentationUrl?: string;
}

/** A block document. Its name is `type-slug/name`. */
export type BlockComponent = Component<"block", BlockSpec>;
/** A block type. Its name is its slug. */
export type BlockTypeComponent = Component<"block-type", BlockTypeSpec>;

/**
 * A block document as it was found or made: what `observed("block:slack-webhook/oncall")` and
 * `result("block:slack-webhook/oncall")` answer. There is no secret in it.
 */
export interface ObservedBlock {
  /** Whether there is such a document; without one, only what is known of its type. */
  readonly exists: boolean;
  /** Of the document; empty when there is none. */
  readonly id: string;
  /** Of its last change, ISO 8601; empty when there is none. */
  readonly updated: string;
  /** Ids of the document's schema and type; undefined where Prefect has none. */
  readonly typeId: string | undefined;
  /** Slugs of all types; only where Prefect has none of the declared one. */
  readonly knownTypes?: readonly string[];
  readonly schemaId: string | undefined;
  /** The schema that a new document would get, and the one that the document has; JSON Schema with `secret_fields`. */
  readonly schema: { readonly id: string; readonly fields: JsonObject } | undefined;
  /**
   * As declared where it is the same: a secret that has the declared value stands as the declaration, any other as
   * `********`; another block as `{ $ref: "type-slug/name" }`.
   */
  readonly fields: Readonly<Record<string, Json>>;
  /** Digests of declared secrets, by dotted path, where Prefect does not show what it has. */
  readonly digests: Readonly<Record<string, string>>;
  /** Why a declared secret cannot be had, by dotted path. */
  readonly unavailable: Readonly<
    Record<string, { readonly message: string; readonly hint?: string | undefined }>
  >;
}
