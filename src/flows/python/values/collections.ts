import { checkForeign } from "./foreign.ts";
import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { asInt, hashKey, typeName, unwrapped } from "./basics.ts";
import { rangeLength } from "./range-length.ts";
import { specialMethod } from "./text.ts";
import {
  Bytes,
  Class,
  Dict,
  hookOf,
  Instance,
  Iterator,
  List,
  PySet,
  Range,
  SliceValue,
  Tuple,
  Unknown,
  type Value,
} from "./value.ts";

/** Every item of an iterable. */
export function iterate(runtime: Runtime, value: Value, place: Place): Value[] {
  runtime.step(place);
  if (value instanceof Unknown) return giveUp(value.doubt.code, value.doubt.message, value.doubt);
  if (value instanceof Class && value.flavour === "enum") {
    return [...value.members.values()];
  }
  if (value instanceof Instance) {
    const hooked = hookOf(value, "iterate")?.(value);
    if (hooked !== undefined) return hooked;
    const method = specialMethod(value, "__iter__");
    if (method !== undefined)
      return iterate(runtime, runtime.call(method, { args: [value], kwargs: new Map(), ...place }), place);
    if (value.cls.flavour === "named-tuple") return [...value.attributes.values()];
    if (value.cls.flavour === "model")
      return [...value.attributes].map(([name, item]) => new Tuple([name, item]));
  }
  const plain = unwrapped(value);
  if (plain instanceof List || plain instanceof Tuple) return [...plain.items];
  if (plain instanceof Dict) return [...plain.entries.values()].map((entry) => entry.key);
  if (plain instanceof PySet) {
    if (
      plain.entries.size > 1 &&
      [...plain.entries.values()].some((item) => typeof item !== "bigint" || item < 0n || item > 7n)
    ) {
      giveUp("unknown-value", "the order of a set is not fixed", place);
    }
    return [...plain.entries.values()];
  }
  if (typeof plain === "string") return [...plain];
  if (plain instanceof Bytes) return [...plain.bytes].map((byte) => BigInt(byte));
  if (plain instanceof Range) {
    const length = rangeLength(plain);
    if (length > 100_000n) giveUp("too-much-work", "a range is very long", place);
    return Array.from({ length: Number(length) }, (_, index) => plain.start + BigInt(index) * plain.step);
  }
  if (plain instanceof Iterator) {
    const rest = plain.items.slice(plain.position);
    plain.position = plain.items.length;
    return rest;
  }
  checkForeign(place, value);
  return runtime.raise("TypeError", `'${typeName(value)}' object is not iterable`, place);
}

/** The items of a set in any order, where the order does not matter. */
export function unordered(runtime: Runtime, value: Value, place: Place): Value[] {
  const plain = unwrapped(value);
  return plain instanceof PySet ? [...plain.entries.values()] : iterate(runtime, value, place);
}

/** `len(value)`. */
export function length(runtime: Runtime, value: Value, place: Place): bigint {
  if (value instanceof Instance) {
    const method = specialMethod(value, "__len__");
    if (method !== undefined)
      return (
        asInt(runtime.call(method, { args: [value], kwargs: new Map(), ...place })) ??
        giveUp("unknown-value", "__len__ gives something unknown", place)
      );
    if (value.cls.flavour === "named-tuple") return BigInt(value.attributes.size);
  }
  const plain = unwrapped(value);
  if (typeof plain === "string") return BigInt([...plain].length);
  if (plain instanceof List || plain instanceof Tuple) return BigInt(plain.items.length);
  if (plain instanceof Dict || plain instanceof PySet) return BigInt(plain.entries.size);
  if (plain instanceof Bytes) return BigInt(plain.bytes.length);
  if (plain instanceof Range) return rangeLength(plain);
  if (plain instanceof Class && plain.flavour === "enum")
    return BigInt(iterate(runtime, plain, place).length);
  checkForeign(place, value);
  return runtime.raise("TypeError", `object of type '${typeName(value)}' has no len()`, place);
}

function sliced<T>(items: readonly T[], slice: SliceValue): T[] {
  const size = items.length;
  const step = slice.step === null ? 1 : Number(asInt(slice.step) ?? 1n);
  const clamp = (value: Value, fallback: number): number => {
    const whole = asInt(value);
    if (whole === undefined) return fallback;
    const position = whole < 0n ? Number(whole) + size : Number(whole);
    return step > 0 ? Math.min(Math.max(position, 0), size) : Math.min(Math.max(position, -1), size - 1);
  };
  const start = clamp(slice.start, step > 0 ? 0 : size - 1);
  const stop = clamp(slice.stop, step > 0 ? size : -1);
  const out: T[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) {
    const item = items[i];
    if (item !== undefined) out.push(item);
  }
  return out;
}

/** `container[key]` for values; types in brackets are handled elsewhere. */
export function getItem(runtime: Runtime, container: Value, key: Value, place: Place): Value {
  if (container instanceof Instance) {
    const hooked = hookOf(container, "item")?.(container, key);
    if (hooked !== undefined) return hooked;
    const method = specialMethod(container, "__getitem__");
    if (method !== undefined)
      return runtime.call(method, { args: [container, key], kwargs: new Map(), ...place });
  }
  const plain =
    container instanceof Instance && container.cls.flavour === "named-tuple"
      ? new Tuple([...container.attributes.values()])
      : unwrapped(container);
  if (plain instanceof Dict) {
    const text = hashKey(key);
    if (text === undefined) checkForeign(place, key);
    if (text === undefined) return runtime.raise("TypeError", `unhashable type: '${typeName(key)}'`, place);
    const entry = plain.entries.get(text);
    if (entry !== undefined) return entry.value;
    const factory = container instanceof Instance ? container.attributes.get("default_factory") : undefined;
    if (factory !== undefined && factory !== null) {
      const made = runtime.call(factory, { args: [], kwargs: new Map(), ...place });
      plain.entries.set(text, { key, value: made });
      return made;
    }
    const missing = container instanceof Instance ? specialMethod(container, "__missing__") : undefined;
    if (missing !== undefined)
      return runtime.call(missing, { args: [container, key], kwargs: new Map(), ...place });
    return runtime.raise("KeyError", typeof key === "string" ? `'${key}'` : typeName(key), place);
  }
  const items =
    typeof plain === "string"
      ? [...plain]
      : plain instanceof List || plain instanceof Tuple
        ? plain.items
        : plain instanceof Bytes
          ? [...plain.bytes].map(BigInt)
          : plain instanceof Range
            ? iterate(runtime, plain, place)
            : undefined;
  if (items === undefined) checkForeign(place, container);
  if (items === undefined)
    return runtime.raise("TypeError", `'${typeName(container)}' object is not subscriptable`, place);
  if (key instanceof SliceValue) {
    const part = sliced<Value>(items, key);
    if (typeof plain === "string") return part.map((item) => (typeof item === "string" ? item : "")).join("");
    if (plain instanceof Bytes) return new Bytes(Uint8Array.from(part.map(Number)));
    return plain instanceof Tuple ? new Tuple(part) : new List(part);
  }
  const index = asInt(key);
  if (index === undefined)
    return runtime.raise(
      "TypeError",
      `${typeName(container)} indices must be integers or slices, not ${typeName(key)}`,
      place,
    );
  const item = items[Number(index < 0n ? index + BigInt(items.length) : index)];
  return item === undefined
    ? runtime.raise("IndexError", `${typeName(container)} index out of range`, place)
    : item;
}

/** `container[key] = value`. */
export function setItem(runtime: Runtime, container: Value, key: Value, value: Value, place: Place): void {
  if (container instanceof Unknown) return;
  if (container instanceof Instance) {
    const method = specialMethod(container, "__setitem__");
    if (method !== undefined) {
      runtime.call(method, { args: [container, key, value], kwargs: new Map(), ...place });
      return;
    }
  }
  const plain = unwrapped(container);
  if (plain instanceof Dict) {
    const text = hashKey(key);
    if (text === undefined) checkForeign(place, key);
    if (text === undefined) return runtime.raise("TypeError", `unhashable type: '${typeName(key)}'`, place);
    plain.entries.set(text, { key: plain.entries.get(text)?.key ?? key, value });
    return;
  }
  if (plain instanceof List) {
    const index = asInt(key);
    if (index === undefined) return giveUp("unknown-value", "an assignment to a slice", place);
    const position = Number(index < 0n ? index + BigInt(plain.items.length) : index);
    if (plain.items[position] === undefined)
      return runtime.raise("IndexError", "list assignment index out of range", place);
    plain.items[position] = value;
    return;
  }
  return runtime.raise(
    "TypeError",
    `'${typeName(container)}' object does not support item assignment`,
    place,
  );
}

/** `del container[key]`. */
export function deleteItem(runtime: Runtime, container: Value, key: Value, place: Place): void {
  const plain = unwrapped(container);
  if (plain instanceof Dict) {
    const text = hashKey(key) ?? "";
    if (!plain.entries.delete(text)) runtime.raise("KeyError", typeName(key), place);
    return;
  }
  if (plain instanceof List && asInt(key) !== undefined) {
    const index = Number(asInt(key));
    plain.items.splice(index < 0 ? index + plain.items.length : index, 1);
    return;
  }
  giveUp("unknown-value", "a deletion that cannot be followed", place);
}

/** A set's values in order, as pydantic writes a default: sorted where that can be, else in an order that is not fixed. */
export function sortedSet(set: PySet): List {
  const values = [...set.entries.values()];
  const allText = values.every((value) => typeof value === "string");
  const allNumbers = values.every(
    (value) => typeof value === "bigint" || typeof value === "number" || typeof value === "boolean",
  );
  if (values.length > 1 && !allText && !allNumbers) {
    return giveUp("unknown-value", "the order of a set is not fixed", { file: "", at: 0 });
  }
  return new List(values.toSorted((a, b) => (a === b ? 0 : (a ?? 0) < (b ?? 0) ? -1 : 1)));
}
