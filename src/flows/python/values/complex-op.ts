import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { isNumber } from "./basics.ts";
import { Complex, type Value } from "./value.ts";
import { unsupported } from "./unsupported.ts";

/** A binary operator of which one side is a complex number. */
export function complexOp(runtime: Runtime, op: string, a: Value, b: Value, place: Place): Value {
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
