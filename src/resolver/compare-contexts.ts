import type { Component } from "../interfaces/component.ts";
import type { CompareContext, Owner } from "../interfaces/driver.ts";
import type { Build } from "../interfaces/plan.ts";
import type { SchemaChecker } from "../interfaces/ports.ts";
import { componentKey } from "../util/component-key.ts";
import { ledgerEntry } from "./ledger.ts";
import type { Observation } from "./observe.ts";

/** What the comparison of each component of a build may know. */
export function compareContexts(
  build: Build,
  { observed, ledgers, claims }: Pick<Observation, "observed" | "ledgers" | "claims">,
  checker: SchemaChecker,
  adopt: boolean,
): (component: Component, owner: Owner) => CompareContext {
  const components = new Map(build.components.map(({ component }) => [componentKey(component), component]));
  return (component, owner) => {
    const ledger = ledgers.get(owner.environment);
    return {
      owner,
      adopt,
      claimedBy: claims.get(componentKey(component)),
      ledger: ledgerEntry(ledger, componentKey(component)),
      ledgerOf: (other) => ledgerEntry(ledger, other),
      observed: (other) => observed.get(other),
      component: (other) => components.get(other),
      checker,
    };
  };
}
