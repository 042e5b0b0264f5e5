import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { LedgerEntry } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";
import { shortHash } from "../../util/hash.ts";
import { isObject, stableJson } from "../../util/stable-json.ts";
import { packFields, unpackFields } from "./fields.ts";
import { isLate } from "./late-version.ts";
import { scheduleLedger } from "./schedules.ts";

/**
 * What the ledger remembers: declared fields `f`, schedules `s`, labels `l`, the code `d` where a version needs it,
 * `k` when the deployment is to be kept whatever happens, and `v`, short digests of the declared values, so that what
 * was changed here is told from what was changed in Prefect.
 */
export function ledgerOf(spec: DeploymentSpec): LedgerEntry {
  const { schedules = [], labels = {} } = spec;
  return {
    f: packFields(Object.keys(spec.fields)),
    v: [...declaredDigests(spec).values()].join(""),
    ...(schedules.length > 0 && { s: scheduleLedger(schedules) }),
    ...(Object.keys(labels).length > 0 && { l: Object.keys(labels) }),
    ...(spec.protect === true && { k: 1 }),
    ...(isLate(spec.fields["version"]) && { d: spec.digest.slice(0, 12) }),
  };
}

/**
 * What stands in the ledger while a change is made: everything that was or will be declared, so that a run which is
 * cut off leaves nothing of ours unknown; and the digest of the old code, so that the next run still sees the edit.
 */
export function unionOf(old: LedgerEntry | undefined, next: LedgerEntry): LedgerEntry {
  // Digests stand beside the fields that they are of, so another set of fields has none until the change is made.
  const { d: _newCode, v: values, ...declared } = next;
  if (old === undefined) return declared;
  const { v: _oldValues, ...kept } = old;
  const packed = (bitsOf(old) | bitsOf(next)).toString(16);
  const schedules = { ...objectOf(next["s"]), ...objectOf(old["s"]) };
  const labels = [...new Set([...labelsOf(old), ...labelsOf(next)])];
  return {
    ...kept,
    f: packed,
    // A value that was not written yet is then told as changed in Prefect, as it is where no digest is known.
    ...(packed === next["f"] && values !== undefined && { v: values }),
    ...(Object.keys(schedules).length > 0 && { s: schedules }),
    ...(labels.length > 0 && { l: labels }),
  };
}

const digestLength = 3;

/** Digests of what is declared, by field in the order of the ledger's set; all schedules together come last. */
function declaredDigests({
  fields: settled,
  remembered: fields = settled,
  schedules = [],
}: DeploymentSpec): ReadonlyMap<string, string> {
  const names = unpackFields(packFields(Object.keys(fields)));
  return new Map([
    ...names.map((name) => [name, digestOf(fields[name] ?? null)] as const),
    ["schedules", digestOf(schedules as unknown as Json)],
  ]);
}

/** Whether a field, or `schedules`, is declared otherwise than at the last deploy; false where that is not known. */
export function isEditedHere(spec: DeploymentSpec, entry: LedgerEntry | undefined, field: string): boolean {
  const { v: digests } = entry ?? {};
  if (typeof digests !== "string") return false;
  const names = [...unpackFields(entry?.["f"]), "schedules"];
  const place = names.indexOf(field) * digestLength;
  const before = place < 0 ? undefined : digests.slice(place, place + digestLength);
  return before !== declaredDigests(spec).get(field);
}

function digestOf(value: Json): string {
  return shortHash(stableJson(value), digestLength);
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
