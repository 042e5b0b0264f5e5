import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { isNumber, unwrapped } from "./basics.ts";
import {
  Alias,
  Builtin,
  Bytes,
  Class,
  Complex,
  Dict,
  Func,
  hookOf,
  Instance,
  List,
  PySet,
  Range,
  Singleton,
  SpecialForm,
  Tuple,
  Unknown,
  type Value,
} from "./value.ts";

/** `repr` of a float. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  const [mantissa = "", exponent] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= 16 || power < -4) {
    const sign = power < 0 ? "-" : "+";
    return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  const text = value.toFixed(20).length > 0 ? String(value) : "";
  const plain = text.includes("e")
    ? value.toFixed(Math.max(0, mantissa.replace("-", "").replace(".", "").length - 1 - power))
    : text;
  return plain.includes(".") ? plain : `${plain}.0`;
}

/** `repr` of a str. */
export function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === quote || character === "\\") out += `\\${character}`;
    else if (character === "\n") out += "\\n";
    else if (character === "\r") out += "\\r";
    else if (character === "\t") out += "\\t";
    else if (code < 32 || code === 127) out += `\\x${code.toString(16).padStart(2, "0")}`;
    else if (code >= 0x80 && !/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) {
      out +=
        code < 0x100
          ? `\\x${code.toString(16).padStart(2, "0")}`
          : code < 0x10000
            ? `\\u${code.toString(16).padStart(4, "0")}`
            : `\\U${code.toString(16).padStart(8, "0")}`;
    } else out += character;
  }
  return out + quote;
}

function bytesRepr(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) {
    if (byte === 92 || byte === 39) out += `\\${String.fromCharCode(byte)}`;
    else if (byte === 10) out += "\\n";
    else if (byte === 13) out += "\\r";
    else if (byte === 9) out += "\\t";
    else if (byte < 32 || byte > 126) out += `\\x${byte.toString(16).padStart(2, "0")}`;
    else out += String.fromCharCode(byte);
  }
  return `b'${out}'`;
}

/** `repr(value)`. */
export function repr(runtime: Runtime, value: Value, place: Place): string {
  runtime.step(place);
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return floatText(value);
  if (typeof value === "string") return stringRepr(value);
  const all = (items: Iterable<Value>): string =>
    [...items].map((item) => repr(runtime, item, place)).join(", ");
  if (value instanceof List) return `[${all(value.items)}]`;
  if (value instanceof Tuple)
    return value.items.length === 1 ? `(${all(value.items)},)` : `(${all(value.items)})`;
  if (value instanceof Dict)
    return `{${[...value.entries.values()].map((entry) => `${repr(runtime, entry.key, place)}: ${repr(runtime, entry.value, place)}`).join(", ")}}`;
  if (value instanceof PySet) {
    if (value.entries.size > 1) giveUp("unknown-value", "the order of a set is not fixed", place);
    const inside = value.entries.size === 0 ? "" : `{${all(value.entries.values())}}`;
    return value.frozen ? `frozenset(${inside})` : inside === "" ? "set()" : inside;
  }
  if (value instanceof Bytes) return bytesRepr(value.bytes);
  if (value instanceof Complex)
    return value.real === 0
      ? `${imaginary(value.imag)}j`
      : `(${short(value.real)}${value.imag < 0 ? "" : "+"}${imaginary(value.imag)}j)`;
  if (value instanceof Range)
    return value.step === 1n
      ? `range(${String(value.start)}, ${String(value.stop)})`
      : `range(${String(value.start)}, ${String(value.stop)}, ${String(value.step)})`;
  if (value instanceof Singleton || value instanceof SpecialForm) return value.name;
  if (value instanceof Unknown) return giveUp(value.doubt.code, value.doubt.message, value.doubt);
  if (value instanceof Class)
    return value.module === "builtins"
      ? `<class '${value.name}'>`
      : `<class '${value.module}.${value.qualname}'>`;
  if (value instanceof Instance) return instanceRepr(runtime, value, place);
  if (value instanceof Builtin) return `<built-in function ${value.name}>`;
  if (value instanceof Alias && value.origin instanceof Class)
    return `${value.origin.name}[${value.args.map((item) => (item instanceof Class ? item.name : repr(runtime, item, place))).join(", ")}]`;
  if (value instanceof Func)
    giveUp("unknown-value", "the text of a function has its address in memory", place);
  return giveUp("unknown-value", `the text of this ${value.kind} is not known`, place);
}

function short(value: number): string {
  const text = floatText(value);
  return text.endsWith(".0") ? text.slice(0, -2) : text;
}

function imaginary(value: number): string {
  return short(value);
}

function instanceRepr(runtime: Runtime, value: Instance, place: Place): string {
  const method = specialMethod(value, "__repr__");
  if (method !== undefined) {
    const text = runtime.call(method, { args: [value], kwargs: new Map(), ...place });
    if (typeof text === "string") return text;
    giveUp("unknown-value", "__repr__ gives something unknown", place);
  }
  const hooked = hookOf(value, "repr")?.(value);
  if (hooked !== undefined) return hooked;
  const { cls } = value;
  if (cls.flavour === "enum") {
    const name = value.attributes.get("_name_");
    return `<${cls.name}.${typeof name === "string" ? name : "?"}: ${repr(runtime, value.attributes.get("_value_") ?? null, place)}>`;
  }
  if (cls.flavour === "dataclass" || cls.flavour === "model" || cls.flavour === "named-tuple") {
    const fields = [...value.attributes].map(([name, item]) => `${name}=${repr(runtime, item, place)}`);
    return `${cls.qualname}(${fields.join(", ")})`;
  }
  if (value.payload !== undefined) return repr(runtime, value.payload, place);
  return giveUp("unknown-value", `the text of an instance of ${cls.name} is not known`, place);
}

/** A method that a class of the project defines. */
export function specialMethod(value: Instance, name: string): Value | undefined {
  for (const cls of value.cls.mro) {
    const found = cls.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `str(value)`. */
export function str(runtime: Runtime, value: Value, place: Place): string {
  if (typeof value === "string") return value;
  if (value instanceof Instance) {
    const method = specialMethod(value, "__str__");
    if (method !== undefined) {
      const text = runtime.call(method, { args: [value], kwargs: new Map(), ...place });
      if (typeof text === "string") return text;
      giveUp("unknown-value", "__str__ gives something unknown", place);
    }
    const hooked = hookOf(value, "text")?.(value);
    if (hooked !== undefined) return hooked;
    if (value.cls.flavour === "enum") return enumText(value, place, runtime);
    if (value.cls.flavour === "exception") {
      const args = value.attributes.get("args");
      const items = args instanceof Tuple ? args.items : [];
      const [only] = items;
      if (items.length === 0 || only === undefined) return "";
      return items.length === 1 ? str(runtime, only, place) : repr(runtime, new Tuple(items), place);
    }
    if (typeof value.payload === "string") return value.payload;
    if (value.payload !== undefined && isNumber(unwrapped(value)))
      return repr(runtime, unwrapped(value), place);
  }
  return repr(runtime, value, place);
}

function enumText(value: Instance, place: Place, runtime: Runtime): string {
  const name = value.attributes.get("_name_");
  const mixin = value.cls.data.get("str-of");
  if (mixin === "value") return str(runtime, value.attributes.get("_value_") ?? null, place);
  return `${value.cls.name}.${typeof name === "string" ? name : "?"}`;
}
