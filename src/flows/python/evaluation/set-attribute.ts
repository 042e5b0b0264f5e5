import type { Place, Runtime } from "../runtime.ts";
import { typeName } from "../values/basics.ts";
import { specialMethod } from "../values/text.ts";
import { Builtin, Class, Descriptor, Func, Instance, Module, Unknown, type Value } from "../values/value.ts";
import { classAttribute } from "./attributes.ts";

/** `object.name = value`. */
export function setAttribute(
  runtime: Runtime,
  object: Value,
  name: string,
  value: Value,
  place: Place,
): void {
  if (object instanceof Unknown) return;
  if (object instanceof Module || object instanceof Class) {
    if (object instanceof Class && name === "__doc__") object.doc = value;
    object.names.set(name, value);
    return;
  }
  if (object instanceof Func) {
    if (name === "__name__" && typeof value === "string") object.name = value;
    else if (name === "__qualname__" && typeof value === "string") object.qualname = value;
    else if (name === "__module__" && typeof value === "string") object.module = value;
    else if (name === "__doc__") object.doc = value;
    else object.attributes.set(name, value);
    return;
  }
  if (object instanceof Builtin) {
    object.attributes.set(name, value);
    return;
  }
  if (object instanceof Instance) {
    const method = specialMethod(object, "__setattr__");
    if (method !== undefined && object.cls.flavour !== "opaque") {
      runtime.call(method, { args: [object, name, value], kwargs: new Map(), ...place });
      return;
    }
    const descriptor = classAttribute(object.cls, name);
    if (descriptor instanceof Descriptor && descriptor.type === "property") return;
    if (
      object.cls.flavour === "dataclass" &&
      object.cls.data.get("frozen") === true &&
      object.cls.data.get("making") !== true
    ) {
      runtime.raise("AttributeError", `cannot assign to field '${name}'`, place);
    }
    object.attributes.set(name, value);
    return;
  }
  runtime.raise("AttributeError", `'${typeName(object)}' object has no attribute '${name}'`, place);
}
