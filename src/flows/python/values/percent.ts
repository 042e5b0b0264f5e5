import { checkForeign } from "./foreign.ts";
import type { Place, Runtime } from "../runtime.ts";
import { dictGet, isNumber, typeName, unwrapped } from "./basics.ts";
import { format } from "./format.ts";
import { repr, str } from "./text.ts";
import { Dict, Tuple, type Value } from "./value.ts";

/** `template % value`. */
export function percentFormat(runtime: Runtime, template: string, value: Value, place: Place): string {
  const items = value instanceof Tuple ? [...value.items] : [value];
  let next = 0;
  const named = new Set<string>();
  const take = (): Value => {
    const item = items[next++];
    return item === undefined
      ? runtime.raise("TypeError", "not enough arguments for format string", place)
      : item;
  };
  const out = template.replaceAll(
    /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([diouxXeEfFgGcrsa%])/gsu,
    (...match) => {
      const [, key, flags = "", width, precision, type = "s"] = match.map((part: unknown) =>
        typeof part === "string" ? part : undefined,
      );
      if (type === "%") return "%";
      if (key !== undefined) named.add(key);
      const item =
        key === undefined
          ? take()
          : ((value instanceof Dict ? dictGet(value, key) : undefined) ??
            runtime.raise("KeyError", key, place));
      return field(runtime, item, { flags, width, precision, type }, place);
    },
  );
  if (named.size === 0 && next < items.length && !(value instanceof Dict))
    runtime.raise("TypeError", "not all arguments converted during string formatting", place);
  return out;
}

function field(
  runtime: Runtime,
  item: Value,
  spec: {
    readonly flags: string;
    readonly width: string | undefined;
    readonly precision: string | undefined;
    readonly type: string;
  },
  place: Place,
): string {
  const { flags, width = "", precision, type } = spec;
  const left = flags.includes("-");
  if (type === "s" || type === "r" || type === "a") {
    const text = type === "s" ? str(runtime, item, place) : repr(runtime, item, place);
    const cut = precision === undefined ? text : [...text].slice(0, Number(precision)).join("");
    return left ? cut.padEnd(Number(width)) : cut.padStart(Number(width));
  }
  const number = unwrapped(item);
  if (type === "c" && typeof number === "string") return number;
  if (!isNumber(number)) checkForeign(place, item);
  if (!isNumber(number))
    return runtime.raise(
      "TypeError",
      `%${type} format: a real number is required, not ${typeName(item)}`,
      place,
    );
  const sign = flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const zero = flags.includes("0") && !left ? "0" : "";
  const whole = "diu".includes(type);
  const value = whole && typeof number === "number" ? BigInt(Math.trunc(number)) : number;
  const code = whole ? "d" : type;
  return format(
    runtime,
    value,
    `${left ? "<" : ""}${sign}${flags.includes("#") ? "#" : ""}${zero}${width}${precision !== undefined && !whole ? `.${precision}` : ""}${code}`,
    place,
  );
}
