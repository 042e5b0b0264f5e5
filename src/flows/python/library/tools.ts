import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { signatureOf } from "../signature.ts";
import { asInt, dictOf, firstOf } from "../values/basics.ts";
import { binary, compare } from "../values/operators.ts";
import { makeDict } from "../values/methods.ts";
import {
  BoundMethod,
  Builtin,
  Class,
  Descriptor,
  Dict,
  Func,
  Instance,
  Iterator,
  List,
  Partial,
  Singleton,
  Tuple,
  Unknown,
  type Arguments,
  type Value,
} from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

const copied = ["__module__", "__name__", "__qualname__", "__doc__"];

function updateWrapper(runtime: Runtime, wrapper: Value, wrapped: Value, call: Arguments): Value {
  const place = placeOf(call);
  for (const name of copied) {
    const value = runtime.findAttribute(wrapped, name, place);
    if (value !== undefined) runtime.setAttribute(wrapper, name, value, place);
  }
  if (wrapped instanceof Func && wrapper instanceof Func) {
    for (const [name, value] of wrapped.attributes) wrapper.attributes.set(name, value);
    wrapper.doubts = [...wrapper.doubts, ...wrapped.doubts];
  }
  runtime.setAttribute(wrapper, "__wrapped__", wrapped, place);
  return wrapper;
}

/** A callable of a library that wraps a function: its signature is the function's. */
function wrapping(runtime: Runtime, name: string, fn: Value, call: Arguments): Value {
  const made = new Builtin(name, (inner) => runtime.call(fn, inner), true);
  return updateWrapper(runtime, made, fn, call);
}

/** The names of `functools`. */
export function functoolsNames(runtime: Runtime): Names {
  const cached = (name: string): Value =>
    native(name, (call) => {
      const [fn] = call.args;
      const isFunction = fn instanceof Func || fn instanceof BoundMethod || fn instanceof Builtin;
      return isFunction
        ? wrapping(runtime, name, fn, call)
        : native(name, (inner) => wrapping(runtime, name, inner.args[0] ?? null, inner));
    });
  return {
    wraps: native("wraps", (call) => {
      const wrapped = firstOf(call.args[0], call.kwargs.get("wrapped")) ?? null;
      return native("wraps", (inner) => updateWrapper(runtime, inner.args[0] ?? null, wrapped, inner));
    }),
    update_wrapper: native("update_wrapper", (call) =>
      updateWrapper(runtime, call.args[0] ?? null, call.args[1] ?? null, call),
    ),
    partial: native(
      "partial",
      (call) => new Partial(call.args[0] ?? null, call.args.slice(1), call.kwargs),
      true,
    ),
    lru_cache: cached("lru_cache"),
    cache: cached("cache"),
    cached_property: native("cached_property", (call) => new Descriptor("property", call.args[0] ?? null)),
    singledispatch: cached("singledispatch"),
    total_ordering: native("total_ordering", (call) => call.args[0] ?? null),
    reduce: native("reduce", (call) => {
      const [fn = null, iterable = null, initial] = call.args;
      const items = runtime.iterate(iterable, placeOf(call));
      const start = initial === undefined ? items.shift() : initial;
      if (start === undefined)
        return runtime.raise("TypeError", "reduce() of empty iterable with no initial value", placeOf(call));
      return items.reduce<Value>(
        (left, right) => runtime.call(fn, { ...call, args: [left, right], kwargs: new Map() }),
        start,
      );
    }),
  };
}

/** The names of `itertools`. */
export function itertoolsNames(runtime: Runtime): Names {
  const lists = (call: Arguments): Value[][] => call.args.map((item) => runtime.iterate(item, placeOf(call)));
  const choose = (items: readonly Value[], size: number, start: number): Value[][] =>
    size === 0
      ? [[]]
      : items
          .slice(start)
          .flatMap((item, index) =>
            choose(items, size - 1, start + index + 1).map((rest) => [item, ...rest]),
          );
  const orders = (items: readonly Value[], size: number): Value[][] =>
    size === 0
      ? [[]]
      : items.flatMap((item, index) =>
          orders(
            items.filter((_, other) => other !== index),
            size - 1,
          ).map((rest) => [item, ...rest]),
        );
  const tuples = (rows: readonly (readonly Value[])[]): Iterator =>
    new Iterator(rows.map((row) => new Tuple(row)));
  const sizeOf = (call: Arguments, fallback: number): number => {
    const value = firstOf(call.args[1], call.kwargs.get("r"), call.kwargs.get("n"));
    return Number(value === undefined ? fallback : (asInt(value) ?? 0n));
  };
  const chain = native("chain", (call) => new Iterator(lists(call).flat()));
  if (chain instanceof Builtin)
    chain.attributes.set(
      "from_iterable",
      native(
        "from_iterable",
        (call) =>
          new Iterator(
            runtime
              .iterate(call.args[0] ?? null, placeOf(call))
              .flatMap((item) => runtime.iterate(item, placeOf(call))),
          ),
      ),
    );
  return {
    chain,
    product: native("product", (call) =>
      tuples(
        lists(call).reduce<Value[][]>(
          (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
          [[]],
        ),
      ),
    ),
    combinations: native("combinations", (call) =>
      tuples(choose(runtime.iterate(call.args[0] ?? null, placeOf(call)), sizeOf(call, 0), 0)),
    ),
    permutations: native("permutations", (call) => {
      const items = runtime.iterate(call.args[0] ?? null, placeOf(call));
      return tuples(orders(items, sizeOf(call, items.length)));
    }),
    islice: native("islice", (call) => {
      const bounds = call.args
        .slice(1)
        .map((item) => (item === null ? undefined : Number(asInt(item) ?? 0n)));
      const items = runtime.iterate(call.args[0] ?? null, placeOf(call));
      return new Iterator(
        bounds.length === 1
          ? items.slice(0, bounds[0])
          : items.slice(bounds[0], bounds[1]).filter((_, index) => index % (bounds[2] ?? 1) === 0),
      );
    }),
    repeat: native("repeat", (call) =>
      call.args.length > 1
        ? new Iterator(
            Array.from({ length: Number(asInt(call.args[1] ?? 0n) ?? 0n) }, () => call.args[0] ?? null),
          )
        : giveUp("unknown-value", "an endless iterator", placeOf(call)),
    ),
    accumulate: native("accumulate", (call) => {
      let total: Value | undefined;
      return new Iterator(
        runtime
          .iterate(call.args[0] ?? null, placeOf(call))
          .map(
            (item) => (total = total === undefined ? item : binary(runtime, "+", total, item, placeOf(call))),
          ),
      );
    }),
    zip_longest: native("zip_longest", (call) => {
      const rows = lists(call);
      const size = Math.max(0, ...rows.map((row) => row.length));
      return tuples(
        Array.from({ length: size }, (_, index) =>
          rows.map((row) => firstOf(row[index], call.kwargs.get("fillvalue")) ?? null),
        ),
      );
    }),
    ...(runtime.pythonAtLeast(12)
      ? {
          batched: native("batched", (call) => {
            const items = runtime.iterate(call.args[0] ?? null, placeOf(call));
            const size = sizeOf(call, 1);
            return tuples(
              Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
                items.slice(index * size, (index + 1) * size),
              ),
            );
          }),
        }
      : {}),
    pairwise: native("pairwise", (call) => {
      const items = runtime.iterate(call.args[0] ?? null, placeOf(call));
      return tuples(items.slice(1).map((item, index) => [items[index] ?? null, item]));
    }),
  };
}

/** The names of `operator`. */
export function operatorNames(runtime: Runtime): Names {
  const two = (name: string, op: string): Value =>
    native(name, (call) => binary(runtime, op, call.args[0] ?? null, call.args[1] ?? null, placeOf(call)));
  const test = (name: string, op: string): Value =>
    native(name, (call) => compare(runtime, op, call.args[0] ?? null, call.args[1] ?? null, placeOf(call)));
  return {
    add: two("add", "+"),
    sub: two("sub", "-"),
    mul: two("mul", "*"),
    truediv: two("truediv", "/"),
    floordiv: two("floordiv", "//"),
    mod: two("mod", "%"),
    or_: two("or_", "|"),
    and_: two("and_", "&"),
    xor: two("xor", "^"),
    eq: test("eq", "=="),
    ne: test("ne", "!="),
    lt: test("lt", "<"),
    le: test("le", "<="),
    gt: test("gt", ">"),
    ge: test("ge", ">="),
    itemgetter: native("itemgetter", (call) =>
      native("itemgetter", (inner) => {
        const items = call.args.map((key) => runtime.getItem(inner.args[0] ?? null, key, placeOf(inner)));
        return items.length === 1 ? (items[0] ?? null) : new Tuple(items);
      }),
    ),
    attrgetter: native("attrgetter", (call) =>
      native("attrgetter", (inner) => {
        const path = typeof call.args[0] === "string" ? call.args[0].split(".") : [];
        return path.reduce<Value>(
          (value, name) => runtime.getAttribute(value, name, placeOf(inner)),
          inner.args[0] ?? null,
        );
      }),
    ),
  };
}

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

/** The names of `copy`. */
export function copyNames(runtime: Runtime): Names {
  const deep = (value: Value, call: Arguments): Value => {
    if (value instanceof List) return new List(value.items.map((item) => deep(item, call)));
    if (value instanceof Tuple) return new Tuple(value.items.map((item) => deep(item, call)));
    if (value instanceof Dict)
      return dictOf([...value.entries.values()].map((entry) => [entry.key, deep(entry.value, call)]));
    if (value instanceof Instance && (value.cls.flavour === "dataclass" || value.cls.flavour === "model")) {
      const made = new Instance(value.cls);
      for (const [name, item] of value.attributes) made.attributes.set(name, deep(item, call));
      return made;
    }
    return value;
  };
  return {
    copy: native("copy", (call) => {
      const [value = null] = call.args;
      if (value instanceof List) return new List([...value.items]);
      return value instanceof Dict ? makeDict(runtime, { ...call, args: [value], kwargs: new Map() }) : value;
    }),
    deepcopy: native("deepcopy", (call) => deep(call.args[0] ?? null, call)),
  };
}

const kindNames = [
  "POSITIONAL_ONLY",
  "POSITIONAL_OR_KEYWORD",
  "VAR_POSITIONAL",
  "KEYWORD_ONLY",
  "VAR_KEYWORD",
];
const kindOf: Readonly<Record<string, string>> = {
  "positional-only": "POSITIONAL_ONLY",
  positional: "POSITIONAL_OR_KEYWORD",
  "var-positional": "VAR_POSITIONAL",
  "keyword-only": "KEYWORD_ONLY",
  "var-keyword": "VAR_KEYWORD",
};

/** The names of `inspect`. */
export function inspectNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  const empty = new Singleton("inspect._empty");
  const kinds = new Map(kindNames.map((name) => [name, new Singleton(name)] as const));
  const parameter = nativeClass("Parameter", "inspect", [object]);
  const signature = nativeClass("Signature", "inspect", [object]);
  for (const [name, kind] of kinds) parameter.names.set(name, kind);
  parameter.names.set("empty", empty);
  signature.names.set("empty", empty);
  parameter.construct = (call) => {
    const made = new Instance(parameter);
    made.attributes.set("name", firstOf(call.args[0], call.kwargs.get("name")) ?? null);
    made.attributes.set("kind", firstOf(call.args[1], call.kwargs.get("kind")) ?? null);
    made.attributes.set("default", firstOf(call.kwargs.get("default"), empty) ?? null);
    made.attributes.set("annotation", firstOf(call.kwargs.get("annotation"), empty) ?? null);
    return made;
  };
  parameter.names.set(
    "replace",
    native(
      "replace",
      (call) => {
        const [self] = call.args;
        const made = new Instance(parameter);
        for (const [name, value] of [...(self instanceof Instance ? self.attributes : []), ...call.kwargs])
          made.attributes.set(name, value);
        return made;
      },
      true,
    ),
  );
  const of = (list: readonly Value[]): Instance => {
    const made = new Instance(signature);
    made.attributes.set(" parameters", new List([...list]));
    made.attributes.set(
      "parameters",
      dictOf(
        list.map((item) => [item instanceof Instance ? (item.attributes.get("name") ?? null) : null, item]),
      ),
    );
    made.attributes.set("return_annotation", empty);
    return made;
  };
  signature.construct = (call) => {
    const list = firstOf(call.args[0], call.kwargs.get("parameters")) ?? null;
    return of(list === null ? [] : runtime.iterate(list, placeOf(call)));
  };
  signature.names.set(
    "replace",
    native("replace", (call) => {
      const [self] = call.args;
      const list = call.kwargs.get("parameters");
      if (list !== undefined) return of(runtime.iterate(list, placeOf(call)));
      return self ?? null;
    }),
  );
  return {
    Parameter: parameter,
    Signature: signature,
    _empty: empty,
    signature: native("signature", (call) => {
      const { parameters, doubts } = signatureOf(runtime, call.args[0] ?? null, placeOf(call));
      const [doubt] = doubts;
      if (doubt !== undefined) return new Unknown(doubt);
      return of(
        parameters.map((item) => {
          const made = new Instance(parameter);
          made.attributes.set("name", item.name);
          made.attributes.set("kind", kinds.get(kindOf[item.kind] ?? "") ?? null);
          made.attributes.set("default", item.value === undefined ? empty : item.value);
          made.attributes.set("annotation", item.annotation === undefined ? empty : item.annotation);
          return made;
        }),
      );
    }),
    isclass: native("isclass", (call) => call.args[0] instanceof Class),
    isfunction: native("isfunction", (call) => call.args[0] instanceof Func),
    iscoroutinefunction: native(
      "iscoroutinefunction",
      (call) => call.args[0] instanceof Func && call.args[0].isAsync,
    ),
    getdoc: native("getdoc", (call) => runtime.getAttribute(call.args[0] ?? null, "__doc__", placeOf(call))),
  };
}
