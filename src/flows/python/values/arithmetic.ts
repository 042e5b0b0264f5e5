import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { type Value } from "./value.ts";
import { floatFloorDivide, floatRemainder, floorDivide } from "./floor-divide.ts";
import { unsupported } from "./unsupported.ts";

/** A binary operator on two numbers. */
export function arithmetic(
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
      return floatFloorDivide(a, b);
    case "%":
      return floatRemainder(a, b);
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
