import { giveUp, type Place } from "../runtime.ts";
import { floatText } from "../values/text.ts";
import { unwrapped } from "../values/basics.ts";
import { modelAliases } from "../classes/field-aliases.ts";
import { factsOfBlock, isBlock } from "../library/blocks.ts";
import { mergedInfo } from "./merged-info.ts";
import {
  Bytes,
  Complex,
  Descriptor,
  Dict,
  hookOf,
  Instance,
  Iterator,
  List,
  PySet,
  Range,
  Tuple,
  Unknown,
  type Value,
} from "../values/value.ts";
import type { Draft, DraftValue } from "./core.ts";

/** A value that pydantic cannot write as JSON: the default is left out. */
export class NotJson extends Error {
  override readonly name = "NotJson";
}

/** A value as pydantic writes it in JSON (`to_jsonable_python`). */
export function encode(value: Value, place: Place): DraftValue {
  if (value === null || typeof value === "boolean" || typeof value === "string" || typeof value === "bigint")
    return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value instanceof Unknown) return giveUp(value.doubt.code, value.doubt.message, value.doubt);
  if (value instanceof List || value instanceof Tuple) return value.items.map((item) => encode(item, place));
  if (value instanceof Dict) {
    const out: Draft = {};
    for (const { key, value: item } of value.entries.values()) out[keyText(key, place)] = encode(item, place);
    return out;
  }
  if (value instanceof PySet) return [...value.entries.values()].map((item) => encode(item, place));
  if (value instanceof Bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(value.bytes);
    } catch {
      throw new NotJson();
    }
  }
  if (value instanceof Complex) return complexText(value);
  if (value instanceof Range || value instanceof Iterator) throw new NotJson();
  if (value instanceof Instance) return encodeInstance(value, place);
  throw new NotJson();
}

/** A complex number as pydantic writes it: `1+2j`. */
function complexText({ real, imag }: Complex): string {
  const short = (value: number): string => {
    const text = floatText(value);
    return text.endsWith(".0") ? text.slice(0, -2) : text;
  };
  return real === 0 ? `${short(imag)}j` : `${short(real)}${imag < 0 ? "" : "+"}${short(imag)}j`;
}

function keyText(key: Value, place: Place): string {
  const plain =
    key instanceof Instance && key.cls.flavour === "enum"
      ? (key.attributes.get("_value_") ?? null)
      : unwrapped(key);
  if (typeof plain === "string") return plain;
  if (plain === null) return "None";
  if (typeof plain === "boolean") return String(plain);
  if (typeof plain === "bigint") return plain.toString();
  const text = encode(plain, place);
  if (typeof text === "string") return text;
  return giveUp("unknown-value", "the text of a key of a dict", place);
}

const dumpChanging = new Set(["computed_field", "field_serializer", "model_serializer"]);

function plainAttributes(value: Instance, place: Place): Draft {
  return Object.fromEntries([...value.attributes].map(([name, item]) => [name, encode(item, place)]));
}

function encodeModel(value: Instance, place: Place): DraftValue {
  const { cls } = value;
  const facts = factsOfBlock(cls);
  if (facts !== undefined) return { ...facts.dump, ...plainAttributes(value, place) };
  if (isBlock(cls)) return giveUp("unknown-value", `how the block ${cls.name} is written as JSON`, place);
  for (const base of cls.mro) {
    for (const member of base.names.values()) {
      const inner = member instanceof Descriptor ? member.fn : member;
      const decorator =
        inner instanceof Instance && inner.cls.name === "PydanticDecorator"
          ? inner.attributes.get("decorator")
          : undefined;
      if (typeof decorator === "string" && dumpChanging.has(decorator))
        return giveUp("unknown-value", `how ${cls.name} is written as JSON`, place);
    }
  }
  if (cls.data.get("root-model") === true) return encode(value.attributes.get("root") ?? null, place);
  const out: Draft = {};
  for (const [name, item] of value.attributes) {
    const field = cls.fields.get(name);
    if (name.startsWith(" ")) continue;
    const info = field === undefined ? undefined : mergedInfo(field).info;
    if (info?.given.get("exclude") === true) continue;
    out[modelAliases(cls).get(name)?.serialization ?? name] = encode(item, place);
  }
  return out;
}

/** Bases of Python's that give pydantic no way to write an instance. */
const unwritable = new Set(["object", "Generic", "Protocol", "ABC"]);

function encodeInstance(value: Instance, place: Place): DraftValue {
  const { cls } = value;
  if (cls.flavour === "enum") return encode(value.attributes.get("_value_") ?? null, place);
  if (cls.flavour === "named-tuple") return [...value.attributes.values()].map((item) => encode(item, place));
  if (cls.flavour === "model") return encodeModel(value, place);
  if (cls.flavour === "dataclass") {
    const out: Draft = {};
    const dump = cls.data.get("dump");
    const names = Array.isArray(dump) ? dump : [...value.attributes.keys()];
    for (const name of names) {
      const item = typeof name === "string" ? value.attributes.get(name) : undefined;
      if (typeof name === "string" && item !== undefined && !name.startsWith(" "))
        out[name] = encode(item, place);
    }
    return out;
  }
  if (cls.mro.some(({ names }) => names.has("__get_pydantic_core_schema__")))
    return giveUp("unknown-value", `how ${cls.name} is written as JSON`, place);
  const text = hookOf(value, "json")?.(value);
  if (text !== undefined) return text;
  if (value.payload !== undefined) return encode(value.payload, place);
  const foreign = cls.mro.find((base) => base.file === undefined && !unwritable.has(base.name));
  if (foreign !== undefined && foreign.flavour !== "exception")
    return giveUp("unknown-value", `how an instance of ${foreign.name} is written as JSON`, place);
  throw new NotJson();
}
