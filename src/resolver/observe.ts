import type { Component } from "../interfaces/component.ts";
import type { Driver, LedgerEntry, ObservedWorld, Orphan, Owner } from "../interfaces/driver.ts";
import type { Build } from "../interfaces/plan.ts";
import { claimsOf } from "./claims.ts";
import type { SeenTurn } from "./lease.ts";
import { ledgerEntry, ledgerKeys, ledgersIn, type Ledger } from "./ledger.ts";
import { variablesOf } from "./read-ahead.ts";
import { turnsIn } from "./turns.ts";

/** What the server has, as far as it concerns a build. */
export interface Observation {
  /** By `kind:name`. */
  readonly observed: ReadonlyMap<string, unknown>;
  /** By environment. */
  readonly ledgers: ReadonlyMap<string, Ledger>;
  readonly orphans: readonly Orphan[];
  /** Other owners of what carries no mark itself, by `kind:name`. */
  readonly claims: ReadonlyMap<string, Owner>;
  /** Whose turn it was, by environment. */
  readonly turns: ReadonlyMap<string, SeenTurn>;
}

/**
 * Reads, and only reads, what the build's components look like on the server; all kinds at the same time. What the
 * world has read already is not read again.
 */
export async function observe(
  build: Build,
  owners: readonly Owner[],
  drivers: ReadonlyMap<string, Driver>,
  world: ObservedWorld,
  options: { readonly orphans: boolean } = { orphans: true },
): Promise<Observation> {
  const [variables, ...found] = await Promise.all([
    variablesOf(build.project, world),
    ...[...byKind(build)].map(([kind, components]) =>
      drivers.get(kind)?.observe(components, build.project, world),
    ),
  ]);
  const ledgers = ledgersIn(variables, build.project);
  const turns = new Map(
    owners.map((owner) => [owner.environment, { turn: turnsIn(variables, owner)[0], since: world.since }]),
  );
  const observed = new Map(found.flatMap((part) => [...(part ?? [])]));
  const wanted = new Set(build.components.map(({ component }) => `${component.kind}:${component.name}`));
  const known = owners.flatMap((owner) => ledgerKeys(ledgers.get(owner.environment)));
  const askable = options.orphans ? [...drivers.values()] : [];
  const entryOf = (owner: Owner, key: string): LedgerEntry | undefined =>
    ledgerEntry(ledgers.get(owner.environment), key);
  const [claims, ...orphans] = await Promise.all([
    claimsOf(build, observed, ledgers, drivers, world),
    ...askable.map(
      (driver) => driver.orphans?.(wanted, owners, known, world, entryOf) ?? Promise.resolve([]),
    ),
  ]);
  return { observed, ledgers, orphans: orphans.flat(), claims, turns };
}

function byKind(build: Build): ReadonlyMap<string, readonly Component[]> {
  const kinds = new Map<string, Component[]>();
  for (const { component } of build.components) {
    const same = kinds.get(component.kind);
    if (same === undefined) kinds.set(component.kind, [component]);
    else same.push(component);
  }
  return kinds;
}
