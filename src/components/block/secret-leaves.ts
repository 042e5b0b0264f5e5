import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { PlainSecret, SecretReference, SecretSource } from "../../interfaces/secret.ts";
import { isObject } from "../../util/stable-json.ts";

/** What stands where a secret belongs: a reference, or a value that somebody chose to write out. */
export type SecretLeaf = SecretReference | PlainSecret;

/** What Prefect shows instead of a secret, and so do we. */
export const masked = "********";

/** Whether a value is a mapping with `$secret` or `$plain` in it, well-formed or not. */
export function isLeaf(value: Json | undefined): value is JsonObject {
  return isObject(value) && ("$secret" in value || "$plain" in value);
}

/** A copy of a value in which no leaf says what it holds: what was written out is left out. */
export function withoutPlain(value: Json): Json {
  return replaceLeaves(value, (leaf) => ("$plain" in leaf ? { $plain: null } : leaf));
}

/** A copy of a value with what another one of the same form has written out, where it was left out. */
export function withPlainOf(value: Json, other: Json | undefined): Json {
  return replaceLeaves(value, (leaf, path) => {
    const whole = valueAt(other, path);
    return leaf["$plain"] === null && isLeaf(whole) ? whole : leaf;
  });
}

/** A leaf of a good form; undefined when it is none. */
export function leafOf(value: Json | undefined): SecretLeaf | undefined {
  if (!isLeaf(value) || Object.keys(value).length !== 1) return undefined;
  const plain = value["$plain"];
  if (typeof plain === "string" || isObject(plain)) return { $plain: plain };
  const source = sourceOf(value["$secret"]);
  return source === undefined ? undefined : { $secret: source };
}

function sourceOf(value: Json | undefined): SecretSource | undefined {
  if (!isObject(value)) return undefined;
  const { json, ...rest } = value;
  if (json !== undefined && typeof json !== "boolean") return undefined;
  const how = json === undefined ? {} : { json };
  const { env, file, command } = rest;
  if (Object.keys(rest).length !== 1) return undefined;
  if (typeof env === "string" && env !== "") return { env, ...how };
  if (typeof file === "string" && file !== "") return { file, ...how };
  if (!Array.isArray(command) || command.length === 0) return undefined;
  const words = command.filter((word: Json): word is string => typeof word === "string");
  return words.length === command.length && words[0] !== "" ? { command: words, ...how } : undefined;
}

/** Every leaf below a value, by its dotted path. */
export function leavesIn(value: Json, at: readonly string[] = []): ReadonlyMap<string, JsonObject> {
  if (isLeaf(value)) return new Map([[at.join("."), value]]);
  const inner = Array.isArray(value)
    ? value.map((item: Json, index) => [String(index), item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return new Map(inner.flatMap(([key, item]) => [...leavesIn(item, [...at, key])]));
}

/** A copy of a value with something else for each of its leaves. */
export function replaceLeaves(
  value: Json,
  replace: (leaf: JsonObject, path: string) => Json,
  at: readonly string[] = [],
): Json {
  if (isLeaf(value)) return replace(value, at.join("."));
  if (Array.isArray(value))
    return value.map((item: Json, index) => replaceLeaves(item, replace, [...at, String(index)]));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaceLeaves(item, replace, [...at, key])]),
  );
}

/** What stands at a dotted path. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  return path === ""
    ? value
    : path.split(".").reduce<Json | undefined>((inner, key) => {
        if (Array.isArray(inner)) return inner[Number(key)] as Json | undefined;
        return isObject(inner) ? inner[key] : undefined;
      }, value);
}

/** Whether a schema says that the field at a dotted path is secret; `nested.*` means all below. */
export function isSecretField(path: string, secretFields: readonly string[]): boolean {
  return secretFields.some((field) => {
    if (!field.includes("*")) return field === path;
    const head = field.slice(0, field.indexOf("*"));
    return path.startsWith(head) || `${path}.` === head;
  });
}

/** The secret fields that a block schema names. */
export function secretFieldsOf(schema: JsonObject | undefined): readonly string[] {
  const fields = schema?.["secret_fields"];
  return Array.isArray(fields)
    ? fields.filter((field: Json): field is string => typeof field === "string")
    : [];
}
