import { checkForeign } from "../values/foreign.ts";
import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { findUnknown, typeName } from "../values/basics.ts";
import { specialMethod } from "../values/text.ts";
import {
  Alias,
  BoundMethod,
  Builtin,
  Class,
  Descriptor,
  Func,
  Instance,
  Iterator,
  List,
  NewTypeValue,
  Partial,
  PyObject,
  Unknown,
  type Arguments,
  type Doubt,
  type Value,
} from "../values/value.ts";
import { bindArguments } from "./bind.ts";
import type { Executor } from "./executor.ts";
import { executeAll } from "./execute.ts";
import { childScope } from "./scope.ts";

const deepestCall = 60;
let depth = 0;

/** Calls a value. Calling what is unknown gives what is unknown. */
export function callValue(runtime: Executor, fn: Value, call: Arguments): Value {
  const place: Place = { file: call.file, at: call.at };
  runtime.step(place);
  if (fn instanceof Unknown) return callUnknown(fn, call, place);
  if (fn instanceof Func) return callFunction(runtime, fn, call, place);
  if (fn instanceof Builtin) {
    if (!fn.acceptsUnknown)
      for (const value of [...call.args, ...call.kwargs.values()]) if (value instanceof Unknown) return value;
    return fn.call(call);
  }
  if (fn instanceof BoundMethod) return callValue(runtime, fn.fn, { ...call, args: [fn.self, ...call.args] });
  if (fn instanceof Partial)
    return callValue(runtime, fn.fn, {
      ...call,
      args: [...fn.args, ...call.args],
      kwargs: new Map([...fn.kwargs, ...call.kwargs]),
    });
  if (fn instanceof Class) return instantiate(runtime, fn, call, place);
  if (fn instanceof Alias) return callValue(runtime, fn.origin, call);
  if (fn instanceof NewTypeValue) return call.args[0] ?? null;
  if (fn instanceof Descriptor && fn.type !== "property") return callValue(runtime, fn.fn, call);
  if (fn instanceof Instance) {
    const method = specialMethod(fn, "__call__");
    if (method !== undefined) return callValue(runtime, method, { ...call, args: [fn, ...call.args] });
  }
  checkForeign(place, fn);
  return runtime.raise("TypeError", `'${typeName(fn)}' object is not callable`, place);
}

/** A decorator that cannot be followed most often gives back what it decorates; that is kept, with the doubt. */
function callUnknown(fn: Unknown, call: Arguments, place: Place): Value {
  const [only] = call.args;
  const doubt: Doubt = {
    code: "unknown-decorator",
    message: `what ${fn.path ?? "this decorator"} makes of the function is not known`,
    ...place,
  };
  if (call.args.length === 1 && call.kwargs.size === 0 && only instanceof Func) {
    only.doubts = [...only.doubts, doubt];
    return only;
  }
  if (
    call.args.length === 1 &&
    call.kwargs.size === 0 &&
    only instanceof Instance &&
    only.cls.data.get("is-flow") === true
  ) {
    const doubts = only.attributes.get(" doubts");
    if (doubts instanceof List) doubts.items.push(new Unknown(doubt));
    return only;
  }
  return new Unknown(
    { ...fn.doubt, file: place.file, at: place.at },
    fn.path === undefined ? undefined : `${fn.path}()`,
  );
}

function callFunction(runtime: Executor, fn: Func, call: Arguments, place: Place): Value {
  const { node } = fn;
  const [doubt] = fn.doubts;
  if (doubt !== undefined) return new Unknown(doubt);
  const bound = bindArguments(runtime, fn.name, fn.parameters, call, place);
  if (depth >= deepestCall) return giveUp("too-much-work", "calls are nested too deeply", place);
  const scope = childScope(fn.scope, "function", `${fn.qualname}.<locals>.`);
  for (const [name, value] of bound) scope.names.set(name, value);
  const self = call.args[0];
  if (self !== undefined) scope.names.set(" self", self);
  depth++;
  try {
    if (node.k === "Lambda") return runtime.evaluate(node.body, scope);
    if (fn.isAsync) return giveUp("unknown-value", "what a coroutine gives", place);
    const yields = new List([]);
    if (fn.isGenerator) scope.names.set(" yields", yields);
    const completion = executeAll(runtime, node.body, scope);
    if (fn.isGenerator) return new Iterator(yields.items);
    return typeof completion === "object" ? completion.value : null;
  } finally {
    depth--;
  }
}

/** Library classes that keep their arguments as they are, unknown ones too. */
function keepsUnknown(cls: Class): boolean {
  return (
    cls.file !== undefined ||
    cls.flavour === "model" ||
    cls.flavour === "dataclass" ||
    cls.data.get("is-flow") === true ||
    cls.data.get("is-task") === true ||
    cls.module.startsWith("pydantic")
  );
}

function instantiate(runtime: Executor, cls: Class, call: Arguments, place: Place): Value {
  if (!keepsUnknown(cls))
    for (const value of [...call.args, ...call.kwargs.values()]) if (value instanceof Unknown) return value;
  const constructor = cls.mro.map((base) => base.construct).find((construct) => construct !== undefined);
  const [doubt] = cls.mro.flatMap((base) => base.doubts);
  if (doubt !== undefined) return new Unknown(doubt);
  const own = cls.mro.find(
    (base) => base.construct !== undefined || base.names.has("__init__") || base.names.has("__new__"),
  );
  if (own === undefined || (constructor !== undefined && own.construct !== undefined)) {
    const construct = own?.construct;
    if (construct === undefined || own?.name === "object") return plainInstance(runtime, cls, call, place);
    if (own === cls) return construct(call);
    return adopt(cls, construct({ ...call, kwargs: new Map([...call.kwargs, [" cls", cls]]) }), call, place);
  }
  const creator = cls.mro.find((base) => base.names.has("__new__"))?.names.get("__new__");
  const made =
    creator === undefined
      ? withPayload(cls, call, place)
      : callValue(runtime, creator instanceof Descriptor ? creator.fn : creator, {
          ...call,
          args: [cls, ...call.args],
        });
  const init = cls.mro.map((base) => base.names.get("__init__")).find((method) => method !== undefined);
  if (init !== undefined && made instanceof Instance)
    callValue(runtime, init, { ...call, args: [made, ...call.args] });
  return made;
}

function plainInstance(runtime: Runtime, cls: Class, call: Arguments, place: Place): Value {
  if (call.args.length + call.kwargs.size > 0 && cls.file === undefined)
    return giveUp("unknown-value", `${cls.name}() of this`, place);
  if (call.args.length + call.kwargs.size > 0)
    return runtime.raise("TypeError", `${cls.name}() takes no arguments`, place);
  return new Instance(cls);
}

/** An instance of a class of the project that has a builtin base: `class Name(str)`. */
function withPayload(cls: Class, call: Arguments, place: Place): Value {
  const base = cls.mro.find(
    (candidate) =>
      candidate.module === "builtins" && candidate.construct !== undefined && candidate.name !== "object",
  );
  if (base?.construct === undefined) return new Instance(cls);
  if (base.flavour === "exception") return adopt(cls, base.construct(call), call, place);
  return new Instance(cls, base.construct({ ...call, kwargs: new Map() }));
}

function adopt(cls: Class, made: Value, call: Arguments, place: Place): Value {
  if (made instanceof Instance && (made.cls === cls || cls.mro.includes(made.cls))) {
    if (made.cls === cls) return made;
    const instance = new Instance(cls, made.payload);
    for (const [name, value] of made.attributes) instance.attributes.set(name, value);
    return instance;
  }
  if (made instanceof Unknown) return made;
  if (made instanceof PyObject && made.kind === "instance") return made;
  const doubtful = call.args.map((item) => findUnknown(item)).find((found) => found !== undefined);
  if (doubtful !== undefined) return doubtful;
  if (made === null) return giveUp("unknown-value", `an instance of ${cls.name}`, place);
  return new Instance(cls, made);
}
