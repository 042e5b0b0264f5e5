import { functionalNamedTuple } from "../classes/named-tuple.ts";
import { placeOf, type Runtime } from "../runtime.ts";
import { asInt, dictOf, firstOf, hashKey } from "../values/basics.ts";
import { iterate } from "../values/collections.ts";
import { makeDict } from "../values/methods.ts";
import { Class, Dict, Instance, List, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

/** The classes of `collections` that types use. */
export function makeCollections(runtime: Runtime): ReadonlyMap<string, Class> {
  const dict = runtime.builtinClass("dict");
  const object = runtime.builtinClass("object");
  const make = (name: string, base: Class): Class => {
    const cls = nativeClass(name, "collections", [base]);
    cls.data.set("generic", true);
    return cls;
  };
  const ordered = make("OrderedDict", dict);
  ordered.construct = (call) =>
    makeDict(runtime, { ...call, kwargs: new Map([...call.kwargs].filter(([name]) => name !== " cls")) });
  const defaults = make("defaultdict", dict);
  defaults.construct = (call) => {
    const instance = new Instance(
      defaults,
      makeDict(runtime, {
        ...call,
        args: call.args.slice(1),
        kwargs: new Map([...call.kwargs].filter(([name]) => name !== " cls")),
      }),
    );
    instance.attributes.set("default_factory", call.args[0] ?? null);
    return instance;
  };
  const counter = make("Counter", dict);
  counter.construct = (call) => {
    const [source] = call.args;
    const counts = new Dict();
    if (source instanceof Dict) return new Instance(counter, makeDict(runtime, call));
    for (const item of source === undefined ? [] : iterate(runtime, source, placeOf(call))) {
      const key = hashKey(item) ?? "";
      counts.entries.set(key, { key: item, value: (asInt(counts.entries.get(key)?.value ?? 0n) ?? 0n) + 1n });
    }
    return new Instance(counter, counts);
  };
  const deque = make("deque", object);
  deque.construct = (call) => {
    const items = call.args[0] === undefined ? [] : runtime.iterate(call.args[0], placeOf(call));
    const limit = firstOf(call.args[1], call.kwargs.get("maxlen"));
    const size = limit === undefined || limit === null ? undefined : Number(asInt(limit) ?? 0n);
    return new Instance(deque, new List(size === undefined ? items : items.slice(-size)));
  };
  const chain = make("ChainMap", object);
  chain.construct = (call) =>
    dictOf(
      call.args
        .toReversed()
        .flatMap((item) =>
          item instanceof Dict
            ? [...item.entries.values()].map((entry) => [entry.key, entry.value] as const)
            : [],
        ),
    );
  return new Map([ordered, defaults, counter, deque, chain].map((cls) => [cls.name, cls]));
}

/** The names of `collections`. */
export function collectionsNames(runtime: Runtime, classes: ReadonlyMap<string, Class>): Names {
  const tuple = runtime.builtinClass("tuple");
  const plain = (name: string): Value => nativeClass(name, "collections", [runtime.builtinClass("object")]);
  return {
    ...Object.fromEntries(classes),
    namedtuple: native("namedtuple", (call) => functionalNamedTuple(runtime, tuple, call, false)),
    UserDict: plain("UserDict"),
    UserList: plain("UserList"),
    UserString: plain("UserString"),
  };
}
