import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { asInt, firstOf, isNumber, unwrapped } from "../values/basics.ts";
import { length, unordered } from "../values/collections.ts";
import { format } from "../values/format.ts";
import { binary } from "../values/binary.ts";
import { order } from "../values/order.ts";
import { truth } from "../values/truth.ts";
import { sorted } from "../values/methods.ts";
import { repr, str } from "../values/text.ts";
import {
  Class,
  ellipsis,
  Iterator,
  List,
  notImplemented,
  Tuple,
  Unknown,
  type Arguments,
  type Value,
} from "../values/value.ts";
import { native, type Names } from "./library.ts";
import { firstArgument } from "./first-argument.ts";
import { isCallable } from "./is-callable.ts";

function orRaise(value: Value | undefined, raise: () => Value): Value {
  return value === undefined ? raise() : value;
}

function minMax(runtime: Runtime, call: Arguments, sign: number): Value {
  const place = placeOf(call);
  const items = call.args.length > 1 ? call.args : unordered(runtime, firstArgument(call), place);
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
  const value = unwrapped(firstArgument(call));
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

/** The functions and constants of Python's builtins. */
export function builtinNames(runtime: Runtime): Names {
  const place = placeOf;
  return {
    Ellipsis: ellipsis,
    NotImplemented: notImplemented,
    __debug__: true,
    len: native("len", (call) => length(runtime, firstArgument(call), place(call))),
    repr: native("repr", (call) => repr(runtime, firstArgument(call), place(call))),
    print: native("print", () => null, true),
    sorted: native(
      "sorted",
      (call) =>
        new List(
          sorted(runtime, unordered(runtime, firstArgument(call), place(call)), call.kwargs, place(call)),
        ),
    ),
    sum: native("sum", (call) =>
      unordered(runtime, firstArgument(call), place(call)).reduce<Value>(
        (total, item) => binary(runtime, "+", total, item, place(call)),
        call.args[1] ?? call.kwargs.get("start") ?? 0n,
      ),
    ),
    min: native("min", (call) => minMax(runtime, call, -1)),
    max: native("max", (call) => minMax(runtime, call, 1)),
    abs: native("abs", (call) => {
      const value = unwrapped(firstArgument(call));
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
      unordered(runtime, firstArgument(call), place(call)).some((item) => truth(runtime, item, place(call))),
    ),
    all: native("all", (call) =>
      unordered(runtime, firstArgument(call), place(call)).every((item) => truth(runtime, item, place(call))),
    ),
    divmod: native(
      "divmod",
      (call) =>
        new Tuple([
          binary(runtime, "//", firstArgument(call), call.args[1] ?? null, place(call)),
          binary(runtime, "%", firstArgument(call), call.args[1] ?? null, place(call)),
        ]),
    ),
    pow: native("pow", (call) =>
      binary(runtime, "**", firstArgument(call), call.args[1] ?? null, place(call)),
    ),
    chr: native("chr", (call) => String.fromCodePoint(Number(asInt(firstArgument(call)) ?? 0n))),
    ord: native("ord", (call) => BigInt(str(runtime, firstArgument(call), place(call)).codePointAt(0) ?? 0)),
    hex: native("hex", (call) => format(runtime, firstArgument(call), "#x", place(call))),
    oct: native("oct", (call) => format(runtime, firstArgument(call), "#o", place(call))),
    bin: native("bin", (call) => format(runtime, firstArgument(call), "#b", place(call))),
    format: native("format", (call) =>
      format(runtime, firstArgument(call), str(runtime, call.args[1] ?? "", place(call)), place(call)),
    ),
    callable: native("callable", (call) => isCallable(firstArgument(call))),
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
    vars: native("vars", (call) => runtime.getAttribute(firstArgument(call), "__dict__", place(call))),
    dir: native("dir", (call) => giveUp("unknown-value", "dir()", place(call))),
    iter: native(
      "iter",
      (call) => new Iterator(runtime.iterate(firstArgument(call), place(call)), "iterator"),
    ),
    next: native("next", (call) => {
      const iterator = firstArgument(call);
      if (!(iterator instanceof Iterator)) return giveUp("unknown-value", "next()", place(call));
      const item = iterator.items[iterator.position++];
      return orRaise(firstOf(item, call.args[1]), () => runtime.raise("StopIteration", "", place(call)));
    }),
    getattr: native("getattr", (call) => {
      const found = runtime.findAttribute(
        firstArgument(call),
        str(runtime, call.args[1] ?? null, place(call)),
        place(call),
      );
      return orRaise(firstOf(found, call.args[2]), () =>
        runtime.getAttribute(
          firstArgument(call),
          str(runtime, call.args[1] ?? null, place(call)),
          place(call),
        ),
      );
    }),
    setattr: native(
      "setattr",
      (call) => {
        runtime.setAttribute(
          firstArgument(call),
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
        firstArgument(call),
        str(runtime, call.args[1] ?? null, place(call)),
        place(call),
      );
      return found instanceof Unknown ? found : found !== undefined;
    }),
    isinstance: native("isinstance", (call) =>
      runtime.isInstance(firstArgument(call), call.args[1] ?? null, place(call)),
    ),
    issubclass: native("issubclass", (call) => {
      const [cls = null, types = null] = call.args;
      if (!(cls instanceof Class)) return giveUp("unknown-value", "issubclass()", place(call));
      const list = types instanceof Tuple ? types.items : [types];
      return list.some((type) => type instanceof Class && cls.mro.includes(type));
    }),
    __import__: native("__import__", (call) =>
      runtime.importModule(str(runtime, firstArgument(call), place(call)), place(call)),
    ),
  };
}
