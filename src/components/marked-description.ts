import type { LedgerEntry, Owner } from "../interfaces/driver.ts";
import { descriptionMark } from "../util/ownership.ts";
import { rememberedNames } from "./declared-fields.ts";

/**
 * The description that a thing of ours shall have: the declared text, nothing where one was declared before, else what
 * people wrote; and our mark behind it, once.
 */
export function markedDescription(
  declared: string | undefined,
  have: string | null,
  owner: Owner,
  ledger: LedgerEntry | undefined,
): string {
  const kept = rememberedNames(ledger).includes("description") ? "" : (have ?? "");
  const text = declared ?? kept;
  const mark = descriptionMark(owner);
  return text.includes(mark) ? text : `${text} ${mark}`.trim();
}
