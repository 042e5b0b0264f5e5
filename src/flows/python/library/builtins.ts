import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { asInt, firstOf, isNumber, setOf, typeName, unwrapped } from "../values/basics.ts";
import { length, unordered } from "../values/collections.ts";
import { format } from "../values/format.ts";
import { binary } from "../values/binary.ts";
import { order } from "../values/order.ts";
import { truth } from "../values/truth.ts";
import { makeDict, sorted } from "../values/methods.ts";
import { repr, specialMethod, str } from "../values/text.ts";
import {
  Alias,
  BoundMethod,
  Builtin,
  Bytes,
  Class,
  Complex,
  Descriptor,
  ellipsis,
  Func,
  Instance,
  Iterator,
  List,
  notImplemented,
  Partial,
  Range,
  SliceValue,
  Tuple,
  Unknown,
  type Arguments,
  type Value,
} from "../values/value.ts";
import { native, type Names } from "./library.ts";

function first(call: Arguments): Value {
  return call.args[0] ?? null;
}

function orRaise(value: Value | undefined, raise: () => Value): Value {
  return value === undefined ? raise() : value;
}

/** Whether a value can be called. */
export function isCallable(value: Value): boolean {
  if (value instanceof Instance) return specialMethod(value, "__call__") !== undefined;
  return (
    value instanceof Func ||
    value instanceof Builtin ||
    value instanceof BoundMethod ||
    value instanceof Class ||
    value instanceof Partial ||
    value instanceof Alias ||
    (value instanceof Descriptor && value.type === "staticmethod")
  );
}

function minMax(runtime: Runtime, call: Arguments, sign: number): Value {
  const place = placeOf(call);
  const items = call.args.length > 1 ? call.args : unordered(runtime, first(call), place);
  const key = call.kwargs.get("key") ?? null;
  let best: { item: Value; key: Value } | undefined;
  for (const item of items) {
    const itemKey = key === null ? item : runtime.call(key, { args: [item], kwargs: new Map(), ...place });
    if (
      best === undefined ||
      (order(runtime, itemKey, best.key, place) ?? giveUp("unknown-value", "a comparison", place)) * sign > 0
    )
      best = { item, key: itemKey };
  }
  return orRaise(firstOf(best?.item, call.kwargs.get("default")), () =>
    runtime.raise("ValueError", "arg is an empty sequence", place),
  );
}

function round(runtime: Runtime, call: Arguments): Value {
  const value = unwrapped(first(call));
  const digits = call.args[1] ?? call.kwargs.get("ndigits") ?? null;
  const place = placeOf(call);
  if (typeof value === "bigint" || typeof value === "boolean") {
    if (digits === null || (asInt(digits) ?? 0n) >= 0n) return BigInt(value);
    return giveUp("unknown-value", "rounding to tens", place);
  }
  if (typeof value !== "number")
    return giveUp("unknown-value", "rounding of something that is not a number", place);
  if (digits !== null) return Number(format(runtime, value, `.${String(asInt(digits) ?? 0n)}f`, place));
  const floor = Math.floor(value);
  const rest = value - floor;
  return BigInt(rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1);
}

function toInt(runtime: Runtime, call: Arguments): Value {
  const value = call.args.length === 0 ? 0n : unwrapped(first(call));
  const place = placeOf(call);
  if (typeof value === "number")
    return Number.isFinite(value)
      ? BigInt(Math.trunc(value))
      : runtime.raise("ValueError", "cannot convert float to integer", place);
  const whole = asInt(value);
  if (whole !== undefined) return whole;
  if (typeof value === "string") {
    const base = Number(asInt(call.args[1] ?? call.kwargs.get("base") ?? 10n) ?? 10n);
    const text = value.trim().replaceAll("_", "").toLowerCase();
    const unsigned = text.startsWith("-") || text.startsWith("+") ? text.slice(1) : text;
    const digits =
      base === 16 && unsigned.startsWith("0x")
        ? unsigned.slice(2)
        : base === 2 && unsigned.startsWith("0b")
          ? unsigned.slice(2)
          : unsigned;
    const allowed = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, base);
    if (digits === "" || ![...digits].every((digit) => allowed.includes(digit)))
      return runtime.raise(
        "ValueError",
        `invalid literal for int() with base ${String(base)}: '${value}'`,
        place,
      );
    let total = 0n;
    for (const digit of digits) total = total * BigInt(base) + BigInt(allowed.indexOf(digit));
    return text.startsWith("-") ? -total : total;
  }
  const instance = first(call);
  const method = instance instanceof Instance ? specialMethod(instance, "__int__") : undefined;
  if (method !== undefined) return runtime.call(method, { args: [instance], kwargs: new Map(), ...place });
  if (instance instanceof Instance) return giveUp("unknown-value", `int() of a ${instance.cls.name}`, place);
  return runtime.raise(
    "TypeError",
    `int() argument must be a string or a number, not '${typeName(value)}'`,
    place,
  );
}

function toFloat(runtime: Runtime, call: Arguments): Value {
  const value = call.args.length === 0 ? 0n : unwrapped(first(call));
  const place = placeOf(call);
  if (isNumber(value)) return Number(value);
  if (typeof value === "string") {
    const text = value.trim().replaceAll("_", "").toLowerCase();
    const special: Readonly<Record<string, number>> = {
      inf: Infinity,
      "+inf": Infinity,
      infinity: Infinity,
      "-inf": -Infinity,
      "-infinity": -Infinity,
      nan: Number.NaN,
    };
    const known = special[text];
    if (known !== undefined) return known;
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/u.test(text)) return Number(text);
    return runtime.raise("ValueError", `could not convert string to float: '${value}'`, place);
  }
  if (value instanceof Instance) return giveUp("unknown-value", `float() of a ${value.cls.name}`, place);
  return runtime.raise(
    "TypeError",
    `float() argument must be a string or a real number, not '${typeName(value)}'`,
    place,
  );
}

/** Fills in how the builtin classes make instances. */
export function constructBuiltins(runtime: Runtime): void {
  const make = (name: string, construct: (call: Arguments) => Value): void => {
    runtime.builtinClass(name).construct = construct;
  };
  const all = (call: Arguments): Value[] =>
    call.args.length === 0 ? [] : runtime.iterate(first(call), placeOf(call));
  const some = (call: Arguments): Value[] =>
    call.args.length === 0 ? [] : unordered(runtime, first(call), placeOf(call));
  make("object", () => new Instance(runtime.builtinClass("object")));
  const object = runtime.builtinClass("object");
  object.names.set(
    "__new__",
    new Descriptor(
      "staticmethod",
      native(
        "__new__",
        (call) => {
          const cls = first(call);
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
          const target = first(call);
          return target instanceof Class
            ? new Instance(target, runtime.call(cls, { ...call, args: call.args.slice(1) }))
            : giveUp("unknown-value", "__new__()", placeOf(call));
        }),
      ),
    );
  }
  make("str", (call) => (call.args.length === 0 ? "" : str(runtime, first(call), placeOf(call))));
  make("int", (call) => toInt(runtime, call));
  make("float", (call) => toFloat(runtime, call));
  make("bool", (call) => call.args.length > 0 && truth(runtime, first(call), placeOf(call)));
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
    const value = unwrapped(first(call));
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
        call.args.length > 1 ? first(call) : null,
        call.args.length > 1 ? (call.args[1] ?? null) : first(call),
        call.args[2] ?? null,
      ),
  );
  make("type", (call) =>
    call.args.length === 1
      ? runtime.classOf(first(call))
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
        runtime.call(first(call), {
          ...call,
          args: lists.map((list) => list[index] ?? null),
          kwargs: new Map(),
        }),
      ),
      "map",
    );
  });
  make("filter", (call) => {
    const fn = first(call);
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

/** The functions and constants of Python's builtins. */
export function builtinNames(runtime: Runtime): Names {
  const place = placeOf;
  return {
    Ellipsis: ellipsis,
    NotImplemented: notImplemented,
    __debug__: true,
    len: native("len", (call) => length(runtime, first(call), place(call))),
    repr: native("repr", (call) => repr(runtime, first(call), place(call))),
    print: native("print", () => null, true),
    sorted: native(
      "sorted",
      (call) =>
        new List(sorted(runtime, unordered(runtime, first(call), place(call)), call.kwargs, place(call))),
    ),
    sum: native("sum", (call) =>
      unordered(runtime, first(call), place(call)).reduce<Value>(
        (total, item) => binary(runtime, "+", total, item, place(call)),
        call.args[1] ?? call.kwargs.get("start") ?? 0n,
      ),
    ),
    min: native("min", (call) => minMax(runtime, call, -1)),
    max: native("max", (call) => minMax(runtime, call, 1)),
    abs: native("abs", (call) => {
      const value = unwrapped(first(call));
      return isNumber(value)
        ? typeof value === "number"
          ? Math.abs(value)
          : BigInt(value) < 0n
            ? -BigInt(value)
            : BigInt(value)
        : giveUp("unknown-value", "abs()", place(call));
    }),
    round: native("round", (call) => round(runtime, call)),
    any: native("any", (call) =>
      unordered(runtime, first(call), place(call)).some((item) => truth(runtime, item, place(call))),
    ),
    all: native("all", (call) =>
      unordered(runtime, first(call), place(call)).every((item) => truth(runtime, item, place(call))),
    ),
    divmod: native(
      "divmod",
      (call) =>
        new Tuple([
          binary(runtime, "//", first(call), call.args[1] ?? null, place(call)),
          binary(runtime, "%", first(call), call.args[1] ?? null, place(call)),
        ]),
    ),
    pow: native("pow", (call) => binary(runtime, "**", first(call), call.args[1] ?? null, place(call))),
    chr: native("chr", (call) => String.fromCodePoint(Number(asInt(first(call)) ?? 0n))),
    ord: native("ord", (call) => BigInt(str(runtime, first(call), place(call)).codePointAt(0) ?? 0)),
    hex: native("hex", (call) => format(runtime, first(call), "#x", place(call))),
    oct: native("oct", (call) => format(runtime, first(call), "#o", place(call))),
    bin: native("bin", (call) => format(runtime, first(call), "#b", place(call))),
    format: native("format", (call) =>
      format(runtime, first(call), str(runtime, call.args[1] ?? "", place(call)), place(call)),
    ),
    callable: native("callable", (call) => isCallable(first(call))),
    id: native("id", (call) => giveUp("unknown-value", "an address in memory", place(call))),
    hash: native("hash", (call) =>
      giveUp("unknown-value", "a hash that differs from run to run", place(call)),
    ),
    input: native("input", (call) => giveUp("unknown-value", "input from a terminal", place(call))),
    open: native("open", (call) => giveUp("unknown-value", "the content of a file", place(call))),
    eval: native("eval", (call) => giveUp("unknown-value", "eval()", place(call))),
    exec: native("exec", (call) => giveUp("unknown-value", "exec()", place(call))),
    globals: native("globals", (call) => giveUp("unknown-value", "globals()", place(call))),
    locals: native("locals", (call) => giveUp("unknown-value", "locals()", place(call))),
    vars: native("vars", (call) => runtime.getAttribute(first(call), "__dict__", place(call))),
    dir: native("dir", (call) => giveUp("unknown-value", "dir()", place(call))),
    iter: native("iter", (call) => new Iterator(runtime.iterate(first(call), place(call)), "iterator")),
    next: native("next", (call) => {
      const iterator = first(call);
      if (!(iterator instanceof Iterator)) return giveUp("unknown-value", "next()", place(call));
      const item = iterator.items[iterator.position++];
      return orRaise(firstOf(item, call.args[1]), () => runtime.raise("StopIteration", "", place(call)));
    }),
    getattr: native("getattr", (call) => {
      const found = runtime.findAttribute(
        first(call),
        str(runtime, call.args[1] ?? null, place(call)),
        place(call),
      );
      return orRaise(firstOf(found, call.args[2]), () =>
        runtime.getAttribute(first(call), str(runtime, call.args[1] ?? null, place(call)), place(call)),
      );
    }),
    setattr: native(
      "setattr",
      (call) => {
        runtime.setAttribute(
          first(call),
          str(runtime, call.args[1] ?? null, place(call)),
          call.args[2] ?? null,
          place(call),
        );
        return null;
      },
      true,
    ),
    hasattr: native("hasattr", (call) => {
      const found = runtime.findAttribute(
        first(call),
        str(runtime, call.args[1] ?? null, place(call)),
        place(call),
      );
      return found instanceof Unknown ? found : found !== undefined;
    }),
    isinstance: native("isinstance", (call) =>
      runtime.isInstance(first(call), call.args[1] ?? null, place(call)),
    ),
    issubclass: native("issubclass", (call) => {
      const [cls = null, types = null] = call.args;
      if (!(cls instanceof Class)) return giveUp("unknown-value", "issubclass()", place(call));
      const list = types instanceof Tuple ? types.items : [types];
      return list.some((type) => type instanceof Class && cls.mro.includes(type));
    }),
    __import__: native("__import__", (call) =>
      runtime.importModule(str(runtime, first(call), place(call)), place(call)),
    ),
  };
}
