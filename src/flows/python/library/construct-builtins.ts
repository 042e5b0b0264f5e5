import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { asInt, isNumber, setOf, unwrapped } from "../values/basics.ts";
import { unordered } from "../values/collections.ts";
import { truth } from "../values/truth.ts";
import { makeDict } from "../values/methods.ts";
import { str } from "../values/text.ts";
import {
  Bytes,
  Class,
  Complex,
  Descriptor,
  Instance,
  Iterator,
  List,
  Range,
  SliceValue,
  Tuple,
  type Arguments,
  type Value,
} from "../values/value.ts";
import { native } from "./library.ts";
import { firstArgument } from "./first-argument.ts";
import { toInt } from "./to-int.ts";
import { toFloat } from "./to-float.ts";

/** Fills in how the builtin classes make instances. */
export function constructBuiltins(runtime: Runtime): void {
  const make = (name: string, construct: (call: Arguments) => Value): void => {
    runtime.builtinClass(name).construct = construct;
  };
  const all = (call: Arguments): Value[] =>
    call.args.length === 0 ? [] : runtime.iterate(firstArgument(call), placeOf(call));
  const some = (call: Arguments): Value[] =>
    call.args.length === 0 ? [] : unordered(runtime, firstArgument(call), placeOf(call));
  make("object", () => new Instance(runtime.builtinClass("object")));
  const object = runtime.builtinClass("object");
  object.names.set(
    "__new__",
    new Descriptor(
      "staticmethod",
      native(
        "__new__",
        (call) => {
          const cls = firstArgument(call);
          return cls instanceof Class
            ? new Instance(cls)
            : giveUp("unknown-value", "__new__()", placeOf(call));
        },
        true,
      ),
    ),
  );
  object.names.set(
    "__init__",
    native("__init__", () => null, true),
  );
  object.names.set(
    "__init_subclass__",
    new Descriptor(
      "classmethod",
      native("__init_subclass__", () => null, true),
    ),
  );
  for (const name of ["str", "int", "float"]) {
    const cls = runtime.builtinClass(name);
    cls.names.set(
      "__new__",
      new Descriptor(
        "staticmethod",
        native("__new__", (call) => {
          const target = firstArgument(call);
          return target instanceof Class
            ? new Instance(target, runtime.call(cls, { ...call, args: call.args.slice(1) }))
            : giveUp("unknown-value", "__new__()", placeOf(call));
        }),
      ),
    );
  }
  make("str", (call) => (call.args.length === 0 ? "" : str(runtime, firstArgument(call), placeOf(call))));
  make("int", (call) => toInt(runtime, call));
  make("float", (call) => toFloat(runtime, call));
  make("bool", (call) => call.args.length > 0 && truth(runtime, firstArgument(call), placeOf(call)));
  make("complex", (call) => {
    const [real = 0n, imag = 0n] = call.args;
    return isNumber(real) && isNumber(imag)
      ? new Complex(Number(real), Number(imag))
      : giveUp("unknown-value", "a complex number", placeOf(call));
  });
  make("list", (call) => new List(all(call)));
  make("tuple", (call) => new Tuple(all(call)));
  make("dict", (call) => makeDict(runtime, call));
  make("set", (call) => setOf(some(call)));
  make("frozenset", (call) => setOf(some(call), true));
  make("bytes", (call) => {
    const value = unwrapped(firstArgument(call));
    if (value instanceof Bytes || call.args.length === 0)
      return value instanceof Bytes ? value : new Bytes(new Uint8Array());
    if (typeof value === "string") return new Bytes(new TextEncoder().encode(value));
    return giveUp("unknown-value", "bytes()", placeOf(call));
  });
  make("range", (call) => {
    const [a = 0n, b, c = 1n] = call.args.map(
      (item) => asInt(item) ?? giveUp("unknown-value", "range()", placeOf(call)),
    );
    return b === undefined ? new Range(0n, a, 1n) : new Range(a, b, c);
  });
  make(
    "slice",
    (call) =>
      new SliceValue(
        call.args.length > 1 ? firstArgument(call) : null,
        call.args.length > 1 ? (call.args[1] ?? null) : firstArgument(call),
        call.args[2] ?? null,
      ),
  );
  make("type", (call) =>
    call.args.length === 1
      ? runtime.classOf(firstArgument(call))
      : giveUp("unknown-value", "a class made by type()", placeOf(call)),
  );
  for (const type of ["property", "classmethod", "staticmethod"] as const)
    make(type, (call) => new Descriptor(type, call.args[0] ?? call.kwargs.get("fget") ?? null));
  make("enumerate", (call) => {
    const start = asInt(call.args[1] ?? call.kwargs.get("start") ?? 0n) ?? 0n;
    return new Iterator(
      all(call).map((item, index) => new Tuple([start + BigInt(index), item])),
      "enumerate",
    );
  });
  make("zip", (call) => {
    const lists = call.args.map((item) => runtime.iterate(item, placeOf(call)));
    const size = lists.length === 0 ? 0 : Math.min(...lists.map((list) => list.length));
    return new Iterator(
      Array.from({ length: size }, (_, index) => new Tuple(lists.map((list) => list[index] ?? null))),
      "zip",
    );
  });
  make("map", (call) => {
    const lists = call.args.slice(1).map((item) => runtime.iterate(item, placeOf(call)));
    const size = Math.min(...lists.map((list) => list.length));
    return new Iterator(
      Array.from({ length: size }, (_, index) =>
        runtime.call(firstArgument(call), {
          ...call,
          args: lists.map((list) => list[index] ?? null),
          kwargs: new Map(),
        }),
      ),
      "map",
    );
  });
  make("filter", (call) => {
    const fn = firstArgument(call);
    const place = placeOf(call);
    return new Iterator(
      runtime
        .iterate(call.args[1] ?? null, place)
        .filter((item) =>
          truth(
            runtime,
            fn === null ? item : runtime.call(fn, { ...call, args: [item], kwargs: new Map() }),
            place,
          ),
        ),
      "filter",
    );
  });
  make("reversed", (call) => new Iterator(all(call).toReversed(), "reversed"));
}
