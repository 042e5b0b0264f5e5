import { checkForeign } from "./foreign.ts";
import type { Place, Runtime } from "../runtime.ts";
import { typeName } from "./basics.ts";
import { type Value } from "./value.ts";

/** Raises the TypeError of an operator that its operands do not have. */
export function unsupported(runtime: Runtime, op: string, left: Value, right: Value, place: Place): never {
  checkForeign(place, left, right);
  return runtime.raise(
    "TypeError",
    `unsupported operand type(s) for ${op}: '${typeName(left)}' and '${typeName(right)}'`,
    place,
  );
}
