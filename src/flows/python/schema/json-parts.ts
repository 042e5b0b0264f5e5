import type { Place } from "../runtime.ts";
import { Instance, type Value } from "../values/value.ts";
import type { Core, Draft, DraftValue } from "./core.ts";
import { encode } from "./encode.ts";

/** A title as pydantic makes it of a name: `first_name` → `First Name`. */
export function titleOf(name: string): string {
  let out = "";
  let inWord = false;
  for (const character of name) {
    const isLetter = character.toLowerCase() !== character.toUpperCase();
    out += inWord ? character.toLowerCase() : character.toUpperCase();
    inWord = isLetter;
  }
  return out.replaceAll("_", " ").trim();
}

/** Text that is equal for equal JSON. */
export function canonical(value: DraftValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object")
    return `{${Object.keys(value)
      .toSorted()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`)
      .join(",")}}`;
  if (typeof value === "bigint") return value.toString();
  return typeof value === "number" ? `${String(value)}f` : JSON.stringify(value);
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function isSame(one: DraftValue, other: DraftValue): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return typeof one === "number" && typeof other === "number" && String(one) === String(other);
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isSame(item, other[index] ?? null))
    );
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key] ?? null, other[key] ?? null))
  );
}

/** Above this a text for each schema is cheaper than comparing each with all others. */
const few = 8;

/** Each schema once. */
export function unique(schemas: readonly Draft[]): Draft[] {
  if (schemas.length <= few)
    return schemas.filter(
      (schema, index) => !schemas.some((other, before) => before < index && isSame(other, schema)),
    );
  const seen = new Set<string>();
  return schemas.filter((schema) => {
    const key = canonical(schema);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whether a field of this schema gets a title of its name. */
export function needsTitle(core: Core): boolean {
  if (core.ref !== undefined) return false;
  switch (core.type) {
    case "default":
    case "nullable":
    case "definition":
    case "function":
      return core.schema === undefined || needsTitle(core.schema);
    case "lazy":
      return core.later === undefined || needsTitle(core.later());
    default:
      return true;
  }
}

/** A union in JSON: flat, each choice once. */
export function anyOf(schemas: readonly Draft[]): Draft {
  const members = unique(
    schemas.flatMap((schema) => {
      const inner = schema["anyOf"];
      return Object.keys(schema).length === 1 && Array.isArray(inner)
        ? inner.filter(
            (item): item is Draft => item !== null && typeof item === "object" && !Array.isArray(item),
          )
        : [schema];
    }),
  );
  const [only] = members;
  return members.length === 1 && only !== undefined ? only : { anyOf: members };
}

/** The JSON type that all values have, if there is one. */
export function sharedType(values: readonly DraftValue[]): string | undefined {
  const types = new Set(
    values.map((value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value)),
  );
  if (types.size !== 1) return undefined;
  const [type = ""] = types;
  const names: Readonly<Record<string, string>> = {
    string: "string",
    bigint: "integer",
    number: "number",
    boolean: "boolean",
    array: "array",
    null: "null",
  };
  return names[type];
}

/** The schema of a Literal. */
export function literal(values: readonly Value[], place: Place): Draft {
  const expected = values.map((value) =>
    encode(
      value instanceof Instance && value.cls.flavour === "enum"
        ? (value.attributes.get("_value_") ?? null)
        : value,
      place,
    ),
  );
  const [only] = expected;
  const out: Draft = expected.length === 1 && only !== undefined ? { const: only } : { enum: expected };
  const type = sharedType(expected);
  if (type !== undefined) out["type"] = type;
  return out;
}

/** The schema of a dict with such keys and values; both are changed. */
export function dictSchema(keys: Draft, values: Draft): Draft {
  const out: Draft = { type: "object" };
  let pattern: DraftValue | undefined;
  if (!("$ref" in keys)) {
    pattern = keys["pattern"];
    delete keys["pattern"];
    delete keys["title"];
  }
  delete values["title"];
  if (Object.keys(values).length > 0 || pattern !== undefined) {
    if (typeof pattern === "string") out["patternProperties"] = { [pattern]: values };
    else out["additionalProperties"] = values;
  } else out["additionalProperties"] = true;
  if ((keys["type"] === "string" && Object.keys(keys).length > 1) || "$ref" in keys) {
    delete keys["type"];
    out["propertyNames"] = keys;
  }
  return out;
}
