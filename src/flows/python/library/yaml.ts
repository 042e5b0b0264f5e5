import { isAlias, isMap, isScalar, isSeq, parseDocument, type Node } from "yaml";
import { giveUp, placeOf, type Place, type Runtime } from "../runtime.ts";
import { Dict, List, type Value } from "../values/value.ts";
import { native, type Names } from "./library.ts";

const booleans = new Map(
  ["yes", "true", "on", "no", "false", "off"].flatMap((word, index) =>
    [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()].map(
      (text) => [text, index < 3] as const,
    ),
  ),
);

/** A plain scalar as PyYAML resolves it; gives up where that is more than text, a plain number, a boolean or nothing. */
function plain(text: string, place: Place): Value {
  if (["", "~", "null", "Null", "NULL"].includes(text)) return null;
  const boolean = booleans.get(text);
  if (boolean !== undefined) return boolean;
  if (/^[-+]?(?:0|[1-9][0-9]*)$/u.test(text)) return BigInt(text.replace(/^\+/u, ""));
  if (/^[-+]?[0-9]+\.[0-9]*$/u.test(text)) return Number(text);
  // What else begins like a number, a date or a special float follows rules of YAML 1.1 that differ from reader to reader.
  if (/^[-+.]?[0-9]/u.test(text) || /^[-+]?\.(?:inf|nan)$/iu.test(text) || text === "=" || text === "<<")
    return giveUp("unknown-value", `the YAML value ${text}`, place);
  return text;
}

function toValue(runtime: Runtime, node: Node | null, place: Place): Value {
  if (node === null) return null;
  if (isAlias(node) || node.tag?.startsWith("!") === true)
    return giveUp("unknown-value", "YAML with tags or aliases", place);
  if (isScalar(node)) {
    if (node.type === "PLAIN") return plain(node.source ?? "", place);
    return typeof node.value === "string" ? node.value : giveUp("unknown-value", "such a YAML value", place);
  }
  const child = (inner: unknown): Value => {
    if (inner === null) return null;
    return isScalar(inner) || isMap(inner) || isSeq(inner) || isAlias(inner)
      ? toValue(runtime, inner, place)
      : giveUp("unknown-value", "such a YAML value", place);
  };
  if (isSeq(node)) return new List(node.items.map(child));
  if (!isMap(node)) return giveUp("unknown-value", "such a YAML value", place);
  const dict = new Dict();
  for (const { key, value } of node.items) runtime.setItem(dict, child(key), child(value), place);
  return dict;
}

/** The names of PyYAML that a default may use. */
export function yamlNames(runtime: Runtime): Names {
  return {
    safe_load: native("safe_load", (call) => {
      const place = placeOf(call);
      const [text = call.kwargs.get("stream") ?? null] = call.args;
      if (typeof text !== "string") return giveUp("unknown-value", "YAML that is not text", place);
      const document = parseDocument(text, { schema: "failsafe", version: "1.1", keepSourceTokens: false });
      return document.errors.length > 0
        ? giveUp("unknown-value", "text that is not YAML", place)
        : toValue(runtime, document.contents, place);
    }),
  };
}
