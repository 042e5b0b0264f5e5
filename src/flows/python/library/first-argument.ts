import { type Arguments, type Value } from "../values/value.ts";

/** The first argument of a call, None without one. */
export function firstArgument(call: Arguments): Value {
  return call.args[0] ?? null;
}
