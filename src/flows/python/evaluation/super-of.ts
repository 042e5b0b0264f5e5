import { giveUp, type Place, type Runtime } from "../runtime.ts";
import { Instance, type Scope, type Value } from "../values/value.ts";

export function superOf(runtime: Runtime, scope: Scope, place: Place): Value {
  let self: Value | undefined;
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    self ??= current.names.get(" self");
    const owner = current.names.get("__class__");
    if (owner === undefined || self === undefined) continue;
    const proxy = new Instance(runtime.builtinClass("super"));
    proxy.attributes.set(" owner", owner);
    proxy.attributes.set(" self", self);
    return proxy;
  }
  return giveUp("unknown-value", "super() outside a method", place);
}
