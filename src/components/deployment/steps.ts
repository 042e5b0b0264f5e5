import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { ApiDeployment } from "../../interfaces/prefect-api.ts";
import type { Difference } from "./differences.ts";
import { sharedLimit } from "./shared-limit.ts";
import type { ScheduleStep } from "./schedules.ts";

/** What `apply` does, as data. */
export type DeploymentStep =
  | { readonly do: "create"; readonly flow: string; readonly body: JsonObject }
  /** Makes a deployment, or changes it where it is there already, and then deletes the one whose place it takes. */
  | {
      readonly do: "replace";
      readonly make?: { readonly flow: string; readonly body: JsonObject };
      /** A step of its own; null: nothing differs. */
      readonly change?: Json;
      readonly remove: { readonly id: string; readonly detach: boolean };
    }
  /** A POST of everything that it would empty: the only way to change labels, and to keep templates in parameters. */
  | { readonly do: "rewrite"; readonly id: string; readonly first: JsonObject; readonly body: JsonObject }
  | {
      readonly do: "patch";
      readonly id: string;
      /** A PATCH of its own that comes first; empty: none. */
      readonly first: JsonObject;
      /** Empty when only schedules change. */
      readonly body: JsonObject;
      readonly schedules: ScheduleStep;
    };

/** What is sent, and what must be sent before it. */
interface Bodies {
  readonly first: JsonObject;
  readonly body: JsonObject;
}

/** The body of a PATCH with just the changed fields, and with those that the server would reset or not check otherwise. */
export function patchBody(
  spec: DeploymentSpec,
  observed: ApiDeployment,
  differences: readonly Difference[],
): Bodies {
  return changedFields(spec, observed, differences);
}

/** The body of a POST that changes what differs and keeps all else. */
export function rewriteBody(
  spec: DeploymentSpec,
  observed: ApiDeployment,
  differences: readonly Difference[],
  schedules: ScheduleStep,
  labels: JsonObject,
  goneLabels: ReadonlySet<string>,
): Bodies {
  const kept = observed.schedules.filter((schedule) => !schedules.remove.includes(schedule.id));
  const inherited = Object.entries(observed.labels).filter(
    ([label]) => label !== "prefect.flow.id" && !goneLabels.has(label),
  );
  const { first, body } = changedFields(spec, observed, differences);
  const { work_pool_name: pool, ...rest } = body;
  const rewritten = {
    parameters: observed.parameters,
    ...(pool === null ? rest : body),
    name: observed.name,
    flow_id: observed.flow_id,
    labels: { ...Object.fromEntries(inherited), ...labels },
    schedules: [
      ...kept.map((schedule) => {
        const { slug, active, parameters, max_scheduled_runs } = schedule;
        const timing = schedule.schedule as unknown as JsonObject;
        const same: JsonObject = { slug, active, parameters, max_scheduled_runs, schedule: timing };
        const edited = schedules.patch.find(({ id }) => id === schedule.id);
        return edited === undefined ? same : { active, max_scheduled_runs, ...edited.body };
      }),
      ...schedules.add,
    ],
  };
  // A POST never takes a deployment out of its pool.
  return { first: { ...first, ...(pool === null && { work_pool_name: null }) }, body: rewritten };
}

function changedFields(
  spec: DeploymentSpec,
  observed: ApiDeployment,
  differences: readonly Difference[],
): Bodies {
  const body: Record<string, Json> = Object.fromEntries(differences.map(({ name, want }) => [name, want]));
  const touchesPool = ["work_pool_name", "work_queue_name", "job_variables"].some((name) => name in body);
  const pool = "work_pool_name" in body ? body["work_pool_name"] : observed.work_pool_name;
  if (touchesPool && typeof pool === "string") {
    body["work_pool_name"] = pool;
    body["job_variables"] ??= observed.job_variables;
    if (pool === observed.work_pool_name) body["work_queue_name"] ??= observed.work_queue_name;
    else if (spec.fields["work_queue_name"] !== undefined)
      body["work_queue_name"] = spec.fields["work_queue_name"];
  } else if (touchesPool) {
    delete body["work_queue_name"];
  }
  const first = leftLimit(body, observed);
  if (Object.keys(first).length === 0) return { first, body };
  const left = Object.entries(body).filter(
    ([name, value]) => value !== null || !limitFields.some((one) => one === name),
  );
  return { first, body: Object.fromEntries(left) };
}

const limitFields = ["concurrency_limit", "global_concurrency_limit_id"] as const;

/** A limit that others share is left before anything else: the server would change or delete it for all of them. */
function leftLimit(body: JsonObject, observed: ApiDeployment): JsonObject {
  if (observed.global_concurrency_limit === null || !limitFields.some((name) => name in body)) return {};
  if (sharedLimit(observed) !== null) return { global_concurrency_limit_id: null };
  return body["global_concurrency_limit_id"] === undefined ? {} : { concurrency_limit: null };
}
