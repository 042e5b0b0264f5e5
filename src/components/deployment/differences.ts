import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { LedgerEntry } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";
import type { ApiDeployment } from "../../interfaces/prefect-api.ts";
import { equalJson } from "../../util/stable-json.ts";
import { fieldNamed, fields, sameField, unpackFields, type Field } from "./fields.ts";
import { isLate } from "./late-version.ts";

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
  const beyond = Object.keys(spec.fields).filter((name) => fieldNamed(name) === undefined);
  const table: readonly Field[] = [...fields, ...beyond.map(rawField)];
  return table.flatMap((field) => {
    const declared = spec.fields[field.name];
    if (isLate(declared)) return [];
    const have = field.have(observed);
    const want =
      declared === undefined
        ? before.has(field.name)
          ? clearedOf(field, spec, observed)
          : undefined
        : (declared ?? field.cleared);
    return want === undefined || sameField(field, want, have) ? [] : [{ name: field.name, want, have }];
  });
}

/** Without a queue of its own a deployment uses the default queue of its pool. */
function clearedOf(field: Field, spec: DeploymentSpec, observed: ApiDeployment): Json {
  if (field.name !== "work_queue_name") return field.cleared;
  const pool =
    spec.fields["work_pool_name"] === undefined ? observed.work_pool_name : spec.fields["work_pool_name"];
  return pool === null ? null : "default";
}

/** A field that only `extra:` sets. */
function rawField(name: string): Field {
  const read = (deployment: ApiDeployment): Json =>
    (deployment as unknown as Readonly<Record<string, Json>>)[name] ?? null;
  return { name, cleared: null, have: read, same: equalJson };
}
