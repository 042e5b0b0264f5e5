import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { asInt, isNumber, unwrapped } from "../values/basics.ts";
import { Instance, List, Tuple, type Arguments, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

/** The names of `math`. */
export function mathNames(runtime: Runtime): Names {
  const number = (call: Arguments, index = 0): number => {
    const value = unwrapped(call.args[index] ?? null);
    return isNumber(value) ? Number(value) : runtime.raise("TypeError", "must be real number", placeOf(call));
  };
  const one = (name: string, fn: (value: number) => Value): Value => native(name, (call) => fn(number(call)));
  return {
    pi: Math.PI,
    e: Math.E,
    tau: 2 * Math.PI,
    inf: Infinity,
    nan: Number.NaN,
    floor: one("floor", (value) => BigInt(Math.floor(value))),
    ceil: one("ceil", (value) => BigInt(Math.ceil(value))),
    trunc: one("trunc", (value) => BigInt(Math.trunc(value))),
    sqrt: native("sqrt", (call) =>
      number(call) < 0
        ? runtime.raise("ValueError", "math domain error", placeOf(call))
        : Math.sqrt(number(call)),
    ),
    fabs: one("fabs", Math.abs),
    isnan: one("isnan", Number.isNaN),
    isinf: one("isinf", (value) => Math.abs(value) === Infinity),
    isfinite: one("isfinite", Number.isFinite),
    pow: native("pow", (call) => number(call) ** number(call, 1)),
    prod: native("prod", (call) =>
      runtime
        .iterate(call.args[0] ?? null, placeOf(call))
        .reduce<bigint>(
          (total, item) => total * (asInt(item) ?? giveUp("unknown-value", "a product", placeOf(call))),
          1n,
        ),
    ),
    gcd: native("gcd", (call) => {
      let [a = 0n, b = 0n] = call.args.map((item) => asInt(item) ?? 0n);
      while (b !== 0n) [a, b] = [b, a % b];
      return a < 0n ? -a : a;
    }),
    radians: one("radians", (value) => (value * Math.PI) / 180),
    log2: one("log2", Math.log2),
    log10: one("log10", Math.log10),
  };
}

/** The names of `decimal`: a Decimal keeps its text; arithmetic on it is not followed. */
export function decimalNames(runtime: Runtime): Names {
  const decimal = nativeClass("Decimal", "decimal", [runtime.builtinClass("object")]);
  const get = (value: Instance): string => {
    const text = value.attributes.get(" text");
    return typeof text === "string" ? text : "";
  };
  decimal.construct = (call) => {
    const value = unwrapped(call.args[0] ?? "0");
    const made = new Instance(decimal);
    if (typeof value === "bigint" || typeof value === "boolean")
      made.attributes.set(" text", BigInt(value).toString());
    else if (typeof value === "string") {
      const text = value.trim().replaceAll("_", "");
      if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/u.test(text))
        return giveUp("unknown-value", "a Decimal of such a text", placeOf(call));
      const plain = text.startsWith("+") ? text.slice(1) : text;
      const padded = plain.startsWith(".")
        ? `0${plain}`
        : plain.startsWith("-.")
          ? `-0${plain.slice(1)}`
          : plain;
      made.attributes.set(
        " text",
        padded.endsWith(".") ? padded.slice(0, -1) : padded.replace(/^(-?)0+(?=\d)/u, "$1"),
      );
    } else return giveUp("unknown-value", "a Decimal of something that is not text or int", placeOf(call));
    return made;
  };
  decimal.hooks = {
    text: get,
    json: get,
    repr: (value) => `Decimal('${get(value)}')`,
    order: (left, right) => Number(get(left)) - Number(get(right)),
    truth: (value) => Number(get(value)) !== 0,
    hash: get,
  };
  return { Decimal: decimal };
}

/** Something like JSON text of a value. */
export function jsonText(value: Value, separators: readonly [string, string], call: Arguments): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "string")
    return JSON.stringify(value).replaceAll(
      /[\u0080-\uffff]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  if (value instanceof List || value instanceof Tuple)
    return `[${value.items.map((item) => jsonText(item, separators, call)).join(separators[0])}]`;
  return giveUp("unknown-value", "json.dumps() of this", placeOf(call));
}
