import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { dictOf, isNumber, setOf, unwrapped } from "./basics.ts";
import { percentFormat } from "./percent.ts";
import { specialMethod } from "./text.ts";
import {
  Alias,
  Bytes,
  Class,
  Complex,
  Dict,
  ForwardRef,
  hookOf,
  Instance,
  List,
  PySet,
  SpecialForm,
  Tuple,
  TypeVariable,
  Union,
  type Value,
} from "./value.ts";
import { isType, unionOf } from "./union-of.ts";
import { unsupported } from "./unsupported.ts";
import { complexOp } from "./complex-op.ts";
import { arithmetic } from "./arithmetic.ts";

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
