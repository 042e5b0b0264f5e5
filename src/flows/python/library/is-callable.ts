import { specialMethod } from "../values/text.ts";
import {
  Alias,
  BoundMethod,
  Builtin,
  Class,
  Descriptor,
  Func,
  Instance,
  Partial,
  type Value,
} from "../values/value.ts";

/** Whether a value can be called. */
export function isCallable(value: Value): boolean {
  if (value instanceof Instance) return specialMethod(value, "__call__") !== undefined;
  return (
    value instanceof Func ||
    value instanceof Builtin ||
    value instanceof BoundMethod ||
    value instanceof Class ||
    value instanceof Partial ||
    value instanceof Alias ||
    (value instanceof Descriptor && value.type === "staticmethod")
  );
}
