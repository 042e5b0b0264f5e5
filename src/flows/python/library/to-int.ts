import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { asInt, typeName, unwrapped } from "../values/basics.ts";
import { specialMethod } from "../values/text.ts";
import { Instance, type Arguments, type Value } from "../values/value.ts";
import { firstArgument } from "./first-argument.ts";

/** `int(value, base)`. */
export function toInt(runtime: Runtime, call: Arguments): Value {
  const value = call.args.length === 0 ? 0n : unwrapped(firstArgument(call));
  const place = placeOf(call);
  if (typeof value === "number")
    return Number.isFinite(value)
      ? BigInt(Math.trunc(value))
      : runtime.raise("ValueError", "cannot convert float to integer", place);
  const whole = asInt(value);
  if (whole !== undefined) return whole;
  if (typeof value === "string") {
    const base = Number(asInt(call.args[1] ?? call.kwargs.get("base") ?? 10n) ?? 10n);
    const text = value.trim().replaceAll("_", "").toLowerCase();
    const unsigned = text.startsWith("-") || text.startsWith("+") ? text.slice(1) : text;
    const digits =
      base === 16 && unsigned.startsWith("0x")
        ? unsigned.slice(2)
        : base === 2 && unsigned.startsWith("0b")
          ? unsigned.slice(2)
          : unsigned;
    const allowed = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, base);
    if (digits === "" || ![...digits].every((digit) => allowed.includes(digit)))
      return runtime.raise(
        "ValueError",
        `invalid literal for int() with base ${String(base)}: '${value}'`,
        place,
      );
    let total = 0n;
    for (const digit of digits) total = total * BigInt(base) + BigInt(allowed.indexOf(digit));
    return text.startsWith("-") ? -total : total;
  }
  const instance = firstArgument(call);
  const method = instance instanceof Instance ? specialMethod(instance, "__int__") : undefined;
  if (method !== undefined) return runtime.call(method, { args: [instance], kwargs: new Map(), ...place });
  if (instance instanceof Instance) return giveUp("unknown-value", `int() of a ${instance.cls.name}`, place);
  return runtime.raise(
    "TypeError",
    `int() argument must be a string or a number, not '${typeName(value)}'`,
    place,
  );
}
