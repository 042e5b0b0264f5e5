import {
  Alias,
  Annotated,
  Builtin,
  Bytes,
  Class,
  Complex,
  Dict,
  Func,
  hookOf,
  Instance,
  Iterator,
  List,
  LiteralType,
  Module,
  PyObject,
  PySet,
  Range,
  Singleton,
  Tuple,
  Union,
  Unknown,
  type Value,
} from "./value.ts";

const identities = new WeakMap<PyObject, number>();
let nextIdentity = 1;

/** A number that stands for an object's identity. */
export function identity(value: PyObject): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  identities.set(value, nextIdentity);
  return nextIdentity++;
}

function numberKey(value: number): string {
  if (Number.isInteger(value)) return `n:${BigInt(value).toString()}`;
  return Number.isNaN(value) ? "nan" : `f:${String(value)}`;
}

/** Text that is the same for values that are equal as keys of a dict; undefined when they cannot be keys. */
export function hashKey(value: Value): string | undefined {
  if (value === null) return "None";
  switch (typeof value) {
    case "boolean":
      return value ? "n:1" : "n:0";
    case "bigint":
      return `n:${value.toString()}`;
    case "number":
      return numberKey(value);
    case "string":
      return `s:${value}`;
    default:
  }
  if (
    value instanceof Tuple ||
    value instanceof LiteralType ||
    value instanceof Alias ||
    value instanceof Union
  )
    return sequenceKey(value);
  if (value instanceof Bytes) return `b:${[...value.bytes].join(",")}`;
  if (value instanceof Complex) return `c:${String(value.real)}:${String(value.imag)}`;
  if (value instanceof PySet)
    return value.frozen ? `fs:${[...value.entries.keys()].toSorted().join("|")}` : undefined;
  if (value instanceof List || value instanceof Dict) return undefined;
  if (value instanceof Instance) return instanceKey(value);
  if (value instanceof Range) return `r:${String(value.start)}:${String(value.stop)}:${String(value.step)}`;
  return `o:${String(identity(value))}`;
}

function sequenceKey(value: Tuple | LiteralType | Alias | Union): string | undefined {
  const items =
    value instanceof LiteralType ? value.values : value instanceof Tuple ? value.items : value.args;
  const parts: string[] = [];
  for (const item of items) {
    const key = hashKey(item);
    if (key === undefined) return undefined;
    parts.push(value instanceof LiteralType ? `${typeof item}${key}` : key);
  }
  if (value instanceof Tuple) return `t:(${parts.join(",")})`;
  if (value instanceof LiteralType) return `l:[${parts.join(",")}]`;
  if (value instanceof Union) return `u:{${parts.toSorted().join("|")}}`;
  return `a:${hashKey(value.origin) ?? ""}[${parts.join(",")}]`;
}

function instanceKey(value: Instance): string | undefined {
  if (value.cls.flavour === "enum") {
    const payload = value.payload;
    return payload !== undefined && (typeof payload === "string" || typeof payload === "bigint")
      ? hashKey(payload)
      : `o:${String(identity(value))}`;
  }
  if (value.payload !== undefined) return hashKey(value.payload);
  const text = hookOf(value, "hash")?.(value);
  if (text !== undefined) return `h:${value.cls.name}:${text}`;
  if (value.cls.flavour === "dataclass") {
    if (value.cls.data.get("frozen") !== true && value.cls.data.get("eq") !== false) return undefined;
    return `d:${String(identity(value.cls))}:${[...value.attributes.values()].map((item) => hashKey(item) ?? "?").join(",")}`;
  }
  return `o:${String(identity(value))}`;
}

/** `==`, for values that are known. */
export function equal(left: Value, right: Value): boolean {
  if (left === right) return typeof left !== "number" || !Number.isNaN(left);
  if (left === null || right === null) return false;
  const a = unwrapped(left);
  const b = unwrapped(right);
  if (isNumber(a) && isNumber(b)) return Number.isNaN(asFloat(a)) ? false : hashKey(a) === hashKey(b);
  if (a instanceof List && b instanceof List) return sameItems(a.items, b.items);
  if (a instanceof Tuple && b instanceof Tuple) return sameItems(a.items, b.items);
  if (a instanceof Dict && b instanceof Dict) {
    return (
      a.entries.size === b.entries.size &&
      [...a.entries].every(([key, entry]) => {
        const other = b.entries.get(key);
        return other !== undefined && equal(entry.value, other.value);
      })
    );
  }
  if (a instanceof PySet && b instanceof PySet)
    return a.entries.size === b.entries.size && [...a.entries.keys()].every((key) => b.entries.has(key));
  if (a instanceof Annotated && b instanceof Annotated)
    return equal(a.type, b.type) && sameItems(a.metadata, b.metadata);
  if (
    a instanceof Instance &&
    b instanceof Instance &&
    a.cls === b.cls &&
    (a.cls.flavour === "dataclass" || a.cls.flavour === "model")
  ) {
    return sameItems([...a.attributes.values()], [...b.attributes.values()]);
  }
  const key = hashKey(a);
  return key !== undefined && key === hashKey(b);
}

function sameItems(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((item, index) => equal(item, right[index] ?? null));
}

/** The str, int, … inside an instance of a subclass of these; other values as they are. */
export function unwrapped(value: Value): Value {
  if (!(value instanceof Instance) || value.payload === undefined) return value;
  if (value.cls.flavour === "enum" && value.cls.data.get("mixin") === undefined) return value;
  return unwrapped(value.payload);
}

export function isNumber(value: Value): value is boolean | bigint | number {
  return typeof value === "boolean" || typeof value === "bigint" || typeof value === "number";
}

export function asFloat(value: boolean | bigint | number): number {
  return Number(value);
}

export function asInt(value: Value): bigint | undefined {
  const plain = unwrapped(value);
  if (typeof plain === "boolean") return plain ? 1n : 0n;
  return typeof plain === "bigint" ? plain : undefined;
}

/** The first that is there; unlike `??` it takes None for a value. */
export function firstOf(...values: readonly (Value | undefined)[]): Value | undefined {
  return values.find((value) => value !== undefined);
}

/** Makes a dict of pairs whose keys are known to be hashable. */
export function dictOf(pairs: Iterable<readonly [Value, Value]>): Dict {
  const dict = new Dict();
  for (const [key, value] of pairs) {
    const text = hashKey(key);
    if (text === undefined) continue;
    const before = dict.entries.get(text);
    dict.entries.set(text, { key: before?.key ?? key, value });
  }
  return dict;
}

/** The value of a string key. */
export function dictGet(dict: Dict, key: Value): Value | undefined {
  const text = hashKey(key);
  return text === undefined ? undefined : dict.entries.get(text)?.value;
}

/** Makes a set of values that are known to be hashable. */
export function setOf(values: Iterable<Value>, frozen = false): PySet {
  const set = new PySet(frozen);
  for (const value of values) {
    const key = hashKey(value);
    if (key !== undefined && !set.entries.has(key)) set.entries.set(key, value);
  }
  return set;
}

/** The name of a value's type as messages of Python show it. */
export function typeName(value: Value): string {
  if (value === null) return "NoneType";
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return "float";
    case "string":
      return "str";
    default:
  }
  if (value instanceof Instance) return value.cls.name;
  if (value instanceof PySet) return value.frozen ? "frozenset" : "set";
  if (value instanceof Class) return "type";
  if (value instanceof Builtin) return "builtin_function_or_method";
  if (value instanceof Func) return "function";
  if (value instanceof Module) return "module";
  if (value instanceof Iterator) return value.type;
  if (value instanceof Singleton && value.name === "Ellipsis") return "ellipsis";
  return value.kind;
}

/** The first unknown value among these, also inside lists, tuples, sets and dicts. */
export function findUnknown(value: Value, depth = 0): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (depth > 6 || value === null || typeof value !== "object") return undefined;
  const items =
    value instanceof List || value instanceof Tuple
      ? value.items
      : value instanceof PySet
        ? [...value.entries.values()]
        : value instanceof Dict
          ? [...value.entries.values()].flatMap((entry) => [entry.key, entry.value])
          : value instanceof Instance &&
              (value.cls.flavour === "dataclass" ||
                value.cls.flavour === "model" ||
                value.cls.flavour === "opaque")
            ? [...value.attributes.values(), value.payload ?? null]
            : [];
  for (const item of items) {
    const found = findUnknown(item, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
