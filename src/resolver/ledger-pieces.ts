import type { LedgerEntry } from "../interfaces/driver.ts";
import type { Json } from "../interfaces/json.ts";
import { isObject } from "../util/stable-json.ts";
import type { Shard } from "./ledger-shards.ts";

/** A piece has so many characters of JSON that it fits into one variable even when each one is escaped. */
const pieceLength = 2_000;

/** An entry, or its pieces where it is too long for one variable. */
export function piecesOf(
  key: string,
  entry: LedgerEntry,
  fits: (key: string, entry: LedgerEntry) => boolean,
): ReadonlyMap<string, LedgerEntry> {
  if (fits(key, entry)) return new Map([[key, entry]]);
  const text = JSON.stringify(entry).replaceAll(/[^ -~]/g, escaped);
  const count = Math.ceil(text.length / pieceLength);
  return new Map(
    Array.from({ length: count }, (_, index) => [
      pieceKey(key, index),
      { piece: text.slice(index * pieceLength, (index + 1) * pieceLength) },
    ]),
  );
}

/** The keys under which shards hold an entry: its own, or those of its pieces. */
export function keysOf(key: string, shards: readonly Shard[]): readonly string[] {
  const has = (candidate: string): boolean => shards.some((shard) => Object.hasOwn(shard, candidate));
  const keys = has(key) ? [key] : [];
  for (let index = 0; has(pieceKey(key, index)); index++) keys.push(pieceKey(key, index));
  return keys;
}

/** The entry of a key, whole or put together; undefined when there is none or a piece of it is lost. */
export function wholeEntry(key: string, shards: readonly Shard[]): LedgerEntry | undefined {
  const at = (wanted: string): LedgerEntry | undefined =>
    shards.find((shard) => Object.hasOwn(shard, wanted))?.[wanted];
  const whole = at(key);
  if (whole !== undefined) return whole;
  const text = keysOf(key, shards)
    .map((part) => textOf(at(part)?.["piece"]))
    .join("");
  if (text === "") return undefined;
  try {
    const entry = JSON.parse(text) as Json;
    return isObject(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** The key of the entry that a key of a shard belongs to. */
export function entryKey(key: string): string {
  return key.replace(/^#\d+:/, "");
}

/** Kinds of components never begin so. */
function pieceKey(key: string, index: number): string {
  return `#${index.toString()}:${key}`;
}

function textOf(piece: Json | undefined): string {
  return typeof piece === "string" ? piece : "";
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
