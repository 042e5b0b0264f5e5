import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { LedgerEntry } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";
import { packFields } from "./fields.ts";
import { isLate } from "./late-version.ts";
import { scheduleLedger } from "./schedules.ts";

/** What the ledger remembers: declared fields `f`, schedules `s`, labels `l`, and the code `d` where a version needs it. */
export function ledgerOf(spec: DeploymentSpec): LedgerEntry {
  const { schedules = [], labels = {} } = spec;
  return {
    f: packFields(Object.keys(spec.fields)),
    ...(schedules.length > 0 && { s: scheduleLedger(schedules) }),
    ...(Object.keys(labels).length > 0 && { l: Object.keys(labels) }),
    ...(isLate(spec.fields["version"]) && { d: spec.digest.slice(0, 12) }),
  };
}

/**
 * What stands in the ledger while a change is made: everything that was or will be declared, so that a run which is
 * cut off leaves nothing of ours unknown; and the digest of the old code, so that the next run still sees the edit.
 */
export function unionOf(old: LedgerEntry | undefined, next: LedgerEntry): LedgerEntry {
  const { d: _newCode, ...declared } = next;
  if (old === undefined) return declared;
  const schedules = { ...objectOf(next["s"]), ...objectOf(old["s"]) };
  const labels = [...new Set([...labelsOf(old), ...labelsOf(next)])];
  return {
    ...old,
    f: (bitsOf(old) | bitsOf(next)).toString(16),
    ...(Object.keys(schedules).length > 0 && { s: schedules }),
    ...(labels.length > 0 && { l: labels }),
  };
}

/** The labels that an entry remembers. */
export function labelsOf(entry: LedgerEntry | undefined): readonly string[] {
  const labels = entry?.["l"];
  return Array.isArray(labels)
    ? labels.filter((label: Json): label is string => typeof label === "string")
    : [];
}

function bitsOf(entry: LedgerEntry): bigint {
  const { f: packed } = entry;
  return typeof packed === "string" && /^[0-9a-f]+$/.test(packed) ? BigInt(`0x${packed}`) : 0n;
}

function objectOf(value: Json | undefined): Readonly<Record<string, Json>> {
  return isObject(value) ? value : {};
}
