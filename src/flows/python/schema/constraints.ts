import { doubtOf, giveUp } from "../runtime.ts";
import { findUnknown } from "../values/basics.ts";
import {
  BoundMethod,
  Class,
  Constraint,
  Dict,
  FieldInfo,
  Func,
  Instance,
  Unknown,
  type Value,
} from "../values/value.ts";
import type { Core, Draft } from "./core.ts";
import { encode } from "./encode.ts";
import { extraOf } from "./json-schema-extra.ts";
import type { MakeSchema, TypeContext } from "./context.ts";

const numericTypes = new Set<Core["type"]>(["int", "float", "decimal", "fraction"]);
const inequalityTypes = new Set<Core["type"]>([...numericTypes, "date", "time", "datetime", "timedelta"]);
const lengthTypes = new Set<Core["type"]>([
  "str",
  "bytes",
  "list",
  "deque",
  "tuple",
  "set",
  "frozenset",
  "dict",
  "generator",
]);
const inequalities = new Set(["le", "ge", "lt", "gt"]);
const textOnly = new Set([
  "pattern",
  "strip_whitespace",
  "to_lower",
  "to_upper",
  "coerce_numbers_to_str",
  "ascii_only",
]);

function applies(constraint: string, type: Core["type"]): boolean {
  if (constraint === "multiple_of") return numericTypes.has(type) || type === "timedelta";
  if (inequalities.has(constraint)) return inequalityTypes.has(type);
  if (constraint === "min_length") return lengthTypes.has(type);
  if (constraint === "max_length")
    return lengthTypes.has(type) || type === "url" || type === "multi-host-url";
  if (textOnly.has(constraint)) return type === "str";
  if (constraint === "max_digits" || constraint === "decimal_places") return type === "decimal";
  if (constraint === "allow_inf_nan") return type === "float" || type === "decimal";
  return constraint === "strict" || constraint === "fail_fast" || constraint === "union_mode";
}

/** The schema without function wrappers round it. */
function bare(core: Core): Core {
  return core.type === "function" && core.schema !== undefined ? bare(core.schema) : core;
}

function constrain(core: Core, name: string, value: Value, context: TypeContext): Core {
  if (value === null) return core;
  if (core.type === "nullable" && core.schema !== undefined)
    return { ...core, schema: constrain(core.schema, name, value, context) };
  if (applies(name, core.type)) return { ...core, constraints: { ...core.constraints, [name]: value } };
  if (textOnly.has(name)) return { type: "chain", schema: core };
  if (name === "min_length" || name === "max_length") {
    const isList = bare(core).type === "list";
    const key = isList
      ? name === "min_length"
        ? "minItems"
        : "maxItems"
      : name === "min_length"
        ? "minLength"
        : "maxLength";
    return { type: "function", schema: core, updates: { [key]: encode(value, context.place) } };
  }
  if (
    inequalities.has(name) ||
    name === "multiple_of" ||
    name === "max_digits" ||
    name === "decimal_places"
  ) {
    return { type: "function", schema: core, updates: { [name]: encode(value, context.place) } };
  }
  if (name === "allow_inf_nan") return { type: "function", schema: core };
  return core;
}

/** What a field adds to its JSON: title, description, examples, deprecated. */
export function fieldUpdates(
  info: FieldInfo | undefined,
  context: TypeContext,
): { readonly updates: Draft } & Pick<Core, "extra" | "rework"> {
  const updates: Draft = {};
  if (info === undefined) return { updates };
  for (const key of ["title", "description"]) {
    const value = info.given.get(key) ?? null;
    if (value instanceof Unknown) throw doubtOf(value, context.place);
    if (value !== null && value !== "") updates[key] = encode(value, context.place);
    else if (value === "" && key === "description") updates[key] = "";
  }
  const examples = info.given.get("examples") ?? null;
  if (examples !== null) updates["examples"] = encode(examples, context.place);
  const deprecated = info.given.get("deprecated") ?? null;
  if (deprecated !== null && deprecated !== false) updates["deprecated"] = true;
  const extra = info.given.get("json_schema_extra") ?? undefined;
  return { updates, ...extraOf(context, extra ?? undefined) };
}

/** `Annotated[type, …]`: the schema with what stands in the brackets applied in order. */
export function annotatedSchema(
  context: TypeContext,
  type: Value,
  metadata: readonly Value[],
  make: MakeSchema,
): Core {
  return applyMetadata(context, make(context, type), metadata);
}

/** Applies constraints, fields and pydantic's markers to a schema. */
export function applyMetadata(context: TypeContext, schema: Core, metadata: readonly Value[]): Core {
  let core = schema;
  for (const item of metadata) {
    if (item instanceof Unknown) throw doubtOf(item, context.place);
    if (item instanceof Constraint)
      for (const [name, value] of item.values) core = constrain(core, name, known(value, context), context);
    else if (item instanceof FieldInfo) core = applyField(context, core, item);
    else if (item instanceof Instance) core = applyMarker(context, core, item);
    else if (item instanceof Class && item.module.startsWith("pydantic"))
      core = applyMarkerClass(context, core, item);
  }
  return core;
}

function known(value: Value, context: TypeContext): Value {
  const unknown = findUnknown(value);
  if (unknown !== undefined) throw doubtOf(unknown, context.place);
  return value;
}

function applyField(context: TypeContext, schema: Core, info: FieldInfo): Core {
  let core = applyMetadata(context, schema, info.metadata);
  const { updates, ...more } = fieldUpdates(info, context);
  const discriminator = info.given.get("discriminator") ?? null;
  if (discriminator !== null) core = discriminated(core, discriminator, context);
  if (Object.keys(updates).length === 0 && Object.keys(more).length === 0) return core;
  return { type: "function", schema: core, updates, ...more };
}

function applyMarker(context: TypeContext, core: Core, item: Instance): Core {
  const { cls } = item;
  if (!cls.module.startsWith("pydantic")) {
    const hook = cls.mro.some(
      (base) =>
        base.names.has("__get_pydantic_core_schema__") ||
        base.names.has("__get_pydantic_json_schema__") ||
        base.names.has("__iter__"),
    );
    return hook
      ? giveUp("unknown-type", `${cls.name} changes the schema with a method`, context.place)
      : core;
  }
  switch (cls.name) {
    case "AfterValidator":
    case "PlainSerializer":
    case "WrapSerializer":
    case "Strict":
    case "FailFast":
    case "AllowInfNan":
      return cls.name === "AfterValidator" ? { type: "function", schema: core } : core;
    case "BeforeValidator":
    case "WrapValidator":
    case "PlainValidator": {
      const input = item.attributes.get("json_schema_input_type");
      if (input !== undefined)
        return giveUp("unknown-type", "a validator with json_schema_input_type", context.place);
      return cls.name === "PlainValidator" ? { type: "any" } : { type: "function", schema: core };
    }
    case "WithJsonSchema": {
      const json = item.attributes.get("json_schema") ?? null;
      if (!(json instanceof Dict))
        return giveUp("unknown-type", "WithJsonSchema without a dict", context.place);
      const draft = encode(json, context.place);
      return draft !== null && typeof draft === "object" && !Array.isArray(draft)
        ? { type: "any", updates: draft }
        : core;
    }
    case "Tag": {
      const tag = item.attributes.get("tag");
      return typeof tag === "string" ? { ...core, tag } : core;
    }
    case "SkipValidation":
      return core;
    case "Discriminator": {
      const discriminator = item.attributes.get("discriminator") ?? null;
      return discriminated(core, discriminator, context);
    }
    default:
      return giveUp("unknown-type", `${cls.name} in Annotated`, context.place);
  }
}

function applyMarkerClass(context: TypeContext, core: Core, item: Class): Core {
  if (item.name === "Strict" || item.name === "FailFast" || item.name === "SkipValidation") return core;
  return giveUp("unknown-type", `${item.name} in Annotated`, context.place);
}

/** A union that is told apart by a field. */
export function discriminated(core: Core, by: Value, context: TypeContext): Core {
  if (by instanceof Instance && by.cls.name === "Discriminator")
    return discriminated(core, by.attributes.get("discriminator") ?? null, context);
  if (by instanceof Func || by instanceof BoundMethod) return tagged(core, context);
  if (core.type === "nullable" && core.schema !== undefined)
    return { ...core, schema: discriminated(core.schema, by, context) };
  if (core.type === "definition" && core.schema !== undefined) return discriminated(core.schema, by, context);
  if (typeof by !== "string")
    return giveUp("unknown-type", "a discriminator that is not the name of a field", context.place);
  const items = choicesOf(core, by);
  const choices = items.flatMap((item) => tagsOf(item, by, context).map((tag) => [tag, item] as const));
  return { type: "tagged-union", discriminator: aliasOf(items, by), choices };
}

/** A union whose choices a function tells apart by their tags. */
function tagged(core: Core, context: TypeContext): Core {
  const items = core.type === "union" ? (core.items ?? []) : [];
  const choices = items.map(
    (item) =>
      [
        item.tag ?? giveUp("unknown-type", "a choice of a union that has no tag", context.place),
        item,
      ] as const,
  );
  return choices.length === 0
    ? giveUp("unknown-type", "a discriminator of something that is no union", context.place)
    : { type: "tagged-union", choices: [...new Map(choices)] };
}

/** The choices of a union; those of unions in it that are told apart by the same field are choices of its own. */
function choicesOf(core: Core, by: string): readonly Core[] {
  if (core.type === "union") return (core.items ?? []).flatMap((item) => choicesOf(item, by));
  const inner = core.type === "tagged-union" ? (core.choices ?? []).map(([, choice]) => choice) : [];
  return inner.length > 0 && core.discriminator === aliasOf(inner, by) ? [...new Set(inner)] : [core];
}

function aliasOf(items: readonly Core[], by: string): string {
  const [head] = items;
  return head?.fields?.find((field) => field.name === by)?.key ?? by;
}

function tagsOf(core: Core, by: string, context: TypeContext): string[] {
  if ((core.type === "function" || core.type === "definition") && core.schema !== undefined)
    return tagsOf(core.schema, by, context);
  if (core.type === "union") return (core.items ?? []).flatMap((item) => tagsOf(item, by, context));
  if (core.type === "tagged-union") return (core.choices ?? []).map(([tag]) => tag);
  const field = core.fields?.find((candidate) => candidate.name === by);
  if (field === undefined)
    return giveUp(
      "unknown-type",
      `a union by the field ${by}, which one of its types has not`,
      context.place,
    );
  return literalTags(field.schema, context);
}

function literalTags(core: Core, context: TypeContext): string[] {
  if (
    (core.type === "default" ||
      core.type === "nullable" ||
      core.type === "function" ||
      core.type === "definition") &&
    core.schema !== undefined
  )
    return literalTags(core.schema, context);
  if (core.type === "literal" || core.type === "enum") {
    return (core.values ?? []).map((value) => {
      const plain =
        value instanceof Instance && value.cls.flavour === "enum"
          ? (value.attributes.get("_value_") ?? null)
          : value;
      if (typeof plain === "string") return plain;
      if (plain === null) return "null";
      if (typeof plain === "bigint" || typeof plain === "boolean") return String(plain);
      return giveUp("unknown-type", "a tag that is not text", context.place);
    });
  }
  return giveUp("unknown-type", "a union by a field that is not a Literal", context.place);
}
