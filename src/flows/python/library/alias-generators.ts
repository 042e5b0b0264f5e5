import { giveUp, placeOf } from "../runtime.ts";
import type { Value } from "../values/value.ts";
import { native, type Names } from "./library.ts";

/** `str.title()` of ASCII text. */
function title(text: string): string {
  return text.replace(/[A-Za-z]+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
}

function pascal(name: string): string {
  return title(name).replace(/([0-9A-Za-z])_(?=[0-9A-Z])/gu, "$1");
}

function camel(name: string): string {
  if (/^[a-z]+[A-Za-z0-9]*$/u.test(name) && !/\d[a-z]/u.test(name)) return name;
  return pascal(name).replace(/^_*[A-Z]/u, (start) => start.toLowerCase());
}

function snake(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/gu, "$1_$2")
    .replace(/([a-z])([A-Z])/gu, "$1_$2")
    .replace(/([0-9])([A-Z])/gu, "$1_$2")
    .replace(/([a-z])([0-9])/gu, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
}

/** The names of `pydantic.alias_generators`. */
export function aliasGeneratorNames(): Names {
  const make = (name: string, change: (text: string) => string): Value =>
    native(name, (call) => {
      const [text] = call.args;
      // Beyond ASCII, Python's and JavaScript's letters differ.
      return typeof text === "string" && /^[\x20-\x7e]*$/u.test(text)
        ? change(text)
        : giveUp("unknown-value", "an alias of such a name", placeOf(call));
    });
  return {
    to_camel: make("to_camel", camel),
    to_pascal: make("to_pascal", pascal),
    to_snake: make("to_snake", snake),
  };
}
