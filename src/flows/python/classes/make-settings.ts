import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { Class, type Arguments, type Value } from "../values/value.ts";
import { makeModel } from "./make-model.ts";

/** An instance of settings: fields that the environment sets are not followed further. */
export function makeSettings(runtime: Runtime, cls: Class, call: Arguments): Value {
  const place = placeOf(call);
  const prefix = cls.config.get("env_prefix") ?? "";
  const file = cls.config.get("env_file") ?? null;
  if (file !== null) return giveUp("unknown-environment", "settings from a file", place);
  const kwargs = new Map(call.kwargs);
  for (const name of cls.fields.keys()) {
    if (kwargs.has(name)) continue;
    const variable = `${typeof prefix === "string" ? prefix : ""}${name}`.toUpperCase();
    const value = runtime.environment(variable, place) ?? runtime.environment(variable.toLowerCase(), place);
    if (value !== undefined) kwargs.set(name, value);
  }
  return makeModel(runtime, cls, { ...call, kwargs });
}
