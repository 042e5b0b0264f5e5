import { createHash } from "node:crypto";
import { firstText } from "../docstring.ts";
import { isBlock } from "../library/blocks.ts";
import { doubtOf, giveUp } from "../runtime.ts";
import { floatText } from "../values/text.ts";
import { Alias, Class, ForwardRef, Union, Unknown, type Field, type Value } from "../values/value.ts";
import type { MakeSchema, TypeContext } from "./context.ts";
import type { Core, Draft, DraftValue, Ref } from "./core.ts";
import { nameDefinitions } from "./definitions.ts";
import { evaluateForward } from "./forward.ts";
import { mergedInfo } from "./merged-info.ts";

/** Collections whose arguments Prefect looks into for blocks and secrets. */
const collections = new Set([
  ...["list", "dict", "set", "frozenset", "tuple", "deque", "defaultdict", "OrderedDict"],
  ...["Sequence", "Iterable", "Mapping", "MutableMapping", "MutableSequence", "Set", "Collection"],
]);

function nested(type: Value): readonly Value[] {
  if (type instanceof Union) return type.args;
  return type instanceof Alias && type.origin instanceof Class && collections.has(type.origin.name)
    ? type.args
    : [];
}

function resolved(context: TypeContext, type: Value, scopes: TypeContext["scopes"]): Value {
  const text = type instanceof ForwardRef ? type.text : type;
  const value = typeof text === "string" ? evaluateForward({ ...context, scopes }, text) : type;
  if (value instanceof Unknown) throw doubtOf(value, context.place);
  return value;
}

/** Calls a function with every field of a model, its type without what Annotated adds. */
function eachField(context: TypeContext, cls: Class, visit: (field: Field, type: Value) => void): void {
  for (const field of cls.fields.values()) {
    const scopes = field.scope === undefined ? context.scopes : [field.scope, ...context.scopes];
    const annotation = resolved(context, field.annotation, scopes);
    visit(field, mergedInfo({ ...field, annotation }).type);
  }
}

function collectSecrets(context: TypeContext, name: string, type: Value, out: string[]): void {
  const inner = nested(resolved(context, type, context.scopes));
  if (inner.length > 0) {
    for (const item of inner) collectSecrets(context, name, item, out);
    return;
  }
  if (!(type instanceof Class)) return;
  if (type.flavour === "model") {
    if (type.file === undefined)
      giveUp("unknown-type", `the secrets of ${type.name} inside a block`, context.place);
    if (context.open.has(`secrets:${type.name}`))
      giveUp("unknown-type", "a block that contains itself", context.place);
    const open = new Set([...context.open, `secrets:${type.name}`]);
    eachField({ ...context, open }, type, (field, fieldType) => {
      collectSecrets({ ...context, open }, `${name}.${field.name}`, fieldType, out);
    });
  } else if (type.module === "pydantic" && (type.name === "SecretStr" || type.name === "SecretBytes"))
    out.push(name);
}

/** `slugify` of plain names; gives up where python-slugify would spell letters out. */
function slug(name: string, context: TypeContext): string {
  if (!/^[\x20-\x7e]*$/u.test(name) || /[0-9],[0-9]|&/u.test(name))
    return giveUp("unknown-type", `the slug of the block ${name}`, context.place);
  return name
    .replaceAll("'", "-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-+|-+$/gu, "");
}

function classText(cls: Class, name: string, context: TypeContext): string | undefined {
  const value = cls.mro.map((base) => base.names.get(name)).find((found) => found !== undefined);
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "string"
    ? value
    : giveUp("unknown-type", `${name} of the block ${cls.name}`, context.place);
}

/** What Prefect adds to the schema of a project's own block. */
export function blockParts(
  context: TypeContext,
  cls: Class,
  make: MakeSchema,
): { readonly updates: Draft; readonly references: readonly (readonly [string, readonly Core[]])[] } {
  const type = classText(cls, "_block_type_slug", context) ?? classText(cls, "_block_type_name", context);
  const own = classText(cls, "_description", context);
  const text = own ?? (typeof cls.doc === "string" ? firstText(cls.doc) : "");
  if (text === undefined)
    return giveUp("unknown-type", `the description of the block ${cls.name}`, context.place);
  const secrets: string[] = [];
  const references: (readonly [string, readonly Core[]])[] = [];
  eachField(context, cls, (field, fieldType) => {
    collectSecrets(context, field.name, fieldType, secrets);
    const found: Core[] = [];
    const walk = (inner: Value): void => {
      const plain = resolved(context, inner, context.scopes);
      if (plain instanceof Class && isBlock(plain)) {
        if (context.open.size > 0 && plain === cls)
          giveUp("unknown-type", "a block that contains itself", context.place);
        found.push(make({ ...context, open: new Set() }, plain));
      }
      for (const item of nested(plain)) walk(item);
    };
    walk(fieldType);
    if (found.length > 0) references.push([field.name, found]);
  });
  const updates: Draft = {
    block_type_slug: slug(type ?? cls.name, context),
    secret_fields: secrets,
  };
  if (text.trim() !== "") updates["description"] = text.trim();
  return { updates, references };
}

function without(value: DraftValue, key: string): DraftValue {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (name === key ? [] : [[name, without(inner, key)]])),
  );
}

/** Text as Python's `json.dumps(…, sort_keys=True)` writes it. */
function pythonJson(value: DraftValue): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return floatText(value);
  if (value === null || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "string")
    return JSON.stringify(value).replace(
      /[\u007f-\uffff]/gu,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  const keys = Object.keys(value).toSorted();
  return `{${keys.map((key) => `${pythonJson(key)}: ${pythonJson(value[key] ?? null)}`).join(", ")}}`;
}

function isDraft(value: DraftValue | undefined): value is Draft {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The reference to a block inside another: its slug and the checksum of its own schema, `{ …, definitions }`. */
function blockReference(schema: Draft): Draft {
  const plain = without(without(schema, "additionalProperties"), "secret_fields");
  if (!isDraft(plain)) return {};
  const properties = isDraft(plain["properties"]) ? plain["properties"] : {};
  for (const [position, property] of Object.values(properties).entries())
    if (isDraft(property)) property["position"] = BigInt(position);
  const definitions = isDraft(plain["definitions"]) ? plain["definitions"] : {};
  const others = Object.entries(definitions).filter(
    ([, item]) => isDraft(item) && item["block_type_slug"] === undefined,
  );
  if (others.length > 0) plain["definitions"] = Object.fromEntries(others);
  else delete plain["definitions"];
  const checksum = createHash("sha256")
    .update(`[[${pythonJson(plain)}], {}]`)
    .digest("hex");
  return {
    block_type_slug: plain["block_type_slug"] ?? null,
    block_schema_checksum: `sha256:${checksum}`,
  };
}

/** What makes JSON schemas, with the definitions that they need. */
interface Maker {
  readonly make: (core: Core) => Draft;
  readonly definitions: ReadonlyMap<string, { readonly ref: Ref; readonly schema: Draft }>;
}

/** The references of a block to those in its fields, by field; one as an object, several as a list. */
export function blockReferences(blocks: NonNullable<Core["blocks"]>, start: () => Maker): Draft {
  return Object.fromEntries(
    blocks.map(([name, cores]) => {
      const all = cores.map((core) => {
        const maker = start();
        const root = maker.make(core)["$ref"];
        const entry =
          typeof root === "string" ? maker.definitions.get(root.slice("#ref:".length)) : undefined;
        return blockReference(nameDefinitions(entry?.schema ?? {}, maker.definitions));
      });
      const [only] = all;
      return [name, all.length === 1 && only !== undefined ? only : all];
    }),
  );
}
