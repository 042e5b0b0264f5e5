import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { asInt, dictOf, equal, hashKey, isNumber, setOf, typeName, unwrapped } from "./basics.ts";
import { percentFormat } from "./percent.ts";
import { specialMethod } from "./text.ts";
import {
  Alias,
  Annotated,
  Bytes,
  Class,
  Complex,
  Dict,
  ForwardRef,
  hookOf,
  Instance,
  Iterator,
  List,
  LiteralType,
  NewTypeValue,
  PySet,
  Range,
  SpecialForm,
  Tuple,
  TypeAlias,
  TypeVariable,
  Union,
  type Value,
} from "./value.ts";

/** `bool(value)`. */
export function truth(runtime: Runtime, value: Value, place: Place): boolean {
  if (value === null) return false;
  if (typeof value !== "object") return Boolean(value);
  if (value instanceof List || value instanceof Tuple) return value.items.length > 0;
  if (value instanceof Dict || value instanceof PySet) return value.entries.size > 0;
  if (value instanceof Bytes) return value.bytes.length > 0;
  if (value instanceof Complex) return value.real !== 0 || value.imag !== 0;
  if (value instanceof Range) return rangeLength(value) > 0n;
  if (value.kind === "unknown") return giveUp("unknown-value", "a condition on something unknown", place);
  if (value instanceof Instance) {
    const hook = hookOf(value, "truth");
    if (hook !== undefined) return hook(value);
    for (const name of ["__bool__", "__len__"]) {
      const method = specialMethod(value, name);
      if (method !== undefined)
        return truth(runtime, runtime.call(method, { args: [value], kwargs: new Map(), ...place }), place);
    }
    if (value.payload !== undefined && value.cls.flavour !== "enum")
      return truth(runtime, value.payload, place);
  }
  return true;
}

/** How many numbers a range has. */
export function rangeLength(range: Range): bigint {
  const { start, stop, step } = range;
  if (step > 0n) return stop > start ? (stop - start + step - 1n) / step : 0n;
  return stop < start ? (start - stop - step - 1n) / -step : 0n;
}

const methods: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "truediv",
  "//": "floordiv",
  "%": "mod",
  "**": "pow",
  "|": "or",
  "&": "and",
  "^": "xor",
  "<<": "lshift",
  ">>": "rshift",
  "@": "matmul",
};

function isType(value: Value): boolean {
  return (
    value instanceof Class ||
    value instanceof Alias ||
    value instanceof Union ||
    value instanceof Annotated ||
    value instanceof TypeVariable ||
    value instanceof TypeAlias ||
    value instanceof NewTypeValue ||
    value instanceof LiteralType ||
    value instanceof SpecialForm ||
    value instanceof ForwardRef
  );
}

/** A union of types as Python makes it: flat, each once. */
export function unionOf(args: readonly Value[]): Value {
  const flat: Value[] = [];
  for (const arg of args) {
    for (const part of arg instanceof Union ? arg.args : [arg]) {
      if (!flat.some((other) => equal(other, part))) flat.push(part);
    }
  }
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : new Union(flat);
}

/** A binary operator. */
export function binary(runtime: Runtime, op: string, left: Value, right: Value, place: Place): Value {
  runtime.step(place);
  if (
    op === "|" &&
    (isType(left) || isType(right)) &&
    (isType(left) || left === null || typeof left === "string") &&
    (isType(right) || right === null || typeof right === "string")
  ) {
    if (left instanceof Class || right instanceof Class || isType(left) === isType(right)) {
      if (typeof left === "string" || typeof right === "string") {
        if (!(
          left instanceof TypeVariable ||
          right instanceof TypeVariable ||
          left instanceof SpecialForm ||
          right instanceof SpecialForm ||
          (left instanceof Alias && left.typing) ||
          (right instanceof Alias && right.typing) ||
          left instanceof Union ||
          right instanceof Union
        ))
          return unsupported(runtime, op, left, right, place);
      }
    }
    return unionOf(
      [left, right].map((item) => (typeof item === "string" ? new ForwardRef(item, place.at) : item)),
    );
  }
  for (const [owner, other, name] of [
    [left, right, `__${methods[op] ?? ""}__`],
    [right, left, `__r${methods[op] ?? ""}__`],
  ] as const) {
    if (!(owner instanceof Instance)) continue;
    const result = hookOf(owner, "binary")?.(op, left, right, place);
    if (result !== undefined) return result;
    const method = specialMethod(owner, name);
    if (method !== undefined)
      return runtime.call(method, { args: [owner, other], kwargs: new Map(), ...place });
  }
  const a = unwrapped(left);
  const b = unwrapped(right);
  if (a instanceof Complex || b instanceof Complex) return complexOp(runtime, op, a, b, place);
  if (isNumber(a) && isNumber(b)) return arithmetic(runtime, op, a, b, place);
  if (op === "%" && typeof a === "string") return percentFormat(runtime, a, b, place);
  if (op === "+") {
    if (typeof a === "string" && typeof b === "string") return a + b;
    if (a instanceof List && b instanceof List) return new List([...a.items, ...b.items]);
    if (a instanceof Tuple && b instanceof Tuple) return new Tuple([...a.items, ...b.items]);
    if (a instanceof Bytes && b instanceof Bytes) return new Bytes(Uint8Array.from([...a.bytes, ...b.bytes]));
  }
  if (op === "*") {
    const repeated = repeat(a, b, place) ?? repeat(b, a, place);
    if (repeated !== undefined) return repeated;
  }
  if (op === "|" && a instanceof Dict && b instanceof Dict)
    return dictOf([...a.entries.values(), ...b.entries.values()].map((entry) => [entry.key, entry.value]));
  if (a instanceof PySet && b instanceof PySet) {
    const result = setOp(op, a, b);
    if (result !== undefined) return result;
  }
  return unsupported(runtime, op, left, right, place);
}

function unsupported(runtime: Runtime, op: string, left: Value, right: Value, place: Place): never {
  return runtime.raise(
    "TypeError",
    `unsupported operand type(s) for ${op}: '${typeName(left)}' and '${typeName(right)}'`,
    place,
  );
}

function repeat(value: Value, by: Value, place: Place): Value | undefined {
  const times = typeof by === "bigint" ? by : typeof by === "boolean" ? BigInt(by) : undefined;
  if (times === undefined) return undefined;
  const count = times < 0n ? 0 : Number(times);
  const size =
    typeof value === "string"
      ? value.length
      : value instanceof List || value instanceof Tuple
        ? value.items.length
        : value instanceof Bytes
          ? value.bytes.length
          : undefined;
  if (size === undefined) return undefined;
  if (size * count > 1_000_000) giveUp("too-much-work", "this makes a very large value", place);
  if (typeof value === "string") return value.repeat(count);
  if (value instanceof List) return new List(Array.from({ length: count }, () => value.items).flat());
  if (value instanceof Tuple) return new Tuple(Array.from({ length: count }, () => value.items).flat());
  if (value instanceof Bytes)
    return new Bytes(Uint8Array.from(Array.from({ length: count }, () => [...value.bytes]).flat()));
  return undefined;
}

function setOp(op: string, a: PySet, b: PySet): PySet | undefined {
  const values = [...a.entries];
  if (op === "|") return setOf([...a.entries.values(), ...b.entries.values()], a.frozen);
  if (op === "&")
    return setOf(
      values.filter(([key]) => b.entries.has(key)).map(([, value]) => value),
      a.frozen,
    );
  if (op === "-")
    return setOf(
      values.filter(([key]) => !b.entries.has(key)).map(([, value]) => value),
      a.frozen,
    );
  if (op === "^")
    return setOf(
      [
        ...values.filter(([key]) => !b.entries.has(key)),
        ...[...b.entries].filter(([key]) => !a.entries.has(key)),
      ].map(([, value]) => value),
      a.frozen,
    );
  return undefined;
}

function complexOp(runtime: Runtime, op: string, a: Value, b: Value, place: Place): Value {
  const left = a instanceof Complex ? a : isNumber(a) ? new Complex(Number(a), 0) : undefined;
  const right = b instanceof Complex ? b : isNumber(b) ? new Complex(Number(b), 0) : undefined;
  if (left === undefined || right === undefined) return unsupported(runtime, op, a, b, place);
  if (op === "+") return new Complex(left.real + right.real, left.imag + right.imag);
  if (op === "-") return new Complex(left.real - right.real, left.imag - right.imag);
  if (op === "*")
    return new Complex(
      left.real * right.real - left.imag * right.imag,
      left.real * right.imag + left.imag * right.real,
    );
  return giveUp("unknown-value", "an operation on complex numbers", place);
}

function arithmetic(
  runtime: Runtime,
  op: string,
  a: boolean | bigint | number,
  b: boolean | bigint | number,
  place: Place,
): Value {
  if (typeof a === "boolean" && typeof b === "boolean" && ["|", "&", "^"].includes(op))
    return op === "|" ? a || b : op === "&" ? a && b : a !== b;
  if (typeof a === "number" || typeof b === "number") return floats(runtime, op, Number(a), Number(b), place);
  return integers(runtime, op, BigInt(a), BigInt(b), place);
}

function floats(runtime: Runtime, op: string, a: number, b: number, place: Place): Value {
  if (["/", "//", "%"].includes(op) && b === 0)
    return runtime.raise("ZeroDivisionError", "float division by zero", place);
  switch (op) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "//":
      return Math.floor(a / b);
    case "%": {
      const rest = a % b;
      return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
    }
    case "**":
      if (a === 0 && b < 0)
        return runtime.raise("ZeroDivisionError", "0.0 cannot be raised to a negative power", place);
      if (a < 0 && !Number.isInteger(b)) return giveUp("unknown-value", "a complex power", place);
      return a ** b;
    default:
      return unsupported(runtime, op, a, b, place);
  }
}

function integers(runtime: Runtime, op: string, a: bigint, b: bigint, place: Place): Value {
  if (["/", "//", "%"].includes(op) && b === 0n)
    return runtime.raise("ZeroDivisionError", "division by zero", place);
  switch (op) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return Number(a) / Number(b);
    case "//":
      return floorDivide(a, b);
    case "%":
      return a - floorDivide(a, b) * b;
    case "**":
      if (b < 0n)
        return a === 0n
          ? runtime.raise("ZeroDivisionError", "0.0 cannot be raised to a negative power", place)
          : Number(a) ** Number(b);
      if (b > 100_000n || BigInt(a.toString().length) * b > 100_000n)
        return giveUp("too-much-work", "this makes a very large number", place);
      return a ** b;
    case "|":
      return a | b;
    case "&":
      return a & b;
    case "^":
      return a ^ b;
    case "<<":
    case ">>":
      if (b < 0n) return runtime.raise("ValueError", "negative shift count", place);
      if (b > 100_000n) return giveUp("too-much-work", "this makes a very large number", place);
      return op === "<<" ? a << b : a >> b;
    default:
      return unsupported(runtime, op, a, b, place);
  }
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** -x, +x, ~x. */
export function unary(runtime: Runtime, op: string, value: Value, place: Place): Value {
  if (value instanceof Instance) {
    const result = hookOf(value, "unary")?.(op, value);
    if (result !== undefined) return result;
    const method = specialMethod(value, op === "-" ? "__neg__" : op === "+" ? "__pos__" : "__invert__");
    if (method !== undefined) return runtime.call(method, { args: [value], kwargs: new Map(), ...place });
  }
  const plain = unwrapped(value);
  if (plain instanceof Complex && op !== "~")
    return op === "-" ? new Complex(-plain.real, -plain.imag) : plain;
  if (typeof plain === "number" && op !== "~") return op === "-" ? -plain : plain;
  const whole = asInt(plain);
  if (whole !== undefined) return op === "-" ? -whole : op === "~" ? ~whole : whole;
  return runtime.raise("TypeError", `bad operand type for unary ${op}: '${typeName(value)}'`, place);
}

/** <0, 0 or >0 for values that have an order; undefined where Python has none. */
export function order(runtime: Runtime, left: Value, right: Value, place: Place): number | undefined {
  const a = unwrapped(left);
  const b = unwrapped(right);
  if (isNumber(a) && isNumber(b)) {
    if (Number.isNaN(Number(a)) || Number.isNaN(Number(b))) return Number.NaN;
    const [x, y] = typeof a === "boolean" || typeof b === "boolean" ? [Number(a), Number(b)] : [a, b];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (a instanceof Bytes && b instanceof Bytes)
    return compareText(String.fromCharCode(...a.bytes), String.fromCharCode(...b.bytes));
  if ((a instanceof List && b instanceof List) || (a instanceof Tuple && b instanceof Tuple)) {
    for (const [index, item] of a.items.entries()) {
      const other = b.items[index];
      if (other === undefined) return 1;
      if (!equal(item, other)) return order(runtime, item, other, place);
    }
    return a.items.length - b.items.length;
  }
  if (left instanceof Instance && right instanceof Instance) {
    const result = hookOf(left, "order")?.(left, right);
    if (result !== undefined) return result;
  }
  return undefined;
}

function compareText(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (const [index, character] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const difference = (character.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const reflected: Readonly<Record<string, string>> = {
  "<": "__lt__",
  ">": "__gt__",
  "<=": "__le__",
  ">=": "__ge__",
};

/** < > <= >= == != in, not in, is, is not. */
export function compare(runtime: Runtime, op: string, left: Value, right: Value, place: Place): Value {
  switch (op) {
    case "==":
    case "!=": {
      for (const [owner, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const method =
          owner instanceof Instance
            ? (specialMethod(owner, op === "==" ? "__eq__" : "__ne__") ?? specialMethod(owner, "__eq__"))
            : undefined;
        if (method !== undefined) {
          const result = truth(
            runtime,
            runtime.call(method, { args: [owner, other], kwargs: new Map(), ...place }),
            place,
          );
          return op === "==" || (owner instanceof Instance && specialMethod(owner, "__ne__") !== undefined)
            ? result
            : !result;
        }
      }
      return equal(left, right) === (op === "==");
    }
    case "is":
      return (
        left === right ||
        (left instanceof Tuple && right instanceof Tuple && left.items.length + right.items.length === 0)
      );
    case "is not":
      return left !== right;
    case "in":
      return contains(runtime, right, left, place);
    case "not in":
      return !contains(runtime, right, left, place);
    default:
  }
  if (left instanceof Instance) {
    const method = specialMethod(left, reflected[op] ?? "");
    if (method !== undefined)
      return runtime.call(method, { args: [left, right], kwargs: new Map(), ...place });
  }
  if (left instanceof PySet && right instanceof PySet) {
    const within = (a: PySet, b: PySet): boolean => [...a.entries.keys()].every((key) => b.entries.has(key));
    if (op === "<=") return within(left, right);
    if (op === ">=") return within(right, left);
    if (op === "<") return within(left, right) && left.entries.size < right.entries.size;
    return within(right, left) && right.entries.size < left.entries.size;
  }
  const result = order(runtime, left, right, place);
  if (result === undefined)
    return runtime.raise(
      "TypeError",
      `'${op}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
      place,
    );
  if (op === "<") return result < 0;
  if (op === ">") return result > 0;
  return op === "<=" ? result <= 0 : result >= 0;
}

function contains(runtime: Runtime, container: Value, item: Value, place: Place): boolean {
  const plain = unwrapped(container);
  if (typeof plain === "string") {
    const needle = unwrapped(item);
    if (typeof needle !== "string")
      return runtime.raise(
        "TypeError",
        `'in <string>' requires string as left operand, not ${typeName(item)}`,
        place,
      );
    return plain.includes(needle);
  }
  if (plain instanceof Dict || plain instanceof PySet) {
    const key = hashKey(item);
    if (key === undefined) return runtime.raise("TypeError", `unhashable type: '${typeName(item)}'`, place);
    return plain.entries.has(key);
  }
  if (container instanceof Instance) {
    const method = specialMethod(container, "__contains__");
    if (method !== undefined)
      return truth(
        runtime,
        runtime.call(method, { args: [container, item], kwargs: new Map(), ...place }),
        place,
      );
  }
  if (container instanceof Iterator) return giveUp("unknown-value", "a search in an iterator", place);
  return runtime.iterate(container, place).some((other) => equal(other, item));
}
