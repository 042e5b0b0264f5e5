import type { LedgerEntry, Owner } from "../interfaces/driver.ts";
import type { Plan } from "../interfaces/plan.ts";
import type { ApiFlow, PrefectApi } from "../interfaces/prefect-api.ts";
import { ownerInLabels, projectTag, sameOwner } from "../util/ownership.ts";
import { ledgerKeys, readLedgers, writeLedger } from "./ledger.ts";
import type { Observation } from "./observe.ts";
import { turnsIn } from "./turns.ts";

/** Whether owners that own nothing any more have left something: a ledger, a turn, our tag on a flow. */
export async function hasTraces(
  api: PrefectApi,
  owners: readonly Owner[],
  { ledgers, turns }: Pick<Observation, "ledgers" | "turns">,
): Promise<boolean> {
  const isKnown = owners.some(
    ({ environment }) => ledgers.has(environment) || turns.get(environment)?.turn !== undefined,
  );
  const [owner] = owners;
  return isKnown || (owner !== undefined && (await emptyFlows(api, owner.project)).length > 0);
}

/**
 * Takes away what is left when everything of these owners is deleted: our tag from flows without deployments of the
 * project, the ledgers but for what is protected, and, the very last, the turns.
 */
export async function removeTraces(api: PrefectApi, owners: readonly Owner[], plan: Plan): Promise<void> {
  const [first] = owners;
  if (first === undefined) return;
  const tag = projectTag(first.project);
  for (const flow of await emptyFlows(api, first.project)) {
    await api.flows.setTags(
      flow.id,
      flow.tags.filter((one) => one !== tag),
    );
  }
  const ledgers = await readLedgers(api, first.project);
  for (const owner of owners) {
    const ledger = ledgers.get(owner.environment);
    const kept = new Set(
      plan.orphans.filter((orphan) => orphan.protected === true && sameOwner(orphan.owner, owner)).map(keyOf),
    );
    const gone = ledgerKeys(ledger).filter((key) => !kept.has(key));
    const forget = new Map<string, LedgerEntry | null>(gone.map((key) => [key, null]));
    if (ledger !== undefined) await writeLedger(api, ledger, forget);
    if (kept.size > 0) continue;
    for (const { name } of turnsIn(await api.variables.withTags([tag]), owner))
      await api.variables.delete(name);
  }
}

/** Flows that carry the project's tag and have no deployment of it. Their run history is not ours to delete. */
async function emptyFlows(api: PrefectApi, project: string): Promise<readonly ApiFlow[]> {
  const tag = projectTag(project);
  const flows = await api.flows.withTag(tag);
  const deployments = flows.length === 0 ? [] : await api.deployments.ofFlowsWithTag(tag);
  const used = new Set(
    deployments.filter(({ labels }) => ownerInLabels(labels)?.project === project).map((one) => one.flow_id),
  );
  return flows.filter(({ id }) => !used.has(id));
}

function keyOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}:${name}`;
}
