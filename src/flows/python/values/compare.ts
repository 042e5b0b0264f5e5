import { checkForeign } from "./foreign.ts";
import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { equal, hashKey, typeName, unwrapped } from "./basics.ts";
import { specialMethod } from "./text.ts";
import { Dict, Instance, Iterator, PySet, Tuple, type Value } from "./value.ts";
import { truth } from "./truth.ts";
import { order } from "./order.ts";

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
  if (result === undefined) checkForeign(place, left, right);
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
