import type { LedgerEntry } from "../interfaces/driver.ts";
import type { Json } from "../interfaces/json.ts";
import { keysOf, piecesOf } from "./ledger-pieces.ts";

/** The content of one variable: entries by component key. */
export type Shard = Readonly<Record<string, LedgerEntry>>;

/** A variable's value must stay below 5,000 characters as Python writes it. */
const limit = 4_900;

/**
 * Puts changed entries into the shards. An entry stays in the shard where it is, so that few variables are written;
 * new ones, and those for which there is no room any more, go where there is. `null` forgets an entry.
 */
export function updateShards(
  shards: readonly Shard[],
  updates: ReadonlyMap<string, LedgerEntry | null>,
): readonly Shard[] {
  const next = shards.map((shard) => new Map(Object.entries(shard)));
  const sizes = next.map((shard) => sizeOf(Object.fromEntries(shard)));
  const place = (key: string, entry: LedgerEntry): void => {
    const size = costOf(key, entry);
    let index = sizes.findIndex((used) => used + size <= limit);
    if (index < 0) index = next.push(new Map()) - 1;
    sizes[index] = (sizes[index] ?? 2) + size;
    next[index]?.set(key, entry);
  };
  for (const [key, entry] of inPieces(shards, updates)) {
    const index = next.findIndex((shard) => shard.has(key));
    const old = next[index]?.get(key);
    if (old !== undefined) {
      const rest = (sizes[index] ?? 0) - costOf(key, old);
      const stays = entry !== null && rest + costOf(key, entry) <= limit;
      sizes[index] = stays ? rest + costOf(key, entry) : rest;
      if (stays) next[index]?.set(key, entry);
      else next[index]?.delete(key);
      if (stays || entry === null) continue;
    }
    if (entry !== null) place(key, entry);
  }
  return next.map((shard) => Object.fromEntries(shard));
}

/** The updates with long entries cut up, and with what older versions of an entry stood under forgotten. */
function inPieces(
  shards: readonly Shard[],
  updates: ReadonlyMap<string, LedgerEntry | null>,
): ReadonlyMap<string, LedgerEntry | null> {
  const fits = (key: string, entry: LedgerEntry): boolean => 2 + costOf(key, entry) <= limit;
  return new Map(
    [...updates].flatMap(([key, entry]) => {
      const pieces = entry === null ? new Map<string, LedgerEntry>() : piecesOf(key, entry, fits);
      const old = keysOf(key, shards).filter((one) => !pieces.has(one));
      return [...old.map((one) => [one, null] as const), ...pieces];
    }),
  );
}

function costOf(key: string, entry: LedgerEntry): number {
  return sizeOf({ [key]: entry });
}

/** Characters of a value as Python's `json.dumps` writes it: a blank after each comma and colon, ASCII only. */
function sizeOf(value: Json): number {
  let size = 0;
  for (const character of JSON.stringify(value)) {
    const code = character.codePointAt(0) ?? 0;
    size += code > 0xffff ? 12 : code > 0x7e ? 6 : character === "," || character === ":" ? 2 : 1;
  }
  return size;
}
