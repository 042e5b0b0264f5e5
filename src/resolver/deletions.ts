import type { Orphan } from "../interfaces/driver.ts";
import type { Change } from "../interfaces/plan.ts";
import { componentKey } from "../util/component-key.ts";

/** What uses others goes first; kinds that are not named here come last. */
const order = ["automation", "deployment", "work-queue", "work-pool"];

/** Kinds on which nothing of ours stands: they go whatever becomes of the rest. */
const free = new Set(["automation", "deployment"]);

/** Deletes orphans in the reverse of the order of making: what they stood on goes only when all before has succeeded. */
export function deletions(orphans: readonly Orphan[], changes: readonly Change[]): readonly Change[] {
  const sorted = [...orphans].sort((a, b) => rankOf(a) - rankOf(b));
  const first = sorted.filter(({ kind }) => free.has(kind)).map((orphan) => deletion(orphan, []));
  const before = [...changes, ...first].map(componentKey);
  const rest = sorted.filter(({ kind }) => !free.has(kind)).map((orphan) => deletion(orphan, before));
  return [...first, ...rest];
}

function deletion({ kind, name, owner, step }: Orphan, requires: readonly string[]): Change {
  const ledger = { before: {}, after: null };
  return { action: "delete", kind, name, owner, fields: [], requires, step, ledger };
}

function rankOf({ kind }: Orphan): number {
  const rank = order.indexOf(kind);
  return rank < 0 ? order.length : rank;
}
