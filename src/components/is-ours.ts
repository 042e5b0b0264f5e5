import type { LedgerEntry } from "../interfaces/driver.ts";

/**
 * Whether an entry of a ledger is about the thing of this id. What has no place for a mark is known by the ledger that
 * holds its id. An entry without one is of a run that was cut off between writing the ledger and learning the id: it was
 * about to make the thing.
 */
export function isOurs(id: string, entry: LedgerEntry | undefined): boolean {
  return entry !== undefined && (entry["i"] === undefined || entry["i"] === id);
}
