import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../../src/interfaces/driver.ts";
import { entryKey, wholeEntry } from "../../../src/resolver/ledger-pieces.ts";
import { updateShards, type Shard } from "../../../src/resolver/ledger-shards.ts";

/** The text that Python's `json.dumps` writes, with which Prefect measures a variable. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([key, inner]) => `${pythonJson(key)}: ${pythonJson(inner)}`);
    return `{${pairs.join(", ")}}`;
  }
  return JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const text = fc.string({ unit: "binary", maxLength: 300 });
const entry: fc.Arbitrary<LedgerEntry> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      f: fc.constantFrom("1", "40e9"),
      s: fc.dictionary(text, fc.constant(1), { maxKeys: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ p: fc.array(text, { minLength: 20, maxLength: 60 }) }) },
);
const key = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((index) => `deployment:flow/name-${index.toString()}`),
  fc.constantFrom("work-pool:ö ✓ 🚀", 'work-pool:a "b"', "work-pool:constructor", "work-pool:__proto__"),
);
const update = fc.array(fc.tuple(key, fc.option(entry, { freq: 5 })), { minLength: 1, maxLength: 30 });

function entriesOf(shards: readonly Shard[]): ReadonlyMap<string, LedgerEntry | undefined> {
  const keys = new Set(shards.flatMap((shard) => Object.keys(shard).map(entryKey)));
  return new Map([...keys].map((one) => [one, wholeEntry(one, shards)]));
}

describe("the shards of a ledger", () => {
  it("hold exactly what was put into them, each below 5,000 characters as Python writes it", () => {
    fc.assert(
      fc.property(fc.array(update, { maxLength: 6 }), (updates) => {
        let shards: readonly Shard[] = [];
        const expected = new Map<string, LedgerEntry>();
        for (const changes of updates.map((pairs) => new Map(pairs))) {
          shards = updateShards(shards, changes);
          for (const [one, value] of changes) {
            if (value === null) expected.delete(one);
            else expected.set(one, value);
          }
          for (const shard of shards) expect(pythonJson(shard).length).toBeLessThan(5_000);
          expect(entriesOf(shards)).toEqual(expected);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("keep an entry where it is while it fits, so that a change writes one variable", () => {
    const many = new Map(
      Array.from({ length: 300 }, (_, index) => [`deployment:flow/name-${index.toString()}`, { f: "40e9" }]),
    );
    const before = updateShards([], many);
    expect(before.length).toBeGreaterThan(2);
    const after = updateShards(before, new Map([["deployment:flow/name-150", { f: "40eb" }]]));
    const changed = after.filter((shard, index) => JSON.stringify(shard) !== JSON.stringify(before[index]));
    expect(changed).toHaveLength(1);
  });

  it("give the room of a forgotten entry to the next one", () => {
    const long = { f: "x".repeat(4_000) };
    const shards = updateShards(
      [],
      new Map([
        ["a:a", long],
        ["a:b", long],
      ]),
    );
    expect(shards).toHaveLength(2);
    const next = updateShards(
      shards,
      new Map([
        ["a:a", null],
        ["a:c", long],
      ]),
    );
    expect(next.map((shard) => Object.keys(shard))).toEqual([["a:c"], ["a:b"]]);
  });

  it("answer nothing for an entry of which a piece was lost", () => {
    const shards = updateShards([], new Map([["a:a", { p: ["x".repeat(4_000), "y".repeat(4_000)] }]]));
    const broken = shards.map((shard) =>
      Object.fromEntries(Object.entries(shard).filter(([one]) => !one.startsWith("#1:"))),
    );
    expect(wholeEntry("a:a", shards)).toBeDefined();
    expect(wholeEntry("a:a", broken)).toBeUndefined();
  });
});
