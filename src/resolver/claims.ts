import type { Driver, LedgerEntry, ObservedWorld, Owner } from "../interfaces/driver.ts";
import type { Build } from "../interfaces/plan.ts";
import { componentKey } from "../util/component-key.ts";
import { isMissing } from "./is-missing.ts";
import { allLedgersIn, ledgerEntry, type Ledger } from "./ledger.ts";

/**
 * Who else owns what carries no mark itself, by `kind:name`: the ledger that remembers it says so. The ledgers of the
 * whole server are read only where something exists that ours do not remember.
 */
export async function claimsOf(
  build: Build,
  observed: ReadonlyMap<string, unknown>,
  ledgers: ReadonlyMap<string, Ledger>,
  drivers: ReadonlyMap<string, Driver>,
  world: ObservedWorld,
): Promise<ReadonlyMap<string, Owner>> {
  const strange = build.components.flatMap(({ component, owner }) => {
    const { isRemembered } = drivers.get(component.kind) ?? {};
    const key = componentKey(component);
    const thing = observed.get(key);
    if (isRemembered === undefined || component.external === true || isMissing(thing)) return [];
    const isIn = (entry: LedgerEntry | undefined): boolean =>
      entry !== undefined && isRemembered(thing, entry);
    return isIn(ledgerEntry(ledgers.get(owner.environment), key)) ? [] : [{ key, isIn }];
  });
  if (strange.length === 0) return new Map();
  const all = allLedgersIn(await world.once("all variables", () => world.api.inventory.variables()));
  return new Map(
    strange.flatMap(({ key, isIn }) => {
      const claim = all.find((ledger) => isIn(ledgerEntry(ledger, key)));
      return claim === undefined ? [] : [[key, claim.owner] as const];
    }),
  );
}
