import { type Runtime } from "../runtime.ts";
import { Instance } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

/** The names of `types`. */
export function typesNames(runtime: Runtime): Names {
  const namespace = nativeClass("SimpleNamespace", "types", [runtime.builtinClass("object")]);
  namespace.construct = (call) => {
    const made = new Instance(namespace);
    for (const [name, value] of call.kwargs) if (name !== " cls") made.attributes.set(name, value);
    return made;
  };
  return {
    SimpleNamespace: namespace,
    MappingProxyType: native("MappingProxyType", (call) => call.args[0] ?? null),
    NoneType: null,
    FunctionType: runtime.builtinClass("function"),
    ModuleType: runtime.builtinClass("module"),
  };
}
