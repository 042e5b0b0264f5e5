import type { Executor } from "../evaluation/executor.ts";
import { placeOf } from "../runtime.ts";
import { Class, Instance, Unknown, type Value } from "../values/value.ts";
import { native, type Names } from "./library.ts";

/** attrs' decorators: to pydantic the classes are plain ones. */
export function attrsNames(runtime: Executor): Names {
  const define = native("define", (call) => {
    const mark = (cls: Value): Value => {
      if (cls instanceof Class) cls.construct = () => new Instance(cls);
      return cls;
    };
    return call.args[0] instanceof Class
      ? mark(call.args[0])
      : native("define", (inner) => mark(inner.args[0] ?? null));
  });
  const field = native(
    "field",
    (call) => new Unknown({ code: "unknown-value", message: "a field of attrs", ...placeOf(call) }),
    true,
  );
  runtime.step({ file: "", at: 0 });
  return {
    define,
    mutable: define,
    frozen: define,
    s: define,
    attrs: define,
    field,
    ib: field,
    attrib: field,
    Factory: field,
  };
}
