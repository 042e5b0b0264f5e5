import type { Runtime } from "../runtime.ts";
import { giveUp, placeOf } from "../runtime.ts";
import { asInt, dictGet, typeName, unwrapped } from "./basics.ts";
import { getItem, iterate } from "./collections.ts";
import { converted, format } from "./format.ts";
import { blank, expandTabs, split, splitLines, strip } from "./text-parts.ts";
import { Bytes, Dict, List, Tuple, type Arguments, type Value } from "./value.ts";

type StringMethod = (runtime: Runtime, self: string, call: Arguments) => Value;

function textArgument(runtime: Runtime, call: Arguments, index: number): string {
  const value = unwrapped(call.args[index] ?? null);
  return typeof value === "string"
    ? value
    : runtime.raise("TypeError", `expected a str, got ${typeName(value)}`, placeOf(call));
}

function stripper(left: boolean, right: boolean): StringMethod {
  return (_, self, call) => {
    const characters = unwrapped(call.args[0] ?? null);
    return strip(self, typeof characters === "string" ? characters : blank, left, right);
  };
}

function splitter(fromRight: boolean): StringMethod {
  return (_, self, call) => {
    const separator = unwrapped(call.args[0] ?? call.kwargs.get("sep") ?? null);
    const limit = asInt(call.args[1] ?? call.kwargs.get("maxsplit") ?? -1n) ?? -1n;
    return new List(
      split(self, typeof separator === "string" ? separator : undefined, Number(limit), fromRight),
    );
  };
}

function affix(test: (self: string, text: string) => boolean): StringMethod {
  return (runtime, self, call) => {
    const [wanted = null] = call.args;
    if (wanted instanceof Tuple)
      return wanted.items.some((item) => typeof item === "string" && test(self, item));
    return test(self, textArgument(runtime, call, 0));
  };
}

function title(self: string): string {
  let out = "";
  let inWord = false;
  for (const character of self) {
    out += inWord ? character.toLowerCase() : character.toUpperCase();
    inWord = /\p{L}/u.test(character);
  }
  return out;
}

function every(self: string, test: RegExp): boolean {
  return self.length > 0 && [...self].every((character) => test.test(character));
}

function align(self: string, call: Arguments, place: "left" | "right" | "center"): string {
  const width = Number(asInt(call.args[0] ?? 0n) ?? 0n);
  const fill = typeof call.args[1] === "string" ? call.args[1] : " ";
  const missing = width - [...self].length;
  if (missing <= 0) return self;
  if (place === "left") return self + fill.repeat(missing);
  if (place === "right") return fill.repeat(missing) + self;
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + self + fill.repeat(missing - left);
}

/** `template.format(…)`. */
function formatMethod(runtime: Runtime, template: string, call: Arguments): string {
  const place = placeOf(call);
  let automatic = 0;
  const expand = (text: string): string => {
    let out = "";
    for (let i = 0; i < text.length; i++) {
      const character = text.charAt(i);
      if ((character === "{" || character === "}") && text[i + 1] === character) {
        out += character;
        i++;
      } else if (character === "{") {
        let depth = 1;
        let end = i + 1;
        for (; end < text.length && depth > 0; end++)
          depth += text[end] === "{" ? 1 : text[end] === "}" ? -1 : 0;
        if (depth > 0) return runtime.raise("ValueError", "expected '}' before end of string", place);
        out += one(text.slice(i + 1, end - 1));
        i = end - 1;
      } else if (character === "}")
        return runtime.raise("ValueError", "Single '}' encountered in format string", place);
      else out += character;
    }
    return out;
  };
  const one = (inside: string): string => {
    const colon = inside.indexOf(":");
    const head = colon < 0 ? inside : inside.slice(0, colon);
    const spec = colon < 0 ? "" : expand(inside.slice(colon + 1));
    const bang = head.indexOf("!");
    const path = bang < 0 ? head : head.slice(0, bang);
    const value = lookUp(path);
    return format(
      runtime,
      converted(runtime, value, bang < 0 ? "" : head.slice(bang + 1), place),
      spec,
      place,
    );
  };
  const lookUp = (path: string): Value => {
    const match = /^([^.[]*)(.*)$/su.exec(path);
    const name = match?.[1] ?? "";
    let value =
      name === ""
        ? call.args[automatic++]
        : /^\d+$/u.test(name)
          ? call.args[Number(name)]
          : call.kwargs.get(name);
    if (value === undefined)
      return runtime.raise(name === "" || /^\d+$/u.test(name) ? "IndexError" : "KeyError", name, place);
    for (const step of (match?.[2] ?? "").matchAll(/\.([^.[]+)|\[([^\]]+)\]/gu)) {
      const [, attribute, key] = step;
      if (attribute !== undefined) value = runtime.getAttribute(value, attribute, place);
      else if (key !== undefined)
        value = getItem(runtime, value, /^\d+$/u.test(key) ? BigInt(key) : key, place);
    }
    return value;
  };
  return expand(template);
}

/** The methods of str that module level code uses. */
export const stringMethods: Readonly<Record<string, StringMethod>> = {
  upper: (_, self) => self.toUpperCase(),
  lower: (_, self) => self.toLowerCase(),
  casefold: (_, self) => self.toLowerCase().replaceAll("ß", "ss"),
  capitalize: (_, self) => self.charAt(0).toUpperCase() + self.slice(1).toLowerCase(),
  title: (_, self) => title(self),
  swapcase: (_, self) =>
    [...self]
      .map((character) =>
        character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase(),
      )
      .join(""),
  strip: stripper(true, true),
  lstrip: stripper(true, false),
  rstrip: stripper(false, true),
  split: splitter(false),
  rsplit: splitter(true),
  splitlines: (_, self, call) =>
    new List(splitLines(self, call.args[0] === true || call.kwargs.get("keepends") === true)),
  join: (runtime, self, call) =>
    iterate(runtime, call.args[0] ?? null, placeOf(call))
      .map((item) => {
        const text = unwrapped(item);
        return typeof text === "string"
          ? text
          : runtime.raise(
              "TypeError",
              `sequence item: expected str instance, ${typeName(item)} found`,
              placeOf(call),
            );
      })
      .join(self),
  replace: (runtime, self, call) => {
    const from = textArgument(runtime, call, 0);
    const to = textArgument(runtime, call, 1);
    const limit = Number(asInt(call.args[2] ?? -1n) ?? -1n);
    return limit < 0 ? self.replaceAll(from, () => to) : split(self, from, limit, false).join(to);
  },
  startswith: affix((self, text) => self.startsWith(text)),
  endswith: affix((self, text) => self.endsWith(text)),
  removeprefix: (runtime, self, call) =>
    self.startsWith(textArgument(runtime, call, 0))
      ? self.slice(textArgument(runtime, call, 0).length)
      : self,
  removesuffix: (runtime, self, call) => {
    const suffix = textArgument(runtime, call, 0);
    return suffix !== "" && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self;
  },
  find: (runtime, self, call) => BigInt(self.indexOf(textArgument(runtime, call, 0))),
  rfind: (runtime, self, call) => BigInt(self.lastIndexOf(textArgument(runtime, call, 0))),
  index: (runtime, self, call) => {
    const index = self.indexOf(textArgument(runtime, call, 0));
    return index < 0 ? runtime.raise("ValueError", "substring not found", placeOf(call)) : BigInt(index);
  },
  count: (runtime, self, call) => BigInt(self.split(textArgument(runtime, call, 0)).length - 1),
  partition: (runtime, self, call) => {
    const separator = textArgument(runtime, call, 0);
    const index = self.indexOf(separator);
    return new Tuple(
      index < 0 ? [self, "", ""] : [self.slice(0, index), separator, self.slice(index + separator.length)],
    );
  },
  rpartition: (runtime, self, call) => {
    const separator = textArgument(runtime, call, 0);
    const index = self.lastIndexOf(separator);
    return new Tuple(
      index < 0 ? ["", "", self] : [self.slice(0, index), separator, self.slice(index + separator.length)],
    );
  },
  zfill: (_, self, call) => {
    const width = Number(asInt(call.args[0] ?? 0n) ?? 0n);
    const sign = self.startsWith("-") || self.startsWith("+") ? self.charAt(0) : "";
    return sign + self.slice(sign.length).padStart(width - sign.length, "0");
  },
  ljust: (_, self, call) => align(self, call, "left"),
  rjust: (_, self, call) => align(self, call, "right"),
  center: (_, self, call) => align(self, call, "center"),
  isdigit: (_, self) => every(self, /\p{Nd}/u),
  isnumeric: (_, self) => every(self, /\p{N}/u),
  isdecimal: (_, self) => every(self, /\p{Nd}/u),
  isalpha: (_, self) => every(self, /\p{L}/u),
  isalnum: (_, self) => every(self, /[\p{L}\p{N}]/u),
  isspace: (_, self) => self.length > 0 && [...self].every((character) => blank.includes(character)),
  isupper: (_, self) => self !== self.toLowerCase() && self === self.toUpperCase(),
  islower: (_, self) => self !== self.toUpperCase() && self === self.toLowerCase(),
  isidentifier: (_, self) => /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$/u.test(self),
  expandtabs: (_, self, call) => expandTabs(self, Number(asInt(call.args[0] ?? 8n) ?? 8n)),
  encode: (_, self, call) => {
    const encoding = call.args[0] ?? call.kwargs.get("encoding") ?? "utf-8";
    if (typeof encoding !== "string" || !["utf-8", "utf8", "UTF-8", "ascii"].includes(encoding))
      return giveUp("unknown-value", "text in this encoding", placeOf(call));
    return new Bytes(new TextEncoder().encode(self));
  },
  format: formatMethod,
  format_map: (runtime, self, call) => {
    const [mapping = null] = call.args;
    if (!(mapping instanceof Dict))
      return giveUp("unknown-value", "format_map of something that is not a dict", placeOf(call));
    const kwargs = new Map<string, Value>();
    for (const { key } of mapping.entries.values())
      if (typeof key === "string") kwargs.set(key, dictGet(mapping, key) ?? null);
    return formatMethod(runtime, self, { ...call, args: [], kwargs });
  },
};
