import { placeOf, type Runtime } from "../runtime.ts";
import { Builtin, Func, type Arguments, type Value } from "../values/value.ts";

const copied = ["__module__", "__name__", "__qualname__", "__doc__"];

/** Gives a wrapper the name, the docstring and the attributes of what it wraps, as `functools.update_wrapper` does. */
export function updateWrapper(runtime: Runtime, wrapper: Value, wrapped: Value, call: Arguments): Value {
  const place = placeOf(call);
  for (const name of copied) {
    const value = runtime.findAttribute(wrapped, name, place);
    if (value !== undefined) runtime.setAttribute(wrapper, name, value, place);
  }
  if (wrapped instanceof Func && wrapper instanceof Func) {
    for (const [name, value] of wrapped.attributes) wrapper.attributes.set(name, value);
    wrapper.doubts = [...wrapper.doubts, ...wrapped.doubts];
  }
  runtime.setAttribute(wrapper, "__wrapped__", wrapped, place);
  return wrapper;
}

/** A callable of a library that wraps a function: its signature is the function's. */
export function wrapping(runtime: Runtime, name: string, fn: Value, call: Arguments): Value {
  const made = new Builtin(name, (inner) => runtime.call(fn, inner), true);
  return updateWrapper(runtime, made, fn, call);
}
