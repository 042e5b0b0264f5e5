import { giveUp, placeOf, type Place, type Runtime } from "../runtime.ts";
import { cleanDoc } from "../docstring.ts";
import { typeName } from "../values/basics.ts";
import { truth } from "../values/truth.ts";
import {
  Builtin,
  Descriptor,
  Func,
  Instance,
  List,
  Partial,
  Unknown,
  type Arguments,
  type Value,
} from "../values/value.ts";
import { isCallable } from "./is-callable.ts";
import { native, nativeClass, type Names } from "./library.ts";
import { flowOptions, flowHooks, stored } from "./flow-options.ts";

/** What `functools.update_wrapper` copies over the flow's own attributes. */
function ownAttributes(fn: Value): ReadonlyMap<string, Value> {
  if (fn instanceof Func) return fn.attributes;
  return fn instanceof Instance && fn.cls.data.get("is-task") === true
    ? new Map([...fn.attributes].filter(([key]) => !key.startsWith(" ") && key !== "fn"))
    : new Map();
}

/** What Prefect forbids in a flow's name. */
const banned = ["/", "%", "&", ">", "<"];

function nameOf(runtime: Runtime, fn: Value, place: Place): Value {
  const found = runtime.findAttribute(fn, "__name__", place);
  if (found === undefined)
    return runtime.raise("AttributeError", `'${typeName(fn)}' object has no attribute '__name__'`, place);
  return found;
}

function checkName(runtime: Runtime, name: string, place: Place): void {
  if (name === "" || name.includes("\n") || banned.some((character) => name.includes(character))) {
    runtime.raise(
      "ValueError",
      `Name '${name}' contains an invalid character. Must not contain any of: ${banned.join(", ")}`,
      place,
    );
  }
}

/** What an option is where nothing is said: Prefect keeps a None that is given. */
function standardOf(key: string, given: ReadonlyMap<string, Value>): Value {
  return !given.has(key) && (key === "validate_parameters" || key === "cache_result_in_memory") ? true : null;
}

function option(instance: Instance, name: string): Value {
  return instance.attributes.get(name) ?? null;
}

/** Makes Prefect's Flow class and the functions round it. */
export function flowNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  const flowClass = nativeClass("Flow", "prefect.flows", [object]);
  flowClass.data.set("generic", true);
  flowClass.data.set("is-flow", true);

  const make = (fn: Value, given: ReadonlyMap<string, Value>, place: Place): Value => {
    const instance = new Instance(flowClass);
    const doubts = new List([]);
    const doubt = (value: Value | undefined): void => {
      if (value instanceof Unknown) doubts.items.push(value);
    };
    const name = given.get("name") ?? null;
    if (
      name !== null &&
      typeof name !== "string" &&
      !(name instanceof Unknown) &&
      !(name instanceof Instance && typeof name.payload === "string")
    ) {
      runtime.raise(
        "TypeError",
        `Expected string for flow parameter 'name'; got ${typeName(name)} instead.`,
        place,
      );
    }
    for (const hook of flowHooks) {
      const value = given.get(hook) ?? null;
      if (value === null || value instanceof Unknown) continue;
      const list = runtime.iterate(value, place);
      for (const item of list)
        if (!(item instanceof Unknown) && !isCallable(item))
          runtime.raise(
            "TypeError",
            `Expected callables in '${hook}'; got ${typeName(item)} instead.`,
            place,
          );
    }
    let wrapped = fn;
    if (wrapped instanceof Descriptor && wrapped.type !== "property") {
      instance.attributes.set(` is-${wrapped.type}`, true);
      wrapped = wrapped.fn;
    }
    if (wrapped instanceof Unknown)
      return new Unknown({
        code: "unknown-decorator",
        message: "the function that this flow is made of is not known",
        file: wrapped.doubt.file,
        at: wrapped.doubt.at,
      });
    if (!isCallable(wrapped) && !(wrapped instanceof Instance && wrapped.cls.data.get("is-task") === true))
      runtime.raise("TypeError", "'fn' must be callable", place);
    const needsName = name === null || name === "" || name instanceof Unknown;
    const fnName = needsName
      ? nameOf(runtime, wrapped, place)
      : (runtime.findAttribute(wrapped, "__name__", place) ?? null);
    const plainName =
      typeof fnName === "string"
        ? fnName.replaceAll("_", "-").replaceAll("<lambda>", "unknown-lambda")
        : "unknown";
    const given_ = name instanceof Instance ? (name.payload ?? null) : name;
    const actual = typeof given_ === "string" && given_ !== "" ? given_ : plainName;
    checkName(runtime, actual, place);
    doubt(name);
    instance.attributes.set("name", name instanceof Unknown ? name : actual);
    instance.attributes.set(" best-name", actual);
    const runName = given.get("flow_run_name") ?? null;
    if (
      runName !== null &&
      !(runName instanceof Unknown) &&
      typeof runName !== "string" &&
      !isCallable(runName)
    ) {
      runtime.raise(
        "TypeError",
        `Expected string or callable for 'flow_run_name'; got ${typeName(runName)} instead.`,
        place,
      );
    }
    for (const key of flowOptions)
      if (key !== "name") instance.attributes.set(stored(key), given.get(key) ?? standardOf(key, given));
    instance.attributes.set("fn", wrapped);
    instance.attributes.set(" doubts", doubts);
    instance.attributes.set("__name__", fnName);
    instance.attributes.set("__wrapped__", wrapped);
    const description = given.get("description") ?? null;
    const doc = runtime.findAttribute(wrapped, "__doc__", place) ?? null;
    instance.attributes.set(" doc", doc);
    if (!(description instanceof Unknown) && !truth(runtime, description, place))
      instance.attributes.set("description", typeof doc === "string" ? cleanDoc(doc) : doc);
    for (const [key, value] of ownAttributes(wrapped))
      if (key !== "__wrapped__") instance.attributes.set(key, value);
    instance.attributes.set("__doc__", doc);
    if (wrapped instanceof Func) {
      instance.attributes.set("__qualname__", wrapped.qualname);
      instance.attributes.set("__module__", wrapped.module);
      instance.attributes.set("__doc__", wrapped.doc);
    }
    for (const key of flowHooks) {
      const value = given.get(key) ?? null;
      instance.attributes.set(
        stored(key),
        value instanceof Unknown ? value : new List(value === null ? [] : runtime.iterate(value, place)),
      );
    }
    runtime.flowMade(instance, place);
    return instance;
  };

  const given = (
    call: Arguments,
    skip: number,
    allowed: readonly string[] = flowOptions,
  ): Map<string, Value> => {
    const place = placeOf(call);
    for (const key of call.kwargs.keys()) {
      if (!allowed.includes(key) && !(skip === 1 && (key === "fn" || key.startsWith("_"))))
        runtime.raise("TypeError", `flow() got an unexpected keyword argument '${key}'`, place);
    }
    return new Map([...call.kwargs].filter(([key]) => key !== "fn"));
  };

  flowClass.construct = (call) => {
    const values = given(call, 1);
    for (const [index, value] of call.args.slice(1).entries()) {
      const key = flowOptions[index];
      if (key !== undefined) values.set(key, value);
    }
    return make(call.args[0] ?? call.kwargs.get("fn") ?? null, values, placeOf(call));
  };

  const withOptions = (self: Instance, call: Arguments): Value => {
    if (call.args.length > 1)
      runtime.raise("TypeError", "with_options() takes 1 positional argument", placeOf(call));
    const options = given(call, 0);
    const merged = new Map<string, Value>();
    for (const key of flowOptions) {
      const before = option(self, stored(key));
      const value = options.get(key);
      if (value instanceof Unknown) merged.set(key, value);
      else if (["name", "version", "description", "flow_run_name", ...flowHooks].includes(key))
        merged.set(
          key,
          value !== undefined && value !== null && truth(runtime, value, placeOf(call)) ? value : before,
        );
      else if (["persist_result", "result_storage", "result_serializer", "log_prints"].includes(key))
        merged.set(key, value === undefined ? before : value);
      else merged.set(key, value ?? before);
    }
    const next = make(option(self, "fn"), merged, placeOf(call));
    const doubts = self.attributes.get(" doubts");
    const nextDoubts = next instanceof Instance ? next.attributes.get(" doubts") : undefined;
    if (doubts instanceof List && nextDoubts instanceof List)
      nextDoubts.items.push(
        ...doubts.items.filter(
          (item) => !(item instanceof Unknown) || item.doubt.code === "unknown-decorator",
        ),
      );
    return next;
  };

  const adder =
    (key: string) =>
    (self: Instance, call: Arguments): Value => {
      const [hook = null] = call.args;
      const list = self.attributes.get(stored(key));
      if (list instanceof List) list.items.push(hook);
      return hook;
    };
  const methods: Readonly<Record<string, (self: Instance, call: Arguments) => Value>> = {
    with_options: withOptions,
    ...Object.fromEntries(flowHooks.map((key) => [key, adder(key)])),
    __call__: (_, call) => giveUp("unknown-value", "what a flow gives when it runs", placeOf(call)),
  };
  for (const name of ["serve", "deploy", "from_source", "visualize", "to_deployment", "submit", "delay"]) {
    flowClass.names.set(
      name,
      native(name, (call) => giveUp("unknown-value", `what ${name}() gives`, placeOf(call)), true),
    );
  }
  flowClass.hooks = {
    attribute: (self, name) => {
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
      return method === undefined ? undefined : native(name, (call) => method(self, call), true);
    },
  };
  flowClass.names.set(
    "__call__",
    native(
      "__call__",
      (call) => giveUp("unknown-value", "what a flow gives when it runs", placeOf(call)),
      true,
    ),
  );

  const decorator: Value = native(
    "flow",
    (call): Value => {
      const place = placeOf(call);
      if (call.args.length > 1)
        return runtime.raise(
          "TypeError",
          `flow() takes from 0 to 1 positional arguments but ${String(call.args.length)} were given`,
          place,
        );
      const options = given(call, 0);
      const fn = call.args[0] ?? call.kwargs.get("__fn") ?? null;
      if (fn !== null) return make(fn, options, place);
      return new Partial(decorator, [], options);
    },
    true,
  );
  if (decorator instanceof Builtin)
    decorator.attributes.set(
      "from_source",
      native(
        "from_source",
        (call) => giveUp("unknown-value", "a flow from another source", placeOf(call)),
        true,
      ),
    );
  return { flow: decorator, Flow: flowClass };
}
