import { giveUp, type Place } from "../runtime.ts";
import { sortedSet } from "../values/collections.ts";
import { Dict, Instance, PySet, type Value } from "../values/value.ts";
import { InvalidSchema, type Core, type CoreField, type Draft, type Ref } from "./core.ts";
import { blockReferences } from "./block-schema.ts";
import { fixedDefinitions } from "./fixed-definitions.ts";
import { encode, NotJson } from "./encode.ts";
import { enumSchema } from "./enum-schema.ts";
import { anyOf, isSame, literal, needsTitle, titleOf, unique, dictSchema } from "./json-parts.ts";
import { arrayKeywords, formats, numericKeywords, objectKeywords, textKeywords } from "./json-keywords.ts";

/** Makes JSON schemas of core schemas, with the definitions that they need. */
export class JsonMaker {
  /** By the id of their ref. A definition that is being made is there already, empty. */
  readonly definitions: Map<string, { readonly ref: Ref; schema: Draft }>;
  private readonly place: Place;

  /** With `definitions` those of another maker are known, and new ones are added to them. */
  constructor(place: Place, definitions: JsonMaker["definitions"] = new Map()) {
    this.place = place;
    this.definitions = definitions;
  }

  make(core: Core): Draft {
    const { ref } = core;
    if (ref === undefined) return this.updated(core, this.plain(core));
    const known = this.definitions.get(ref.id);
    if (known === undefined) {
      const entry = { ref, schema: {} };
      this.definitions.set(ref.id, entry);
      try {
        entry.schema = this.updated(core, this.plain(core));
      } catch (thrown) {
        this.definitions.delete(ref.id);
        throw thrown;
      }
    }
    return { $ref: `#ref:${ref.id}` };
  }

  private updated(core: Core, schema: Draft): Draft {
    const out = core.updates === undefined ? schema : { ...schema, ...core.updates };
    if (core.blocks !== undefined)
      out["block_schema_references"] = blockReferences(core.blocks, () => new JsonMaker(this.place));
    const extended = core.extra === undefined ? out : this.extended(out, core.extra);
    return core.rework === undefined ? extended : core.rework(extended);
  }

  private extended(schema: Draft, extra: Value): Draft {
    if (extra instanceof Dict) {
      const more = encode(extra, this.place);
      return more !== null && typeof more === "object" && !Array.isArray(more)
        ? { ...schema, ...more }
        : schema;
    }
    if (extra === null) return schema;
    return giveUp("unknown-type", "json_schema_extra that is a function", this.place);
  }

  private constrained(schema: Draft, core: Core, names: Readonly<Record<string, string>>): Draft {
    for (const [key, name] of Object.entries(names)) {
      const value = core.constraints?.[key] ?? core.limits?.[key];
      if (value === undefined || value === null) continue;
      const json = encode(value, this.place);
      if (typeof json === "number" && !Number.isFinite(json)) continue;
      schema[name] = json;
    }
    return schema;
  }

  private plain(core: Core): Draft {
    switch (core.type) {
      case "any":
        return {};
      case "is-instance":
        return {};
      case "is-subclass":
        return {};
      case "none":
        return { type: "null" };
      case "bool":
        return { type: "boolean" };
      case "int":
        return this.constrained({ type: "integer" }, core, numericKeywords);
      case "float":
        return this.constrained({ type: "number" }, core, numericKeywords);
      case "str":
        return this.constrained({ type: "string" }, core, textKeywords);
      case "bytes":
        return this.constrained({ type: "string", format: "binary" }, core, textKeywords);
      case "complex":
        return { type: "string" };
      case "decimal":
        return { anyOf: [this.constrained({ type: "number" }, core, numericKeywords), { type: "string" }] };
      case "fraction":
        return {
          anyOf: [
            this.constrained({ type: "number" }, core, numericKeywords),
            { type: "string", format: "fraction" },
          ],
        };
      case "date":
      case "time":
      case "datetime":
      case "timedelta":
      case "uuid":
        return { type: "string", format: formats[core.type] ?? "" };
      case "url":
      case "multi-host-url":
        return this.constrained({ type: "string", format: formats[core.type] ?? "", minLength: 1n }, core, {
          max_length: "maxLength",
        });
      case "string-format":
        return { type: "string", format: core.format ?? "" };
      case "json":
        return {
          type: "string",
          contentMediaType: "application/json",
          ...(core.schema === undefined ? {} : { contentSchema: this.make(core.schema) }),
        };
      case "list":
      case "deque":
      case "generator":
        return this.constrained(
          { type: "array", items: core.schema === undefined ? {} : this.make(core.schema) },
          core,
          arrayKeywords,
        );
      case "set":
      case "frozenset":
        return this.constrained(
          {
            type: "array",
            uniqueItems: true,
            items: core.schema === undefined ? {} : this.make(core.schema),
          },
          core,
          arrayKeywords,
        );
      case "tuple":
        return this.tuple(core);
      case "dict":
        return this.dict(core);
      case "nullable": {
        const inner = this.inner(core);
        return inner["type"] === "null" && Object.keys(inner).length === 1
          ? inner
          : anyOf([inner, { type: "null" }]);
      }
      case "union":
        return this.union(core);
      case "tagged-union":
        return this.taggedUnion(core);
      case "literal":
        return literal(core.values ?? [], this.place);
      case "enum":
        return enumSchema(core, this.place);
      case "model":
      case "dataclass":
      case "typed-dict":
        return this.fields(core);
      case "root-model":
        return this.inner(core);
      case "named-tuple":
        return this.namedTuple(core);
      case "function":
      case "chain":
      case "definition":
        return this.inner(core);
      case "fixed":
        return fixedDefinitions(core, this.definitions);
      case "lazy":
        return core.later === undefined ? {} : this.make(core.later());
      case "default":
        return this.withDefault(core);
      case "callable":
      case "invalid":
        throw new InvalidSchema("no JSON schema");
    }
  }

  private inner(core: Core): Draft {
    return core.schema === undefined ? {} : this.make(core.schema);
  }

  private tuple(core: Core): Draft {
    const items = core.items ?? [];
    const { variadic } = core;
    const out: Draft = { type: "array" };
    if (variadic === undefined) {
      if (items.length > 0) out["prefixItems"] = items.map((item) => this.make(item));
      out["minItems"] = BigInt(items.length);
      out["maxItems"] = BigInt(items.length);
    } else {
      if (variadic > 0) {
        out["minItems"] = BigInt(variadic);
        out["prefixItems"] = items.slice(0, variadic).map((item) => this.make(item));
      }
      const repeated = items[variadic];
      out["items"] = variadic + 1 === items.length && repeated !== undefined ? this.make(repeated) : true;
    }
    return this.constrained(out, core, arrayKeywords);
  }

  private dict(core: Core): Draft {
    const keys = core.keys === undefined ? {} : { ...this.make(core.keys) };
    const values = core.schema === undefined ? {} : { ...this.make(core.schema) };
    return this.constrained(dictSchema(keys, values), core, objectKeywords);
  }

  private union(core: Core): Draft {
    const schemas: Draft[] = [];
    for (const item of core.items ?? []) {
      try {
        schemas.push(this.make(item));
      } catch (thrown) {
        if (!(thrown instanceof InvalidSchema)) throw thrown;
      }
    }
    const [only] = schemas;
    return schemas.length === 1 && only !== undefined ? only : anyOf(schemas);
  }

  private taggedUnion(core: Core): Draft {
    const mapping: Draft = {};
    const schemas: Draft[] = [];
    for (const [tag, choice] of core.choices ?? []) {
      const schema = this.make(choice);
      schemas.push(schema);
      mapping[tag] = schema["$ref"] ?? schema;
    }
    const out: Draft = { oneOf: unique(schemas) };
    if (core.discriminator !== undefined)
      out["discriminator"] = { propertyName: core.discriminator, mapping };
    return out;
  }

  private fields(core: Core): Draft {
    const properties: Draft = {};
    const required: string[] = [];
    for (const field of core.fields ?? []) {
      properties[field.key] = this.field(field);
      if (field.required) required.push(field.key);
    }
    const out: Draft = { type: "object", properties };
    if (required.length > 0) out["required"] = required;
    return out;
  }

  /** One field with its title, as it stands under `properties`. */
  private field(field: CoreField): Draft {
    let schema: Draft = { ...this.make(field.schema), ...field.updates };
    if (field.extra !== undefined) schema = this.extended(schema, field.extra);
    if (field.rework !== undefined) schema = field.rework(schema);
    if (!("title" in schema) && needsTitle(field.schema)) schema["title"] = titleOf(field.key);
    const target =
      typeof schema["$ref"] === "string"
        ? this.definitions.get(schema["$ref"].slice("#ref:".length))?.schema
        : undefined;
    if (target !== undefined) {
      for (const [key, value] of Object.entries(schema)) {
        const same = target[key];
        if (key !== "$ref" && same !== undefined && isSame(same, value)) Reflect.deleteProperty(schema, key);
      }
    }
    return schema;
  }

  private namedTuple(core: Core): Draft {
    const fields = core.fields ?? [];
    const items = fields.map((field) => {
      const schema: Draft = { ...this.make(field.schema), ...field.updates };
      if (!("title" in schema) && needsTitle(field.schema)) schema["title"] = titleOf(field.name);
      return schema;
    });
    const minimum = fields.filter((field) => field.required).length;
    const out: Draft = { type: "array", maxItems: BigInt(fields.length) };
    if (minimum > 0) out["minItems"] = BigInt(minimum);
    if (items.length > 0) out["prefixItems"] = items;
    return out;
  }

  private withDefault(core: Core): Draft {
    const schema = this.inner(core);
    if (core.value === undefined) return schema;
    // pydantic has no adapter for a defaultdict, whatever is in it.
    if (core.value instanceof Instance && core.value.cls.name === "defaultdict") return schema;
    const value = core.value instanceof PySet ? sortedSet(core.value) : core.value;
    try {
      return { ...schema, default: encode(value, this.place) };
    } catch (thrown) {
      if (thrown instanceof NotJson) return schema;
      throw thrown;
    }
  }
}
