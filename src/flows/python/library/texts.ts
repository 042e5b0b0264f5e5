import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { dictOf } from "../values/basics.ts";
import { floatText, str } from "../values/text.ts";
import { Dict, Instance, List, type Arguments, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";
import { jsonText } from "./numbers.ts";

/** `textwrap.dedent`. */
function dedent(text: string): string {
  const lines = text.split("\n").map((line) => (/^[ \t]+$/u.test(line) ? "" : line));
  let margin: string | undefined;
  for (const line of lines) {
    if (line === "") continue;
    const indent = /^[ \t]*/u.exec(line)?.[0] ?? "";
    if (margin === undefined) margin = indent;
    else {
      let size = 0;
      while (size < margin.length && size < indent.length && margin[size] === indent[size]) size++;
      margin = margin.slice(0, size);
    }
  }
  return lines.map((line) => (line === "" ? line : line.slice(margin?.length ?? 0))).join("\n");
}

/** The names of `textwrap`. */
export function textwrapNames(runtime: Runtime): Names {
  const text = (call: Arguments): string =>
    str(runtime, call.args[0] ?? call.kwargs.get("text") ?? null, placeOf(call));
  return {
    dedent: native("dedent", (call) => dedent(text(call))),
    indent: native("indent", (call) =>
      text(call)
        .split("\n")
        .map((line) => (line.trim() === "" ? line : str(runtime, call.args[1] ?? "", placeOf(call)) + line))
        .join("\n"),
    ),
  };
}

/** The names of `string`. */
export function stringNames(): Names {
  const lower = "abcdefghijklmnopqrstuvwxyz";
  const digits = "0123456789";
  const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  const whitespace = " \t\n\r\v\f";
  return {
    ascii_lowercase: lower,
    ascii_uppercase: lower.toUpperCase(),
    ascii_letters: lower + lower.toUpperCase(),
    digits,
    hexdigits: `${digits}abcdefABCDEF`,
    octdigits: "01234567",
    punctuation,
    whitespace,
    printable: digits + lower + lower.toUpperCase() + punctuation + whitespace,
  };
}

function fromJson(value: unknown): Value {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return new List(value.map(fromJson));
  return typeof value === "object"
    ? dictOf(Object.entries(value).map(([key, item]) => [key, fromJson(item)]))
    : null;
}

/** The names of `json`. */
export function jsonNames(runtime: Runtime): Names {
  const dumps = (value: Value, call: Arguments): string => {
    if (value instanceof Dict) {
      return `{${[...value.entries.values()].map((entry) => `${jsonText(str(runtime, entry.key, placeOf(call)), [", ", ": "], call)}: ${dumps(entry.value, call)}`).join(", ")}}`;
    }
    if (value instanceof List) return `[${value.items.map((item) => dumps(item, call)).join(", ")}]`;
    if (typeof value === "number") return floatText(value);
    return jsonText(value, [", ", ": "], call);
  };
  return {
    dumps: native("dumps", (call) =>
      call.kwargs.size > 0
        ? giveUp("unknown-value", "json.dumps() with options", placeOf(call))
        : dumps(call.args[0] ?? null, call),
    ),
    loads: native("loads", (call) => {
      const text = str(runtime, call.args[0] ?? null, placeOf(call));
      if (/\d\.0*[,}\]\s]|\d[eE]/u.test(text))
        return giveUp("unknown-value", "numbers in JSON text", placeOf(call));
      try {
        return fromJson(JSON.parse(text));
      } catch {
        return runtime.raise("ValueError", "JSONDecodeError", placeOf(call));
      }
    }),
    JSONDecodeError: runtime.builtinClass("ValueError"),
  };
}

/** The names of `re`: patterns are kept, not used. */
export function reNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  const pattern = nativeClass("Pattern", "re", [object]);
  const match = nativeClass("Match", "re", [object]);
  for (const cls of [pattern, match]) cls.data.set("generic", true);
  pattern.hooks = {
    json: (value) => str(runtime, value.attributes.get("pattern") ?? null, { file: "", at: 0 }),
  };
  const used = (name: string): Value =>
    native(name, (call) => giveUp("unknown-value", `re.${name}()`, placeOf(call)));
  return {
    Pattern: pattern,
    Match: match,
    compile: native("compile", (call) => {
      const made = new Instance(pattern);
      made.attributes.set("pattern", call.args[0] ?? null);
      return made;
    }),
    sub: used("sub"),
    match: used("match"),
    search: used("search"),
    findall: used("findall"),
    split: used("split"),
    fullmatch: used("fullmatch"),
    finditer: used("finditer"),
    escape: used("escape"),
    error: runtime.builtinClass("ValueError"),
    IGNORECASE: 2n,
    I: 2n,
    MULTILINE: 8n,
    M: 8n,
    DOTALL: 16n,
    S: 16n,
    VERBOSE: 64n,
    X: 64n,
  };
}
