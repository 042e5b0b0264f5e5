import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { specialMethod } from "./text.ts";
import { Bytes, Complex, Dict, hookOf, Instance, List, PySet, Range, Tuple, type Value } from "./value.ts";
import { rangeLength } from "./range-length.ts";

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
