import { rememberSecret } from "../../errors/redact.ts";
import type { BlockSpec } from "../../interfaces/block.ts";
import type { Finding } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { SchemaChecker } from "../../interfaces/ports.ts";
import { candidatesHint } from "../../util/did-you-mean.ts";
import { isObject } from "../../util/stable-json.ts";
import { isSecretField, leafOf, leavesIn, secretFieldsOf, valueAt } from "./secret-leaves.ts";

/** What the type's schema has against a block; the server itself checks nothing. */
export function schemaFindings(
  spec: BlockSpec,
  schema: JsonObject,
  checker: SchemaChecker,
): readonly Finding[] {
  const name = `${spec.type}/${spec.block}`;
  const at = spec.location === undefined ? {} : { location: spec.location };
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const known = Object.keys(properties);
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const unknown = Object.keys(spec.fields).filter((field) => !known.includes(field));
  const literal = Object.fromEntries(
    Object.entries(spec.fields).filter(([field, value]) => known.includes(field) && isLiteral(value)),
  );
  const { required: _required, ...relaxed } = schema;
  return [
    ...unknown.map((field) => ({
      code: "invalid-block",
      message: `blocks of type ${spec.type} have no field ${field} (${name})`,
      hint: candidatesHint(field, known),
      ...at,
    })),
    ...required
      .filter((field: Json): field is string => typeof field === "string" && !(field in spec.fields))
      .map((field) => ({
        code: "invalid-block",
        message: `block ${name} lacks the field ${field}`,
        hint: `every ${spec.type} needs it`,
        ...at,
      })),
    ...checker.check(relaxed, literal).map(({ path, message }) => ({
      code: "invalid-block",
      message: `field ${path.split("/").filter(Boolean).join(".")} of block ${name} ${message}`,
      ...at,
    })),
    ...secretFindings(spec, secretFieldsOf(schema)).map((finding) => ({ ...finding, ...at })),
  ];
}

function secretFindings(spec: BlockSpec, secretFields: readonly string[]): readonly Finding[] {
  const name = `${spec.type}/${spec.block}`;
  const leaves = leavesIn(spec.fields);
  const plain = textsIn(spec.fields).filter((path) => isSecretField(path, secretFields));
  for (const path of plain) {
    const text = valueAt(spec.fields, path);
    // The line that declares the block is shown.
    if (typeof text === "string") rememberSecret(text);
  }
  const shown = [...leaves.keys()].filter((path) => !coversSecret(path, secretFields));
  const leaking = [...leaves].filter(
    ([path, leaf]) => secretFields.includes(path) && isMapping(leaf) && !secretFields.includes(`${path}.*`),
  );
  return [
    ...plain.map((path) => ({
      code: "plain-secret",
      message: `field ${path} of block ${name} is a secret, and its value is written out`,
      hint: `write { $secret: { env: NAME } } or, if it really is none, { $plain: … }`,
    })),
    ...shown.map((path) => ({
      code: "secret-shown",
      message: `field ${path} of block ${name} is given a secret, but Prefect shows this field to everybody`,
      hint: "write what is no secret as it is, or as ${VARIABLE}; put a secret into a block of type secret",
    })),
    ...leaking.map(([path]) => ({
      code: "secret-shown",
      message: `field ${path} of block ${name} is a mapping, which Prefect does not hide there`,
      hint: "leave json out: a text is hidden, and the flow can read it as JSON",
    })),
  ];
}

/** Whether the field is secret, or holds what is: `service_account_info` for `service_account_info.*`. */
function coversSecret(path: string, secretFields: readonly string[]): boolean {
  return isSecretField(path, secretFields) || secretFields.some((field) => field.startsWith(`${path}.`));
}

function isMapping(leaf: JsonObject): boolean {
  const known = leafOf(leaf);
  if (known === undefined) return false;
  return "$plain" in known ? typeof known.$plain !== "string" : known.$secret.json === true;
}

/** Whether a value has neither secrets nor another block in it, so that its type can be checked. */
function isLiteral(value: Json): boolean {
  return leavesIn(value).size === 0 && !(isObject(value) && "$ref" in value);
}

/** Dotted paths of all texts that are written out, outside of leaves. */
function textsIn(value: Json, at: readonly string[] = []): readonly string[] {
  if (typeof value === "string") return [at.join(".")];
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => textsIn(item, [...at, String(index)]));
  if (!isObject(value) || leafLike(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...at, key]));
}

function leafLike(value: JsonObject): boolean {
  return "$secret" in value || "$plain" in value || "$ref" in value;
}
