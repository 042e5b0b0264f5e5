import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { isNumber, typeName, unwrapped } from "./basics.ts";
import { checkForeign } from "./foreign.ts";
import { floatText, repr, specialMethod, str } from "./text.ts";
import { hookOf, Instance, type Value } from "./value.ts";

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

function parseSpec(text: string): Spec | undefined {
  const match = /^(?:(.)?([<>=^]))?([+\- ])?(z)?(#)?(0)?(\d+)?([_,])?(?:\.(\d+))?([a-zA-Z%])?$/su.exec(text);
  if (match === null) return undefined;
  const [, fill, align, sign, , alternate, zero, width, grouping, precision, type] = match;
  return {
    fill: fill ?? (zero === undefined ? " " : "0"),
    align: align ?? (zero === undefined ? "" : "="),
    sign: sign ?? "-",
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: grouping ?? "",
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? "",
  };
}

/** `format(value, spec)`. */
export function format(runtime: Runtime, value: Value, spec: string, place: Place): string {
  if (value instanceof Instance) {
    const method = specialMethod(value, "__format__");
    if (method !== undefined) {
      const text = runtime.call(method, { args: [value, spec], kwargs: new Map(), ...place });
      return typeof text === "string"
        ? text
        : giveUp("unknown-value", "__format__ gives something unknown", place);
    }
    const text = spec === "" ? undefined : hookOf(value, "format")?.(value, spec);
    if (text !== undefined) return text;
  }
  if (spec === "") return str(runtime, value, place);
  const plain =
    value instanceof Instance && value.cls.flavour === "enum" ? str(runtime, value, place) : unwrapped(value);
  const parsed = parseSpec(spec);
  if (typeof plain !== "string" && !isNumber(plain)) checkForeign(place, value);
  if (parsed === undefined) {
    if (typeof plain === "string" || isNumber(plain))
      return runtime.raise("ValueError", `Invalid format specifier '${spec}'`, place);
    return runtime.raise(
      "TypeError",
      `unsupported format string passed to ${typeName(value)}.__format__`,
      place,
    );
  }
  if (typeof plain === "string") {
    if (parsed.type !== "" && parsed.type !== "s")
      return runtime.raise(
        "ValueError",
        `Unknown format code '${parsed.type}' for object of type 'str'`,
        place,
      );
    if (parsed.align === "=")
      return runtime.raise("ValueError", "'=' alignment not allowed in string format specifier", place);
    const characters = [...plain];
    return pad(
      parsed.precision === undefined ? plain : characters.slice(0, parsed.precision).join(""),
      parsed,
      "<",
      "",
    );
  }
  if (isNumber(plain)) return numberFormat(runtime, plain, parsed, place);
  return runtime.raise(
    "TypeError",
    `unsupported format string passed to ${typeName(value)}.__format__`,
    place,
  );
}

function numberFormat(runtime: Runtime, value: boolean | bigint | number, spec: Spec, place: Place): string {
  const isWhole = typeof value !== "number";
  const type = spec.type;
  const signOf = (negative: boolean): string => (negative ? "-" : spec.sign === "-" ? "" : spec.sign);
  if (isWhole && "bcdoxXn".includes(type)) {
    const whole = BigInt(value);
    const magnitude = whole < 0n ? -whole : whole;
    if (type === "c") return pad(String.fromCodePoint(Number(whole)), spec, "<", "");
    const radix = type === "b" ? 2 : type === "o" ? 8 : type === "x" || type === "X" ? 16 : 10;
    let digits = magnitude.toString(radix);
    if (type === "X") digits = digits.toUpperCase();
    const prefix = spec.alternate && radix !== 10 ? `0${type}` : "";
    return pad(grouped(digits, spec, radix === 10 ? 3 : 4), spec, ">", signOf(whole < 0n) + prefix);
  }
  if (!"eEfFgG%".includes(type) && type !== "")
    return runtime.raise(
      "ValueError",
      `Unknown format code '${type}' for object of type '${typeName(value)}'`,
      place,
    );
  const number = Number(value);
  if (!Number.isFinite(number)) return pad(floatText(Math.abs(number)), spec, ">", signOf(number < 0));
  const negative = number < 0 || Object.is(number, -0);
  return pad(floatDigits(Math.abs(number), spec, place), spec, ">", signOf(negative));
}

function floatDigits(number: number, spec: Spec, place: Place): string {
  const precision = spec.precision ?? 6;
  const { type } = spec;
  if (type === "%") return `${pointGrouped((number * 100).toFixed(precision), spec)}%`;
  if (type === "f" || type === "F") {
    if (number >= 1e21) giveUp("unknown-value", "the text of a very large number", place);
    return pointGrouped(toFixed(number, precision), spec);
  }
  if (type === "e" || type === "E") {
    const text = exponentText(number.toExponential(precision));
    return type === "E" ? text.toUpperCase() : text;
  }
  if (type === "" && spec.precision === undefined) return pointGrouped(floatText(number), spec);
  const digits = Math.max(1, precision);
  const power = number === 0 ? 0 : Number(number.toExponential(digits - 1).split("e")[1]);
  if (power < -4 || power >= digits) {
    const [mantissa = "", exponent = ""] = exponentText(number.toExponential(digits - 1)).split("e");
    return `${trimZeros(mantissa)}e${exponent}`;
  }
  const fixed = trimZeros(toFixed(number, Math.max(0, digits - 1 - power)));
  return pointGrouped(type === "" && !fixed.includes(".") ? `${fixed}.0` : fixed, spec);
}

/** `toFixed`, which in JavaScript too rounds the exact binary value. */
function toFixed(number: number, precision: number): string {
  const text = number.toFixed(Math.min(100, precision));
  const exact = number * 10 ** precision;
  if (
    Number.isInteger(exact * 2) &&
    !Number.isInteger(exact) &&
    exact < 2 ** 52 &&
    Number(number.toFixed(precision + 1)) === number
  ) {
    const floor = Math.floor(exact);
    const even = floor % 2 === 0 ? floor : floor + 1;
    return (even / 10 ** precision).toFixed(precision);
  }
  return text;
}

function trimZeros(text: string): string {
  if (!text.includes(".")) return text;
  let end = text.length;
  while (text[end - 1] === "0") end--;
  return text.slice(0, text[end - 1] === "." ? end - 1 : end);
}

function exponentText(text: string): string {
  const [mantissa = "", exponent = ""] = text.split("e");
  return `${mantissa}e${exponent.charAt(0)}${exponent.slice(1).padStart(2, "0")}`;
}

function pointGrouped(text: string, spec: Spec): string {
  const [whole = "", fraction] = text.split(".");
  const left = grouped(whole, spec, 3);
  return fraction === undefined ? left : `${left}.${fraction}`;
}

function grouped(digits: string, spec: Spec, size: number): string {
  if (spec.grouping === "") return digits;
  const parts: string[] = [];
  for (let end = digits.length; end > 0; end -= size)
    parts.unshift(digits.slice(Math.max(0, end - size), end));
  return parts.join(spec.grouping);
}

function pad(text: string, spec: Spec, natural: string, sign: string): string {
  const missing = spec.width - [...text].length - sign.length;
  if (missing <= 0) return sign + text;
  const align = spec.align === "" ? natural : spec.align;
  if (align === "=") return sign + spec.fill.repeat(missing) + text;
  if (align === "<") return sign + text + spec.fill.repeat(missing);
  if (align === ">") return spec.fill.repeat(missing) + sign + text;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + sign + text + spec.fill.repeat(missing - left);
}

/** The conversion of a replacement field: `!r`, `!s`, `!a` or none. */
export function converted(runtime: Runtime, value: Value, conversion: string, place: Place): Value {
  if (conversion === "r") return repr(runtime, value, place);
  if (conversion === "s") return str(runtime, value, place);
  if (conversion === "a") return asciiText(repr(runtime, value, place));
  return value;
}

function asciiText(text: string): string {
  let out = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 128) out += character;
    else
      out +=
        code < 0x100
          ? `\\x${code.toString(16)}`
          : code < 0x10000
            ? `\\u${code.toString(16).padStart(4, "0")}`
            : `\\U${code.toString(16).padStart(8, "0")}`;
  }
  return out;
}
