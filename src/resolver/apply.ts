import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Driver, LedgerEntry, Owner, World } from "../interfaces/driver.ts";
import type { Reporter } from "../interfaces/events.ts";
import type { Change, Outcome, Plan } from "../interfaces/plan.ts";
import { componentKey } from "../util/component-key.ts";
import { equalJson } from "../util/stable-json.ts";
import { ledgerEntry, readLedgers, writeLedger } from "./ledger.ts";
import type { Observation } from "./observe.ts";
import { createPace } from "./pace.ts";
import { runGraph } from "./run-graph.ts";

/** How the changes ended, and what is known of each component now, by `kind:name`. */
export interface Applied {
  readonly outcomes: readonly Outcome[];
  readonly results: ReadonlyMap<string, unknown>;
  /** Sentences for the reader about what the next run will put right. */
  readonly notes: readonly string[];
}

/**
 * Executes a plan. A failure stays where it is: what does not need the failed change still lands, and running again
 * converges. The ledger is written as the union of old and new before, and as what happened after.
 */
export async function applyPlan(
  plan: Plan,
  observation: Observation,
  drivers: ReadonlyMap<string, Driver>,
  world: World,
  report: Reporter,
): Promise<Applied> {
  const results = new Map(observation.observed);
  if (plan.changes.length === 0 && plan.notes.length === 0) return { outcomes: [], results, notes: [] };
  const ended = new Map<string, Outcome["status"]>();
  const total = plan.changes.length;
  const before = new Map(plan.changes.map((change) => [change, entryBefore(change, observation)]));
  // The question is a read, which nobody waits for behind the ledger's writes; one change goes alone on any database.
  const [database] = await Promise.all([
    total > 1 ? world.api.database() : ("unknown" as const),
    remember(world, plan, observation.ledgers, (change) => before.get(change)),
  ]);
  const attempt = async (change: Change, index: number): Promise<Outcome> => {
    const failed = change.requires.find((key) => (ended.get(key) ?? "done") !== "done");
    if (failed !== undefined) return { change, status: "skipped", reason: failed };
    if (world.signal.aborted)
      return { change, status: "skipped", code: "interrupted", reason: "the run was stopped" };
    report({ code: "change-started", kind: change.kind, name: change.name, index, total });
    try {
      const context = { ...world, owner: change.owner, result: (key: string) => results.get(key) };
      const driver = drivers.get(change.kind);
      if (change.action === "delete") await driver?.remove?.(change, context);
      else results.set(componentKey(change), await driver?.apply(change, context));
      return { change, status: "done" };
    } catch (thrown) {
      return failure(change, thrown);
    }
  };
  const pace = createPace(database, world.api.busyAnswers);
  const work = plan.changes.map((change, index) => ({
    key: componentKey(change),
    requires: change.requires,
    run: async () => {
      const outcome = await attempt(change, index + 1);
      ended.set(componentKey(change), outcome.status);
      if (outcome.status !== "skipped") pace.changeEnded();
      report({ code: "change-ended", outcome, index: index + 1, total });
      return outcome;
    },
  }));
  const outcomes = await runGraph(work, pace.width);
  const done = new Set(
    outcomes.filter((outcome) => outcome.status === "done").map((outcome) => outcome.change),
  );
  try {
    await remember(world, plan, undefined, (change) => {
      if (!done.has(change)) return undefined;
      const entry = entryAfter(change, drivers, results);
      const stands = entry !== undefined && change.replaces === undefined;
      return stands && equalJson(entry, before.get(change)) ? undefined : entry;
    });
    return { outcomes, results, notes: [] };
  } catch (thrown) {
    // What was done is done, and the ledger holds the union of old and new, so nothing of ours is unknown.
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return {
      outcomes,
      results,
      notes: [`the ledger could not be brought up to date: ${reason}; deploy again`],
    };
  }
}

/** What the ledger shall hold while a change is made; null forgets. */
function entryBefore(change: Change, { ledgers }: Observation): LedgerEntry | null {
  const known = ledgerEntry(ledgers.get(change.owner.environment), componentKey(change));
  return change.action === "delete" ? (known ?? null) : (change.ledger?.before ?? known ?? null);
}

/** What the ledger shall hold of a change that is done; null forgets. */
function entryAfter(
  change: Change,
  drivers: ReadonlyMap<string, Driver>,
  results: ReadonlyMap<string, unknown>,
): LedgerEntry | null | undefined {
  const entry = change.ledger?.after;
  const remember = drivers.get(change.kind)?.remember;
  if (remember === undefined || entry === undefined || entry === null) return entry;
  return remember(entry, results.get(componentKey(change)));
}

/**
 * Writes what `entryOf` says of each change, before them also the plan's notes, to the ledgers. Undefined leaves an entry
 * alone, and where all are left alone nothing is asked.
 *
 * @param known the ledgers before the changes, which the lease keeps as they were observed; undefined after them, when they
 * are read again, as a lease may have been lost meanwhile
 */
async function remember(
  world: World,
  plan: Plan,
  known: Observation["ledgers"] | undefined,
  entryOf: (change: Change) => LedgerEntry | null | undefined,
): Promise<void> {
  const updates = new Map<Owner["environment"], { owner: Owner; entries: Map<string, LedgerEntry | null> }>();
  const put = (owner: Owner, key: string, entry: LedgerEntry | null): void => {
    const mine = updates.get(owner.environment) ?? { owner, entries: new Map<string, LedgerEntry | null>() };
    updates.set(owner.environment, mine);
    mine.entries.set(key, entry);
  };
  for (const change of plan.changes) {
    const entry = entryOf(change);
    if (change.ledger !== undefined && entry !== undefined) put(change.owner, componentKey(change), entry);
    if (known === undefined && change.replaces !== undefined && entry !== undefined)
      put(change.owner, change.replaces, null);
  }
  for (const note of known === undefined ? [] : plan.notes) put(note.owner, note.key, note.entry);
  for (const [environment, { owner, entries }] of updates) {
    const ledgers = known ?? (await readLedgers(world.api, owner.project));
    await writeLedger(world.api, ledgers.get(environment) ?? { owner, shards: [] }, entries);
  }
}

function failure(change: Change, thrown: unknown): Outcome {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  if (!isMetaPrefectError(thrown)) return { change, status: "failed", code: "apply-failed", reason };
  const { code, hint } = thrown;
  return { change, status: "failed", code, reason, ...(hint !== undefined && { hint }) };
}
