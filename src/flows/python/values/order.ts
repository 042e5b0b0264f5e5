import type { Place, Runtime } from "../runtime.ts";
import { equal, isNumber, unwrapped } from "./basics.ts";
import { Bytes, hookOf, Instance, List, Tuple, type Value } from "./value.ts";

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
