import { type Runtime } from "../runtime.ts";
import { dictOf } from "../values/basics.ts";
import { makeDict } from "../values/methods.ts";
import { Dict, Instance, List, Tuple, type Arguments, type Value } from "../values/value.ts";
import { native, type Names } from "./library.ts";

/** The names of `copy`. */
export function copyNames(runtime: Runtime): Names {
  const deep = (value: Value, call: Arguments): Value => {
    if (value instanceof List) return new List(value.items.map((item) => deep(item, call)));
    if (value instanceof Tuple) return new Tuple(value.items.map((item) => deep(item, call)));
    if (value instanceof Dict)
      return dictOf([...value.entries.values()].map((entry) => [entry.key, deep(entry.value, call)]));
    if (value instanceof Instance && (value.cls.flavour === "dataclass" || value.cls.flavour === "model")) {
      const made = new Instance(value.cls);
      for (const [name, item] of value.attributes) made.attributes.set(name, deep(item, call));
      return made;
    }
    return value;
  };
  return {
    copy: native("copy", (call) => {
      const [value = null] = call.args;
      if (value instanceof List) return new List([...value.items]);
      return value instanceof Dict ? makeDict(runtime, { ...call, args: [value], kwargs: new Map() }) : value;
    }),
    deepcopy: native("deepcopy", (call) => deep(call.args[0] ?? null, call)),
  };
}
