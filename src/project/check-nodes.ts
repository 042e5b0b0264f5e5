import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { Code } from "../errors/codes.ts";
import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic, Location } from "../interfaces/diagnostic.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { isMergeKey, keyText, type Locator } from "./locate.ts";

/** How many values a file may have after its aliases are expanded. */
const maximumValues = 1_000_000;

/** The size of what an anchor stands for; undefined while it is being measured. */
type Sizes = Map<string, number | undefined>;

/**
 * Finds what a syntactically right document may still have wrong: keys that stand twice, aliases without an anchor, round in a circle or
 * expanding to too much, merge keys that merge no mapping, numbers that JSON cannot carry.
 */
export function checkNodes(document: Document, locator: Locator): Diagnostic[] {
  const found: Diagnostic[] = [];
  const sizes: Sizes = new Map();
  const mergeable = new Map<string, boolean>();
  const exploded = new Set<Node>();

  const place = (node: Node): Location | undefined =>
    node.range ? locator.range(node.range[0], node.range[1]) : undefined;
  const report = (code: Code, node: Node, message: string, hint?: string) => {
    const location = place(node);
    found.push(
      problem(code, message, { ...(location && { location }), ...(hint !== undefined && { hint }) }),
    );
  };

  const aliasSize = (node: Node, name: string): number => {
    const size = sizes.get(name);
    if (size !== undefined) return size;
    if (sizes.has(name))
      report(
        "alias-expansion",
        node,
        `the alias *${name} is inside of what it stands for`,
        "write the value out",
      );
    else
      report(
        "invalid-yaml",
        node,
        `no anchor &${name} stands before this alias`,
        candidatesHint(name, [...sizes.keys()]),
      );
    return 1;
  };

  const pairSize = (pair: Pair): number => {
    if (isMergeKey(pair)) checkMerge(pair);
    return measure(pair.value as Node | null);
  };

  const checkMerge = (pair: Pair): void => {
    const sources = isSeq(pair.value) ? (pair.value.items as Node[]) : [pair.value as Node | null];
    for (const source of sources) {
      const fits = isMap(source) || (isAlias(source) && mergeable.get(source.source) !== false);
      if (!fits)
        report(
          "invalid-yaml",
          source ?? (pair.key as Node),
          "the merge key << takes a mapping, or a list of mappings",
        );
    }
  };

  const checkKeys = (map: YAMLMap): void => {
    // most mappings have one key
    if (map.items.length < 2) return;
    const keys = new Set<string>();
    for (const pair of map.items) {
      if (isMergeKey(pair)) continue;
      const key = keyText(pair);
      if (keys.has(key)) {
        report(
          "duplicate-key",
          pair.key as Node,
          `the key "${key}" stands here a second time`,
          "keep one of them",
        );
      }
      keys.add(key);
    }
  };

  const contentSize = (node: Node): number => {
    if (isScalar(node)) {
      checkNumber(node.value, node, report);
      return 1;
    }
    if (isMap(node)) {
      checkKeys(node);
      return node.items.reduce((sum, pair) => sum + pairSize(pair), 1);
    }
    if (isSeq(node)) return node.items.reduce<number>((sum, item) => sum + measure(item as Node), 1);
    return 1;
  };

  const measure = (node: Node | null): number => {
    if (node === null || exploded.size > 0) return 1;
    if (isAlias(node)) return aliasSize(node, node.source);
    const anchor = "anchor" in node && typeof node.anchor === "string" ? node.anchor : undefined;
    if (anchor !== undefined) {
      sizes.set(anchor, undefined);
      mergeable.set(anchor, isMap(node));
    }
    const size = contentSize(node);
    if (anchor !== undefined) sizes.set(anchor, size);
    if (size > maximumValues && exploded.size === 0) {
      exploded.add(node);
      const message = `aliases make more than ${String(maximumValues)} values of this`;
      report("alias-expansion", node, message, "write the values out, or use fewer aliases of aliases");
    }
    return size;
  };

  measure(document.contents);
  return found;
}

function checkNumber(
  value: unknown,
  node: Node,
  report: (code: Code, node: Node, message: string, hint?: string) => void,
): void {
  if (typeof value !== "number") return;
  if (!Number.isFinite(value))
    report("invalid-value", node, `${String(value)} is no number that JSON can carry`);
  else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    report(
      "invalid-value",
      node,
      `the integer ${String(value)} is too large to be kept exactly`,
      "write it in quotes",
    );
  }
}
