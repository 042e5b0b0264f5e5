import type { Driver, Owner } from "../interfaces/driver.ts";
import type { Build, Plan } from "../interfaces/plan.ts";
import { componentKey } from "../util/component-key.ts";
import { sameOwner } from "../util/ownership.ts";

/** Deletions that need no word, whatever share of the whole they are. */
const few = 10;
/** Share of what an environment owns whose deletion needs no word. */
const share = 0.2;

/** A plan that deletes so much that it looks like a mistake. */
export interface MassDeletion {
  readonly owner: Owner;
  readonly deletions: number;
  /** How many things of the owner Prefect has. */
  readonly owned: number;
  /** How many may be deleted. */
  readonly most: number;
  /** Nothing at all is declared for the owner any more. */
  readonly everything: boolean;
}

/**
 * The environment of which a plan deletes too much: more than 10 things that are more than 20 % of what it owns, or
 * everything because nothing is declared any more. Undefined when there is none. Pure.
 *
 * @param maxDeletes how many deletions are meant, in place of these limits
 */
export function massDeletion(
  plan: Plan,
  build: Build,
  drivers: ReadonlyMap<string, Driver>,
  maxDeletes: number | undefined,
): MassDeletion | undefined {
  const made = new Set(plan.changes.filter(({ action }) => action === "create").map(componentKey));
  const declared = build.components.filter(
    ({ component: { kind, external } }) => external !== true && drivers.get(kind)?.remove !== undefined,
  );
  const deleted = plan.changes.filter(({ action }) => action === "delete");
  const owners = new Map(deleted.map(({ owner }) => [owner.environment, owner]));
  for (const owner of owners.values()) {
    const deletions = deleted.filter((change) => sameOwner(change.owner, owner)).length;
    const orphans = plan.orphans.filter((orphan) => sameOwner(orphan.owner, owner)).length;
    const mine = declared.filter((one) => sameOwner(one.owner, owner));
    const owned = orphans + mine.filter(({ component }) => !made.has(componentKey(component))).length;
    const everything = mine.length === 0 && maxDeletes === undefined;
    const most = maxDeletes ?? (everything ? 0 : Math.max(few, Math.floor(owned * share)));
    if (deletions > most) return { owner, deletions, owned, most, everything };
  }
  return undefined;
}
