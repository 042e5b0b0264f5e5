import { describe, expect, it } from "vitest";
import type { Driver, Orphan } from "../../../src/interfaces/driver.ts";
import type { Build, Change, Plan } from "../../../src/interfaces/plan.ts";
import { deletions } from "../../../src/resolver/deletions.ts";
import { massDeletion } from "../../../src/resolver/mass-delete.ts";
import { observationDigests } from "../../../src/resolver/observation-digests.ts";

const owner = { project: "acme", environment: "dev" };
const orphan = (kind: string, name: string): Orphan => ({ kind, name, owner, step: {} });
const driver: Driver = {
  kind: "deployment",
  observe: () => Promise.resolve(new Map()),
  compare: () => ({ action: "none" }),
  apply: () => Promise.resolve(undefined),
  remove: () => Promise.resolve(),
};
const drivers = new Map([["deployment", driver]]);
const buildOf = (count: number): Build => ({
  project: "acme",
  components: Array.from({ length: count }, (_, index) => ({
    component: { kind: "deployment", name: `kept/${index.toString()}`, spec: {}, requires: [] },
    owner,
  })),
  diagnostics: [],
});
const planOf = (deleted: number): Plan => {
  const orphans = Array.from({ length: deleted }, (_, index) =>
    orphan("deployment", `f/${index.toString()}`),
  );
  const changes: readonly Change[] = deletions(orphans, []);
  return { changes, unchanged: 0, orphans, notes: [], diagnostics: [] };
};

describe("deleting", () => {
  it("goes from what uses others to what they stood on", () => {
    const kinds = ["variable", "work-pool", "deployment", "work-queue", "automation"];
    const changes = deletions(
      kinds.map((kind) => orphan(kind, kind)),
      [],
    );
    expect(changes.map(({ kind }) => kind)).toEqual([
      "automation",
      "deployment",
      "work-queue",
      "work-pool",
      "variable",
    ]);
    expect(changes.at(-1)?.requires).toEqual(["automation:automation", "deployment:deployment"]);
  });

  it.each([
    [10, 1, undefined, false],
    [11, 1, undefined, true],
    [11, 44, undefined, false],
    [12, 44, undefined, true],
    [12, 44, 12, false],
    [2, 44, 1, true],
    [1, 0, undefined, true],
    [1, 0, 1, false],
  ])("of %i things beside %i, with %s allowed, needs a word: %s", (deleted, kept, most, refused) => {
    expect(massDeletion(planOf(deleted), buildOf(kept), drivers, most) !== undefined).toBe(refused);
  });
});

describe("the digests of an observation", () => {
  const digests = (value: unknown): Readonly<Record<string, string>> =>
    observationDigests(
      {
        observed: new Map([["deployment:f/d", value]]),
        ledgers: new Map(),
        orphans: [],
        claims: new Map(),
        turns: new Map(),
      },
      ["deployment:f/d", "worker:p"],
      ["dev"],
    );

  it("change with what people declare, not with order, times or workers", () => {
    const schedules = [{ id: "1" }, { id: "2" }];
    const one = digests({ description: "a", updated: "x", status: "READY", schedules });
    expect(digests({ status: "NOT_READY", schedules: schedules.toReversed(), description: "a" })).toEqual(
      one,
    );
    expect(digests({ description: "b", schedules })).not.toEqual(one);
    expect(Object.keys(one)).toEqual(["deployment:f/d", "ledger:dev", "no longer declared"]);
  });
});
