import type { CompareContext, Finding, LedgerEntry, Owner } from "../../interfaces/driver.ts";
import { ownershipFinding } from "../ownership-finding.ts";

/*
 * A limit has no place for a mark, so the ledger holds the ids of ours. An entry without an id is one of a run that was
 * cut off between writing the ledger and learning the id: it was about to make the limit, so the limit is ours.
 */

/** Whether the ledger says that a limit of this id is ours. */
export function isOurs(id: string, entry: LedgerEntry | undefined): boolean {
  return entry !== undefined && (entry["i"] === undefined || entry["i"] === id);
}

/** Why an existing limit may not be touched; undefined when it may. */
export function limitFinding(
  kind: string,
  name: string,
  id: string,
  context: CompareContext,
): Finding | undefined {
  const owner: Owner | undefined = isOurs(id, context.ledger) ? context.owner : undefined;
  const other = "choose another name";
  return ownershipFinding(
    { kind, name, owner, ifUnowned: `name it without declaring it`, ifForeign: other },
    context,
  );
}
