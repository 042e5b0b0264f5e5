import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";
import type { Location } from "../interfaces/diagnostic.ts";
import type { Path } from "./path.ts";

/** Points into a YAML text. */
export interface Locator {
  /** The value at a path (its key, where the value is empty); undefined when the file has no such value. */
  readonly value: (path: Path) => Location | undefined;
  /** The key at the end of a path. */
  readonly key: (path: Path) => Location | undefined;
  /** The value at a path, or at the longest beginning of it that the file has. */
  readonly nearest: (path: Path) => Location;
  /** A piece of the text that stands in the value at a path. */
  readonly text: (path: Path, piece: string) => Location;
  /** A range of offsets. */
  readonly range: (start: number, end: number) => Location;
}

/** Makes the locator of a parsed document. Costs nothing until it is asked. */
export function createLocator(file: string, text: string, document: Document, lines: LineCounter): Locator {
  const range = (start: number, end: number): Location => {
    const { line, col } = lines.linePos(start);
    const newline = text.indexOf("\n", start);
    const last = newline === -1 ? text.length : newline;
    const piece = text.slice(start, Math.max(start, Math.min(end, last))).trimEnd();
    return { file, line: Math.max(1, line), column: Math.max(1, col), length: Math.max(1, piece.length) };
  };
  const ofNode = (node: Node | null | undefined): Location | undefined =>
    node?.range ? range(node.range[0], node.range[1]) : undefined;
  const value = (path: Path): Location | undefined => {
    const found = find(document, path);
    if (!found) return undefined;
    const empty = found.node?.range ? found.node.range[0] === found.node.range[1] : true;
    return (empty ? ofNode(found.key) : undefined) ?? ofNode(found.node) ?? ofNode(found.key);
  };
  const nearest = (path: Path): Location => {
    for (let length = path.length; length > 0; length--) {
      const location = value(path.slice(0, length));
      if (location) return location;
    }
    return ofNode(document.contents) ?? range(0, 1);
  };
  return {
    value,
    key: (path) => ofNode(find(document, path)?.key) ?? value(path),
    nearest,
    text: (path, piece) => {
      const node = find(document, path)?.node;
      const at = node?.range ? text.slice(node.range[0], node.range[1]).indexOf(piece) : -1;
      return node?.range && at >= 0
        ? range(node.range[0] + at, node.range[0] + at + piece.length)
        : nearest(path);
    },
    range,
  };
}

interface Found {
  readonly key?: Node | undefined;
  readonly node?: Node | undefined;
}

/** Follows a path through aliases and merge keys, as the values do. */
function find(document: Document, path: Path): Found | undefined {
  let found: Found = { node: document.contents ?? undefined };
  for (const step of path) {
    const node = resolved(document, found.node);
    if (isMap(node)) {
      const pair = findPair(document, node, String(step));
      if (!pair) return undefined;
      found = { key: pair.key as Node, node: (pair.value ?? undefined) as Node | undefined };
    } else if (isSeq(node) && Number(step) < node.items.length) {
      found = { node: node.items[Number(step)] as Node };
    } else {
      return undefined;
    }
  }
  return found;
}

function findPair(document: Document, map: YAMLMap, key: string): Pair | undefined {
  const own = keysOf(map).get(key);
  if (own) return own;
  for (const pair of map.items.filter(isMergeKey)) {
    const source = resolved(document, pair.value as Node);
    for (const part of isSeq(source) ? source.items : [source]) {
      const merged = resolved(document, part as Node);
      const inner = isMap(merged) ? findPair(document, merged, key) : undefined;
      if (inner) return inner;
    }
  }
  return undefined;
}

const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pairs of a map by key; of a key that stands twice, which is reported, the last is what the value has. */
function keysOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = indexes.get(map);
  if (known) return known;
  const index = new Map(map.items.filter((pair) => !isMergeKey(pair)).map((pair) => [keyText(pair), pair]));
  indexes.set(map, index);
  return index;
}

function resolved(document: Document, node: Node | undefined): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

/** Whether a pair is `<<: …`, which brings in the keys of other maps; `"<<"` in quotes is a key like any other. */
export function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.type === "PLAIN" && keyText(pair) === "<<";
}

/** The text of a key. */
export function keyText(pair: Pair): string {
  if (!isScalar(pair.key)) return "";
  const { value } = pair.key;
  return typeof value === "symbol" ? (value.description ?? "") : String(value);
}
