import type { Component } from "../interfaces/component.ts";
import type { LedgerEntry } from "../interfaces/driver.ts";
import type { Json } from "../interfaces/json.ts";
import { shortHash } from "../util/hash.ts";
import { stableJson } from "../util/stable-json.ts";

/**
 * A ledger entry with a short digest `v` of the whole declaration, so that what was changed here is told from what was
 * changed in Prefect. A kind that has digests of its own keeps them.
 */
export function withSpecDigest(entry: LedgerEntry, component: Component): LedgerEntry {
  return "v" in entry ? entry : { ...entry, v: digestOf(component) };
}

/** Whether a component is declared otherwise than at the last deploy; false where that is not known. */
export function isEditedSpec(component: Component, entry: LedgerEntry | undefined): boolean {
  const { v: before } = entry ?? {};
  return typeof before === "string" && before !== digestOf(component);
}

function digestOf({ spec }: Component): string {
  return shortHash(stableJson(spec as Json), 6);
}
