import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { Builtin, Func, Instance, Iterator, Tuple, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";
import { updateWrapper, wrapping } from "./update-wrapper.ts";

/** The names of `contextlib`. */
export function contextlibNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  const suppress = nativeClass("suppress", "contextlib", [object]);
  suppress.construct = (call) => {
    const made = new Instance(suppress);
    made.attributes.set("types", new Tuple(call.args));
    return made;
  };
  const manager = nativeClass("_GeneratorContextManager", "contextlib", [object]);
  manager.names.set(
    "__enter__",
    native("__enter__", (call) => {
      const [self] = call.args;
      const value = self instanceof Instance ? self.attributes.get(" value") : undefined;
      return value === undefined
        ? giveUp("unknown-value", "what a context manager gives", placeOf(call))
        : value;
    }),
  );
  manager.names.set(
    "__call__",
    native("__call__", (call) => wrapping(runtime, "inner", call.args[1] ?? null, call)),
  );
  const contextmanager = (name: string): Value =>
    native(name, (call) => {
      const [fn = null] = call.args;
      const made = new Builtin(
        name,
        (inner) => {
          const instance = new Instance(manager);
          const items = fn instanceof Func && !fn.isAsync ? runtime.call(fn, inner) : undefined;
          if (items instanceof Iterator) instance.attributes.set(" value", items.items[0] ?? null);
          return instance;
        },
        true,
      );
      return updateWrapper(runtime, made, fn, call);
    });
  const decorator = nativeClass("ContextDecorator", "contextlib", [object]);
  decorator.names.set(
    "__call__",
    native("__call__", (call) => wrapping(runtime, "inner", call.args[1] ?? null, call)),
  );
  return {
    suppress,
    ContextDecorator: decorator,
    contextmanager: contextmanager("contextmanager"),
    asynccontextmanager: contextmanager("asynccontextmanager"),
    nullcontext: native("nullcontext", (call) => {
      const instance = new Instance(manager);
      instance.attributes.set(" value", call.args[0] ?? null);
      return instance;
    }),
  };
}
