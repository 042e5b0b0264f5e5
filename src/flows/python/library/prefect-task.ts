import { giveUp, placeOf, type Place, type Runtime } from "../runtime.ts";
import { cleanDoc } from "../docstring.ts";
import { Descriptor, Func, Instance, Unknown, type Arguments, type Value } from "../values/value.ts";
import { isCallable } from "./is-callable.ts";
import { native, nativeClass, type Names } from "./library.ts";

/** Makes Prefect's task decorator: what it makes can be called and has the function inside. */
export function taskNames(runtime: Runtime): Names {
  const taskClass = nativeClass("Task", "prefect.tasks", [runtime.builtinClass("object")]);
  taskClass.data.set("generic", true);
  taskClass.data.set("is-task", true);
  const running = (call: Arguments): Value =>
    giveUp("unknown-value", "what a task gives when it runs", placeOf(call));
  taskClass.names.set("__call__", native("__call__", running, true));
  const make = (fn: Value, place: Place, options: ReadonlyMap<string, Value> = new Map()): Value => {
    const instance = new Instance(taskClass);
    const inner = fn instanceof Descriptor ? fn.fn : fn;
    const name = options.get("name") ?? null;
    const description = options.get("description") ?? null;
    const doc = inner instanceof Unknown ? undefined : runtime.findAttribute(inner, "__doc__", place);
    instance.attributes.set(
      "name",
      name ??
        (inner instanceof Func
          ? inner.name
          : new Unknown({ code: "unknown-value", message: "the name of a task", ...place })),
    );
    instance.attributes.set("description", description ?? (typeof doc === "string" ? cleanDoc(doc) : null));
    instance.attributes.set("log_prints", options.get("log_prints") ?? null);
    for (const name of ["__name__", "__qualname__", "__module__", "__doc__"]) {
      const value = inner instanceof Unknown ? undefined : runtime.findAttribute(inner, name, place);
      if (value !== undefined) instance.attributes.set(name, value);
    }
    instance.attributes.set("fn", inner);
    instance.attributes.set("__wrapped__", inner);
    return instance;
  };
  const decorator: Value = native(
    "task",
    (call): Value => {
      const [fn] = call.args;
      if (fn !== undefined && (isCallable(fn) || fn instanceof Unknown || fn instanceof Descriptor))
        return make(fn, placeOf(call));
      return native("task", (inner) => make(inner.args[0] ?? null, placeOf(inner), call.kwargs), true);
    },
    true,
  );
  taskClass.construct = (call) => make(call.args[0] ?? call.kwargs.get("fn") ?? null, placeOf(call));
  taskClass.hooks = {
    attribute: (self, name) =>
      name === "with_options"
        ? native(name, (call) => make(self.attributes.get("fn") ?? null, placeOf(call)), true)
        : undefined,
  };
  for (const name of ["submit", "map", "delay", "apply_async"])
    taskClass.names.set(name, native(name, running, true));
  return { task: decorator, Task: taskClass };
}
