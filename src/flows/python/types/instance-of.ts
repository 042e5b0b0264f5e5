import { giveUp, type Place, type Runtime } from "../runtime.ts";
import { Alias, Class, SpecialForm, Tuple, Union, Unknown, type Value } from "../values/value.ts";

/** `isinstance(value, type)`. */
export function instanceOf(runtime: Runtime, value: Value, type: Value, place: Place): boolean {
  if (type instanceof Tuple) return type.items.some((item) => instanceOf(runtime, value, item, place));
  if (type instanceof Union) return type.args.some((item) => instanceOf(runtime, value, item, place));
  if (type === null) return value === null;
  if (type instanceof Alias) return instanceOf(runtime, value, type.origin, place);
  if (value instanceof Unknown) return giveUp(value.doubt.code, value.doubt.message, place);
  if (type instanceof Class) {
    const cls = runtime.classOf(value);
    if (cls.mro.includes(type)) return true;
    if (cls.mro.some((base) => base.doubts.length > 0))
      return giveUp("unknown-value", "isinstance() of something that is not known", place);
    const names = type.data.get("instances");
    return Array.isArray(names) && cls.mro.some((base) => names.includes(base.name));
  }
  if (type instanceof SpecialForm && type.name === "Any")
    return runtime.raise("TypeError", "typing.Any cannot be used with isinstance()", place);
  return giveUp("unknown-value", "isinstance() of a type that cannot be followed", place);
}
