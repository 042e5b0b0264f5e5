import { drivers } from "../components/drivers.ts";
import { warning } from "../errors/diagnostics.ts";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Build, Plan } from "../interfaces/plan.ts";
import { massDeletion, type MassDeletion } from "../resolver/mass-delete.ts";

const hint =
  "look at `meta-prefect plan --prune`; if that is meant, add --max-deletes N or --allow-mass-delete";

/** A warning in the plan that a deploy would refuse it; empty when it would not. */
export function massDeleteWarning(
  plan: Plan,
  build: Build,
  maxDeletes: number | undefined,
): readonly Diagnostic[] {
  const found = massDeletion(plan, build, drivers, maxDeletes);
  return found === undefined
    ? []
    : [warning("mass-delete", `${describe(found)}; a deploy refuses that`, { hint })];
}

/** @throws MetaPrefectError `mass-delete` when the plan deletes more than is meant */
export function refuseMassDelete(plan: Plan, build: Build, maxDeletes: number | undefined): void {
  const found = massDeletion(plan, build, drivers, maxDeletes);
  if (found === undefined) return;
  throw new MetaPrefectError("mass-delete", `${describe(found)}; nothing was written`, { hint });
}

function describe({ owner, deletions, owned, most, everything }: MassDeletion): string {
  const head = `${String(deletions)} of ${String(owned)} things of ${owner.project}, ${owner.environment}, would be deleted`;
  return everything
    ? `${head}, as nothing is declared for it any more`
    : `${head}, more than ${String(most)}`;
}
