import type { LedgerEntry, Owner } from "../interfaces/driver.ts";
import type { Json } from "../interfaces/json.ts";
import type { ApiVariable, PrefectApi } from "../interfaces/prefect-api.ts";
import { environmentTag, ownerInTags, ownerTags, projectTag, slugOf } from "../util/ownership.ts";
import { equalJson, isObject } from "../util/stable-json.ts";
import { entryKey, wholeEntry } from "./ledger-pieces.ts";
import { updateShards, type Shard } from "./ledger-shards.ts";

/** What the server remembers for us of one project and environment, as it was last read or written. */
export interface Ledger {
  readonly owner: Owner;
  readonly shards: readonly Shard[];
}

/** The ledgers of a project, by environment; one request. */
export async function readLedgers(api: PrefectApi, project: string): Promise<ReadonlyMap<string, Ledger>> {
  return ledgersIn(await api.variables.withTags([projectTag(project)]), project);
}

/** The ledgers among a project's Variables, by environment. */
export function ledgersIn(variables: readonly ApiVariable[], project: string): ReadonlyMap<string, Ledger> {
  const ledgers = new Map<string, Map<number, Shard>>();
  for (const variable of variables) {
    const environment = environmentOf(variable);
    const index = Number(/_(\d+)$/.exec(variable.name)?.[1]);
    if (environment === undefined || variable.name !== shardName({ project, environment }, index)) continue;
    const shards = ledgers.get(environment) ?? new Map<number, Shard>();
    shards.set(index, shardOf(variable.value));
    ledgers.set(environment, shards);
  }
  return new Map(
    [...ledgers].map(([environment, shards]) => {
      const count = Math.max(...shards.keys()) + 1;
      const all = Array.from({ length: count }, (_, index) => shards.get(index) ?? {});
      return [environment, { owner: { project, environment }, shards: all }];
    }),
  );
}

/** The ledgers of every project among all Variables of a server. */
export function allLedgersIn(variables: readonly ApiVariable[]): readonly Ledger[] {
  const byProject = new Map<string, ApiVariable[]>();
  for (const variable of variables) {
    const project = ownerInTags(variable.tags)?.project;
    if (project === undefined) continue;
    byProject.set(project, [...(byProject.get(project) ?? []), variable]);
  }
  return [...byProject].flatMap(([project, own]) => [...ledgersIn(own, project).values()]);
}

/** What the ledger says of a component. */
export function ledgerEntry(ledger: Ledger | undefined, key: string): LedgerEntry | undefined {
  return ledger === undefined ? undefined : wholeEntry(key, ledger.shards);
}

/** Every component key that the ledger knows. */
export function ledgerKeys(ledger: Ledger | undefined): readonly string[] {
  return [...new Set(ledger?.shards.flatMap((shard) => Object.keys(shard).map(entryKey)))];
}

/** Writes the shards that the updates change, and nothing when they change none. */
export async function writeLedger(
  api: PrefectApi,
  ledger: Ledger,
  updates: ReadonlyMap<string, LedgerEntry | null>,
): Promise<Ledger> {
  const shards = updateShards(ledger.shards, updates);
  for (const [index, shard] of shards.entries()) {
    const before = ledger.shards[index];
    if (before !== undefined && equalJson(before, shard)) continue;
    await writeShard(api, ledger.owner, index, shard, before === undefined);
  }
  return { owner: ledger.owner, shards };
}

async function writeShard(
  api: PrefectApi,
  owner: Owner,
  index: number,
  shard: Shard,
  isNew: boolean,
): Promise<void> {
  const name = shardName(owner, index);
  if (Object.keys(shard).length === 0) return api.variables.delete(name);
  const variable = { name, value: shard, tags: ownerTags(owner) };
  // A new one is hardly ever there already, and writing looks for it first.
  if (isNew && (await api.variables.create(variable)) !== undefined) return;
  await api.variables.write(variable);
}

function shardName({ project, environment }: Owner, index: number): string {
  return `meta_prefect_${slugOf(project)}_${slugOf(environment)}_${index.toString()}`;
}

function environmentOf(variable: ApiVariable): string | undefined {
  const prefix = environmentTag("");
  return variable.tags.find((tag) => tag.startsWith(prefix))?.slice(prefix.length);
}

function shardOf(value: Json): Shard {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, LedgerEntry] => isObject(pair[1])),
  );
}
