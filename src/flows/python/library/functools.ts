import { placeOf, type Runtime } from "../runtime.ts";
import { firstOf } from "../values/basics.ts";
import { BoundMethod, Builtin, Descriptor, Func, Partial, type Value } from "../values/value.ts";
import { native, type Names } from "./library.ts";
import { updateWrapper, wrapping } from "./update-wrapper.ts";

/** The names of `functools`. */
export function functoolsNames(runtime: Runtime): Names {
  const cached = (name: string): Value =>
    native(name, (call) => {
      const [fn] = call.args;
      const isFunction = fn instanceof Func || fn instanceof BoundMethod || fn instanceof Builtin;
      return isFunction
        ? wrapping(runtime, name, fn, call)
        : native(name, (inner) => wrapping(runtime, name, inner.args[0] ?? null, inner));
    });
  return {
    wraps: native("wraps", (call) => {
      const wrapped = firstOf(call.args[0], call.kwargs.get("wrapped")) ?? null;
      return native("wraps", (inner) => updateWrapper(runtime, inner.args[0] ?? null, wrapped, inner));
    }),
    update_wrapper: native("update_wrapper", (call) =>
      updateWrapper(runtime, call.args[0] ?? null, call.args[1] ?? null, call),
    ),
    partial: native(
      "partial",
      (call) => new Partial(call.args[0] ?? null, call.args.slice(1), call.kwargs),
      true,
    ),
    lru_cache: cached("lru_cache"),
    cache: cached("cache"),
    cached_property: native("cached_property", (call) => new Descriptor("property", call.args[0] ?? null)),
    singledispatch: cached("singledispatch"),
    total_ordering: native("total_ordering", (call) => call.args[0] ?? null),
    reduce: native("reduce", (call) => {
      const [fn = null, iterable = null, initial] = call.args;
      const items = runtime.iterate(iterable, placeOf(call));
      const start = initial === undefined ? items.shift() : initial;
      if (start === undefined)
        return runtime.raise("TypeError", "reduce() of empty iterable with no initial value", placeOf(call));
      return items.reduce<Value>(
        (left, right) => runtime.call(fn, { ...call, args: [left, right], kwargs: new Map() }),
        start,
      );
    }),
  };
}
