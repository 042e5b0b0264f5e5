import type { Executor } from "../evaluation/executor.ts";
import { giveUp, placeOf } from "../runtime.ts";
import { Class, Dict, type Arguments, type Value } from "../values/value.ts";
import { makeDataclass } from "./dataclasses.ts";
import { native, type Names } from "./library.ts";

/** Settings of dataclasses that the reader follows. */
const dataclassSettings: ReadonlySet<Value> = new Set<Value>([
  ...["title", "extra", "json_schema_extra", "frozen", "strict", "validate_assignment", "validate_default"],
  ...["arbitrary_types_allowed", "str_max_length", "str_min_length", "str_strip_whitespace"],
]);

/** The names of `pydantic.dataclasses`. */
export function pydanticDataclassNames(runtime: Executor): Names {
  const make = (cls: Value, options: ReadonlyMap<string, Value>, call: Arguments): Value => {
    if (!(cls instanceof Class))
      return giveUp("unknown-value", "dataclass() of something that is no class", placeOf(call));
    const config = options.get("config") ?? null;
    const made = makeDataclass(runtime, cls, options, placeOf(call));
    if (config === null) return made;
    const settings = config instanceof Dict ? [...config.entries.values()] : [];
    if (!(config instanceof Dict) || settings.some(({ key }) => !dataclassSettings.has(key)))
      return giveUp("unknown-type", "a pydantic dataclass with such settings", placeOf(call));
    made.config = new Map(
      settings.flatMap(({ key, value }) => (typeof key === "string" ? [[key, value] as const] : [])),
    );
    return made;
  };
  return {
    dataclass: native("dataclass", (call) => {
      const [cls] = call.args;
      return cls === undefined
        ? native("dataclass", (inner) => make(inner.args[0] ?? null, call.kwargs, inner))
        : make(cls, call.kwargs, call);
    }),
  };
}
