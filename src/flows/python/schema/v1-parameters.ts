import { Doubtful, doubtOf, giveUp, type Place } from "../runtime.ts";
import { findUnknown } from "../values/basics.ts";
import { cleanDoc } from "../docstring.ts";
import {
  Alias,
  Annotated,
  Class,
  Dict,
  FieldInfo,
  List,
  LiteralType,
  Singleton,
  SpecialForm,
  Tuple,
  Union,
  Unknown,
  type Field,
  type Parameter,
  type Value,
} from "../values/value.ts";
import type { Draft, DraftValue } from "./core.ts";
import { encode } from "./encode.ts";
import { titleOf } from "./json-parts.ts";
import type { ParameterDoubt, ParameterSchema } from "./parameters.ts";

/** Whether Prefect derives all parameters with pydantic 1: one is a model of it, or has one right inside its brackets. */
export function hasV1Type(parameters: readonly Parameter[]): boolean {
  const isV1 = (type: Value): boolean => type instanceof Class && type.flavour === "v1-model";
  return parameters.some(({ annotation }) => {
    if (annotation === undefined) return false;
    if (annotation instanceof Annotated) return isV1(annotation.type);
    const args = annotation instanceof Alias || annotation instanceof Union ? annotation.args : [];
    return isV1(annotation) || args.some(isV1);
  });
}

const simple: Readonly<Record<string, Draft>> = {
  "pathlib.Path": { type: "string", format: "path" },
  "datetime.datetime": { type: "string", format: "date-time" },
  "datetime.date": { type: "string", format: "date" },
  "datetime.time": { type: "string", format: "time" },
  "datetime.timedelta": { type: "number", format: "time-delta" },
  "builtins.str": { type: "string" },
  "builtins.bytes": { type: "string", format: "binary" },
  "builtins.bool": { type: "boolean" },
  "builtins.int": { type: "integer" },
  "builtins.float": { type: "number" },
  "decimal.Decimal": { type: "number" },
  "uuid.UUID": { type: "string", format: "uuid" },
  "builtins.dict": { type: "object" },
  "builtins.list": { type: "array", items: {} },
  "builtins.tuple": { type: "array", items: {} },
  "builtins.set": { type: "array", items: {}, uniqueItems: true },
  "builtins.frozenset": { type: "array", items: {}, uniqueItems: true },
};

const arrays = new Set(["builtins.list", "collections.abc.Sequence"]);
const sets = new Set(["builtins.set", "builtins.frozenset"]);
const mappings = new Set(["builtins.dict", "collections.abc.Mapping"]);
const numeric = { gt: "exclusiveMinimum", lt: "exclusiveMaximum", ge: "minimum", le: "maximum" };
const text = { max_length: "maxLength", min_length: "minLength", regex: "pattern" };
/** What `Field(…)` may be given here; the rest is left to whoever can run it. */
const fieldNames = new Set([
  ...["default", "default_factory", "alias", "title", "description", "repr"],
  ...Object.keys(numeric),
  ...Object.keys(text),
]);

/** What is known of one field before its type. */
interface Own {
  readonly draft: Draft;
  readonly overrides: boolean;
}

class Maker {
  readonly definitions: Draft = {};
  private readonly classes = new Map<string, Class>();
  private readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }

  private refuse(what: string): never {
    return giveUp("unknown-type", `${what} beside a model of pydantic.v1`, this.place);
  }

  value(value: Value): DraftValue {
    const inside = findUnknown(value);
    if (inside !== undefined) throw doubtOf(inside, this.place);
    const isPlain = (item: Value): boolean =>
      item === null ||
      ["string", "bigint", "boolean"].includes(typeof item) ||
      (typeof item === "number" && Number.isFinite(item)) ||
      (item instanceof List && item.items.every(isPlain)) ||
      (item instanceof Tuple && item.items.every(isPlain)) ||
      (item instanceof Dict &&
        [...item.entries.values()].every(
          ({ key, value: inner }) => typeof key === "string" && isPlain(inner),
        ));
    return isPlain(value) ? encode(value, this.place) : this.refuse("such a default");
  }

  /** A field: what it says itself, and its type; only a reference where it says nothing of its own. */
  field({ draft, overrides }: Own, type: Value): Draft {
    const made = this.type(type, overrides);
    return "$ref" in made ? made : { ...draft, ...made };
  }

  private type(type: Value, overrides: boolean): Draft {
    if (type instanceof Unknown) throw doubtOf(type, this.place);
    if (type instanceof SpecialForm && type.name === "Any") return {};
    if (type instanceof Union) return this.union(type, overrides);
    if (type instanceof LiteralType) return this.literal(type.values);
    if (type instanceof Alias && type.origin instanceof Class) return this.generic(type.origin, type.args);
    if (!(type instanceof Class)) return this.refuse("such a type");
    if (type.flavour === "v1-model") return this.model(type, overrides);
    const path = `${type.module}.${type.name}`;
    const known = type.file === undefined && Object.hasOwn(simple, path) ? simple[path] : undefined;
    return known === undefined ? this.refuse(type.name) : { ...known };
  }

  private union(type: Union, overrides: boolean): Draft {
    const types = type.args.filter((arg) => arg !== null);
    const [only] = types;
    if (types.length === 1 && only !== undefined) return this.type(only, overrides);
    // A reference among choices is never wrapped.
    return { anyOf: types.map((arg) => this.type(arg, false)) };
  }

  private literal(values: readonly Value[]): Draft {
    const types: Readonly<Record<string, string>> = {
      string: "string",
      bigint: "integer",
      boolean: "boolean",
    };
    const kinds = new Set(values.map((value) => typeof value));
    const [kind = ""] = kinds;
    const name = types[kind];
    if (kinds.size !== 1 || name === undefined) return this.refuse("such a Literal");
    return { enum: values.map((value) => this.value(value)), type: name };
  }

  private generic(origin: Class, args: readonly Value[]): Draft {
    const path = `${origin.module}.${origin.name}`;
    const [first = null, second = null] = args;
    if (arrays.has(path) && args.length === 1) return { type: "array", items: this.type(first, false) };
    if (sets.has(path) && args.length === 1)
      return { type: "array", items: this.type(first, false), uniqueItems: true };
    if (mappings.has(path) && args.length === 2) {
      this.type(first, false);
      const values = this.type(second, false);
      return Object.keys(values).length === 0
        ? { type: "object" }
        : { type: "object", additionalProperties: values };
    }
    if (path !== "builtins.tuple" || args.length === 0) return this.refuse(origin.name);
    if (args.length === 2 && second instanceof Singleton && second.name === "Ellipsis")
      return { type: "array", items: this.type(first, false) };
    const size = BigInt(args.length);
    return { type: "array", minItems: size, maxItems: size, items: args.map((arg) => this.type(arg, false)) };
  }

  private model(cls: Class, overrides: boolean): Draft {
    const doubt = cls.mro.flatMap((base) => base.doubts)[0];
    if (doubt !== undefined) throw new Doubtful(doubt);
    const known = this.classes.get(cls.name);
    if (cls.file === undefined || (known !== undefined && known !== cls) || !/^\w+$/u.test(cls.name))
      return this.refuse(cls.name);
    if (known === undefined) {
      this.classes.set(cls.name, cls);
      this.definitions[cls.name] = this.modelDefinition(cls);
    }
    const ref = { $ref: `#/definitions/${cls.name}` };
    return overrides ? { allOf: [ref] } : ref;
  }

  private modelDefinition(cls: Class): Draft {
    const doc = cls.mro.map((base) => base.doc).find((candidate) => candidate !== null) ?? null;
    if (doc !== null && typeof doc !== "string") return this.refuse("such a docstring");
    const title = cls.config.get("title") ?? null;
    const out: Draft = { title: typeof title === "string" && title !== "" ? title : cls.name };
    if (doc !== null && cleanDoc(doc) !== "") out["description"] = cleanDoc(doc);
    const properties: Draft = {};
    const required: string[] = [];
    for (const field of cls.fields.values()) {
      const alias = field.info?.given.get("alias") ?? null;
      const key = typeof alias === "string" ? alias : alias === null ? field.name : this.refuse("an alias");
      properties[key] = this.modelField(field, key);
      if (field.required || (field.value === undefined && field.factory === undefined && !allowsNone(field)))
        required.push(key);
    }
    Object.assign(out, { type: "object", properties });
    if (required.length > 0) out["required"] = required;
    if (cls.config.get("extra") === "forbid") out["additionalProperties"] = false;
    return out;
  }

  private modelField(field: Field, key: string): Draft {
    const given = field.info?.given ?? new Map<string, Value>();
    for (const name of given.keys()) if (!fieldNames.has(name)) this.refuse(`Field(${name}=…)`);
    const title = given.get("title") ?? null;
    const description = given.get("description") ?? null;
    const trailing = /_*$/u.exec(key)?.[0].length ?? 0;
    const draft: Draft = { title: title === null ? titleOf(key) + " ".repeat(trailing) : this.value(title) };
    if (description !== null) draft["description"] = this.value(description);
    const value = field.value ?? null;
    if (!field.required && value !== null) draft["default"] = this.value(value);
    const limits = this.limits(given, field.annotation);
    const overrides = title !== null || description !== null || "default" in draft;
    return this.field({ draft: { ...draft, ...limits }, overrides }, field.annotation);
  }

  /** Limits of plain numbers and strings; on other types pydantic makes types of its own of them. */
  private limits(given: ReadonlyMap<string, Value>, annotation: Value): Draft {
    const out: Draft = {};
    const inner =
      annotation instanceof Union && annotation.args.length === 2 && annotation.args.includes(null)
        ? annotation.args.find((arg) => arg !== null)
        : annotation;
    const path = inner instanceof Class ? `${inner.module}.${inner.name}` : "";
    const isNumber = path === "builtins.int" || path === "builtins.float";
    for (const [names, fits] of [
      [numeric, isNumber],
      [text, path === "builtins.str"],
    ] as const)
      for (const [name, keyword] of Object.entries(names)) {
        const limit = given.get(name) ?? null;
        if (limit === null) continue;
        if (!fits) this.refuse(`Field(${name}=…) of such a type`);
        out[keyword] = this.value(limit);
      }
    return out;
  }
}

/** Whether pydantic 1 takes None for a field without a default. */
function allowsNone({ annotation }: Field): boolean {
  const isAny = (type: Value): boolean =>
    type === null || (type instanceof SpecialForm && type.name === "Any");
  return isAny(annotation) || (annotation instanceof Union && annotation.args.some(isAny));
}

/** The schema of parameters of which one is a model of pydantic 1: Prefect makes all with pydantic 1 then. */
export function v1ParameterSchema(
  parameters: readonly Parameter[],
  texts: ReadonlyMap<string, string>,
): ParameterSchema {
  const doubts: ParameterDoubt[] = [];
  const properties: Draft = {};
  const required: string[] = [];
  const [first] = parameters;
  const maker = new Maker({ file: first?.file ?? "", at: first?.at ?? 0 });
  for (const [position, { name, annotation, value, file, at }] of parameters.entries()) {
    if (name === "cls" || name === "self") continue;
    const draft: Draft = { title: name };
    const description = texts.get(name);
    if (description !== undefined && description !== "") draft["description"] = description;
    try {
      if (value instanceof FieldInfo || name.startsWith("_"))
        giveUp("unknown-type", `${name} beside a model of pydantic.v1`, { file, at });
      if (value !== undefined && value !== null) draft["default"] = maker.value(value);
      draft["position"] = BigInt(position);
      properties[name] = maker.field(
        { draft, overrides: true },
        annotation === undefined ? new SpecialForm("Any") : annotation,
      );
    } catch (thrown) {
      if (!(thrown instanceof Doubtful)) throw thrown;
      doubts.push({ doubt: thrown.doubt, parameter: name });
      properties[name] = draft;
    }
    if (value === undefined) required.push(name);
  }
  const schema = {
    title: "Parameters",
    type: "object",
    properties,
    required,
    definitions: maker.definitions,
  };
  return { schema, doubts };
}
