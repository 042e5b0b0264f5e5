import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { LedgerEntry } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";
import type { ApiDeployment } from "../../interfaces/prefect-api.ts";
import { fields, sameField, unpackFields, type Field } from "./fields.ts";
import { isLate } from "./late-version.ts";
import { sharedLimitField } from "./shared-limit.ts";

/** A field of the deployment that is not as it should be. */
export interface Difference {
  readonly name: string;
  readonly want: Json;
  readonly have: Json;
}

/**
 * The fields that differ, in the order of the table. Declared: set, or cleared by `null` or empty. Not declared, but
 * declared before: cleared. Else: left as Prefect has it. A late version is not looked at.
 */
export function fieldDifferences(
  spec: DeploymentSpec,
  observed: ApiDeployment,
  ledger: LedgerEntry | undefined,
): readonly Difference[] {
  const before = new Set(unpackFields(ledger?.["f"]));
  const pool = finalPool(spec, observed, ledger);
  return fields.flatMap((field) => {
    const declared = spec.fields[field.name];
    if (isLate(declared) || isOtherLimit(field, spec)) return [];
    const have = field.have(observed);
    const want =
      declared === undefined
        ? before.has(field.name)
          ? clearedOf(field, pool)
          : undefined
        : (declared ?? clearedOf(field, pool));
    // Without a pool Prefect keeps the queue's name, which then means nothing.
    if (field.name === "work_queue_name" && want === null && pool === null) return [];
    return want === undefined || sameField(field, want, have) ? [] : [{ name: field.name, want, have }];
  });
}

/** Setting one kind of limit takes the other away; the server takes only one of them at a time. */
function isOtherLimit({ name }: Field, { fields }: DeploymentSpec): boolean {
  const other =
    name === "concurrency_limit"
      ? sharedLimitField
      : name === sharedLimitField
        ? "concurrency_limit"
        : undefined;
  return other !== undefined && (fields[other] ?? null) !== null;
}

/** The work pool that the deployment will have. */
export function finalPool(
  spec: DeploymentSpec,
  observed: ApiDeployment,
  ledger: LedgerEntry | undefined,
): string | null {
  const declared = spec.fields["work_pool_name"];
  if (typeof declared === "string") return declared;
  const cleared = declared === null || unpackFields(ledger?.["f"]).includes("work_pool_name");
  return cleared ? null : observed.work_pool_name;
}

/** Without a queue of its own a deployment uses the default queue of its pool. */
function clearedOf(field: Field, pool: string | null): Json {
  return field.name === "work_queue_name" && pool !== null ? "default" : field.cleared;
}
