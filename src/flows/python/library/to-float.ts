import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { isNumber, typeName, unwrapped } from "../values/basics.ts";
import { Instance, type Arguments, type Value } from "../values/value.ts";
import { firstArgument } from "./first-argument.ts";

/** `float(value)`. */
export function toFloat(runtime: Runtime, call: Arguments): Value {
  const value = call.args.length === 0 ? 0n : unwrapped(firstArgument(call));
  const place = placeOf(call);
  if (isNumber(value)) return Number(value);
  if (typeof value === "string") {
    const text = value.trim().replaceAll("_", "").toLowerCase();
    const special: Readonly<Record<string, number>> = {
      inf: Infinity,
      "+inf": Infinity,
      infinity: Infinity,
      "-inf": -Infinity,
      "-infinity": -Infinity,
      nan: Number.NaN,
    };
    const known = special[text];
    if (known !== undefined) return known;
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/u.test(text)) return Number(text);
    return runtime.raise("ValueError", `could not convert string to float: '${value}'`, place);
  }
  if (value instanceof Instance) return giveUp("unknown-value", `float() of a ${value.cls.name}`, place);
  return runtime.raise(
    "TypeError",
    `float() argument must be a string or a real number, not '${typeName(value)}'`,
    place,
  );
}
