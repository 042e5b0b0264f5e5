import { isEditedHere } from "../components/deployment/ledger-entry.ts";
import { settleLate } from "../components/deployment/settle-late.ts";
import { schemaChecker } from "../hosts/schema-checker.ts";
import type { Component, DeploymentComponent, DeploymentSpec } from "../interfaces/component.ts";
import type { LedgerEntry, Owner } from "../interfaces/driver.ts";
import type { DriftedThing, DriftResult } from "../interfaces/life-cycle.ts";
import type { Change } from "../interfaces/plan.ts";
import type { RunOptions } from "../interfaces/options.ts";
import { compareContexts } from "../resolver/compare-contexts.ts";
import { ledgerEntry } from "../resolver/ledger.ts";
import { isEditedSpec } from "../resolver/spec-digest.ts";
import { componentKey } from "../util/component-key.ts";
import { prepare } from "./prepare.ts";

/** Says what was changed in Prefect since the last deploy. What was only changed here is not drift. Writes nothing. */
export async function drift(options: RunOptions): Promise<DriftResult> {
  // What lost its mark is still known to the ledger: that is drift, not something of nobody's.
  const { result, ready } = await prepare({ ...options, adopt: true, prune: false }, { mayStart: false });
  const { target, diagnostics, plan } = result;
  if (ready === undefined) return { target, drifted: [], edited: [], unchanged: 0, diagnostics };
  const components = new Map(
    ready.build.components.map(({ component }) => [componentKey(component), component]),
  );
  const contextOf = compareContexts(ready.build, ready.observation, schemaChecker, true);
  // The ledger knows late values by what they stood for.
  const settled = (component: DeploymentComponent, owner: Owner): Component =>
    settleLate(component, contextOf(component, owner));
  const drifted: DriftedThing[] = [];
  const edited = new Set<Change>();
  for (const change of plan.changes) {
    const { kind, name, owner, action } = change;
    const key = componentKey(change);
    const component = components.get(key);
    const entry = ledgerEntry(ready.observation.ledgers.get(owner.environment), key);
    // A worker's state is no declaration of Prefect's, and a flow without deployments of ours is nothing to miss.
    if (component === undefined || kind === "worker" || (entry === undefined && action !== "update"))
      continue;
    if (action === "create" || action === "rename") {
      if (action === "create") drifted.push({ kind, name, owner, state: "gone", fields: [] });
      continue;
    }
    const declared = kind === "deployment" ? settled(component as DeploymentComponent, owner) : component;
    const fields = change.fields.filter(({ path }) => !isEdited(declared, entry, path));
    if (fields.length < change.fields.length) edited.add(change);
    if (fields.length > 0) drifted.push({ kind, name, owner, state: "changed", fields });
  }
  return {
    target,
    drifted,
    edited: [...edited].map(({ kind, name }) => ({ kind, name })),
    unchanged: plan.unchanged,
    diagnostics,
  };
}

function isEdited(component: Component, entry: LedgerEntry | undefined, path: string): boolean {
  if (component.kind !== "deployment") return isEditedSpec(component, entry);
  const [field = ""] = path.split(".");
  return field !== "labels" && isEditedHere(component.spec as DeploymentSpec, entry, field);
}
