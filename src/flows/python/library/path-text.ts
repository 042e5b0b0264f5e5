import { placeOf, type Runtime } from "../runtime.ts";
import { Instance, type Arguments, type Value } from "../values/value.ts";

/** The text of a path, given as text or as an object that stands for one. */
export function pathText(runtime: Runtime, value: Value, call: Arguments): string {
  if (value instanceof Instance) {
    const path = value.attributes.get(" path");
    if (typeof path === "string") return path;
  }
  return typeof value === "string"
    ? value
    : value instanceof Instance && typeof value.payload === "string"
      ? value.payload
      : runtime.raise("TypeError", "expected str or os.PathLike object", placeOf(call));
}
