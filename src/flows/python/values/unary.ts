import { checkForeign } from "./foreign.ts";
import type { Place, Runtime } from "../runtime.ts";
import { asInt, typeName, unwrapped } from "./basics.ts";
import { specialMethod } from "./text.ts";
import { Complex, hookOf, Instance, type Value } from "./value.ts";

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
  checkForeign(place, value);
  return runtime.raise("TypeError", `bad operand type for unary ${op}: '${typeName(value)}'`, place);
}
