import type { CompareContext, Finding } from "../../interfaces/driver.ts";
import { isOurs } from "../is-ours.ts";
import { ownershipFinding } from "../ownership-finding.ts";

/** Why an existing limit may not be touched; undefined when it may. */
export function limitFinding(
  kind: string,
  name: string,
  id: string,
  context: CompareContext,
): Finding | undefined {
  const owner = isOurs(id, context.ledger) ? context.owner : context.claimedBy;
  const ifUnowned = "name it without declaring it";
  return ownershipFinding(
    { kind, name, owner, ifUnowned, ifForeign: `choose another name, or ${ifUnowned}` },
    context,
  );
}
