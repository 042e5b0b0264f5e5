import type { BlockComponent, BlockSpec, BlockTypeComponent, BlockTypeSpec } from "../../interfaces/block.ts";
import type { Component } from "../../interfaces/component.ts";
import type { Location } from "../../interfaces/diagnostic.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { PlainSecret, SecretReference } from "../../interfaces/secret.ts";
import { deepFreeze } from "../../util/freeze.ts";
import { isObject } from "../../util/stable-json.ts";

/** A value of a block's field as code writes it. */
export type BlockField = Json | SecretReference | PlainSecret | BlockComponent;

/** What {@link block} is given. */
export interface BlockDeclaration {
  /** Slug of the block type, or a type that the project brings along. */
  readonly type: string | BlockTypeComponent;
  /** Name of the document: lower-case letters, digits and dashes. */
  readonly name: string;
  /** By name. Another block is a field's value as itself, or as `{ $ref: "type-slug/name" }`. @default {} */
  readonly fields?: Readonly<Record<string, BlockField>>;
  /** Where it is declared. */
  readonly location?: Location;
}

/**
 * A block document of ours, of any type that the server has or that the project brings along.
 *
 * @example
 * ```ts
 * import { block, secret } from "meta-prefect/kit";
 * const credentials = block({
 *   type: "aws-credentials",
 *   name: "prod",
 *   fields: { region_name: "eu-west-1", aws_secret_access_key: secret.env("AWS_SECRET_ACCESS_KEY") },
 * });
 * const bucket = block({ type: "s3-bucket", name: "results", fields: { bucket_name: "acme", credentials } });
 * ```
 */
export function block({ type, name, fields = {}, location }: BlockDeclaration): BlockComponent {
  const slug = typeof type === "string" ? type : type.name;
  const plain: Record<string, Json> = {};
  const requires: Component[] = typeof type === "string" ? [] : [type];
  for (const [field, value] of Object.entries(fields)) {
    if (isBlockComponent(value)) {
      requires.push(value);
      plain[field] = { $ref: value.name };
      continue;
    }
    // Secrets are references and nothing but JSON.
    plain[field] = value as Json;
    const other = referenceIn(plain[field]);
    if (other !== undefined)
      requires.push({ kind: "block", name: other, spec: {}, requires: [], external: true });
  }
  const spec: BlockSpec = {
    type: slug,
    block: name,
    fields: plain,
    ...(location !== undefined && { location }),
  };
  return deepFreeze({ kind: "block", name: `${slug}/${name}`, spec, requires });
}

/**
 * A block type with its schema that the project brings along. Prefect keeps every schema that a type ever had; blocks
 * of ours move to the declared one.
 *
 * @example
 * ```ts
 * import { block, blockType, secret } from "meta-prefect/kit";
 * const pagerType = blockType({
 *   slug: "acme-pager",
 *   name: "Acme Pager",
 *   schema: { type: "object", properties: { token: { type: "string" }, team: { type: "string" } }, required: ["token"] },
 *   secretFields: ["token"],
 * });
 * const pager = block({ type: pagerType, name: "data", fields: { token: secret.env("PAGER_TOKEN"), team: "data" } });
 * ```
 */
export function blockType(spec: BlockTypeSpec): BlockTypeComponent {
  return deepFreeze({ kind: "block-type", name: spec.slug, spec, requires: [] });
}

/** The block that a field names; undefined when it is no reference. */
export function referenceIn(value: Json | undefined): string | undefined {
  const name = isObject(value) ? value["$ref"] : undefined;
  return typeof name === "string" ? name : undefined;
}

function isBlockComponent(value: BlockField): value is BlockComponent {
  return (
    isObject(value as JsonObject) &&
    (value as Partial<Component>).kind === "block" &&
    "requires" in (value as object)
  );
}
