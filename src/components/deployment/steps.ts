import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { ApiDeployment } from "../../interfaces/prefect-api.ts";
import type { Difference } from "./differences.ts";
import type { ScheduleStep } from "./schedules.ts";

/** What `apply` does, as data. */
export type DeploymentStep =
  | { readonly do: "create"; readonly flow: string; readonly body: JsonObject }
  /** A POST of everything that it would empty: the only way to change labels, and to keep templates in parameters. */
  | { readonly do: "rewrite"; readonly id: string; readonly body: JsonObject }
  | {
      readonly do: "patch";
      readonly id: string;
      /** Leave a limit that others share before setting an own one. */
      readonly detach: boolean;
      /** Absent when only schedules change. */
      readonly body?: JsonObject;
      readonly schedules: ScheduleStep;
    };

/** The body of a PATCH with just the changed fields, and with those that the server would reset or not check otherwise. */
export function patchBody(
  spec: DeploymentSpec,
  observed: ApiDeployment,
  differences: readonly Difference[],
): { readonly detach: boolean; readonly body?: JsonObject } {
  if (differences.length === 0) return { detach: false };
  const { body, detach } = changedFields(spec, observed, differences);
  return { detach, body };
}

/** The body of a POST that changes what differs and keeps all else. */
export function rewriteBody(
  spec: DeploymentSpec,
  observed: ApiDeployment,
  differences: readonly Difference[],
  schedules: ScheduleStep,
  labels: JsonObject,
  goneLabels: ReadonlySet<string>,
): JsonObject {
  const kept = observed.schedules.filter((schedule) => !schedules.remove.includes(schedule.id));
  const inherited = Object.entries(observed.labels).filter(
    ([label]) => label !== "prefect.flow.id" && !goneLabels.has(label),
  );
  return {
    parameters: observed.parameters,
    ...changedFields(spec, observed, differences).body,
    name: observed.name,
    flow_id: observed.flow_id,
    labels: { ...Object.fromEntries(inherited), ...labels },
    schedules: [
      ...kept.map((schedule) => {
        const { slug, active, parameters, max_scheduled_runs } = schedule;
        const timing = schedule.schedule as unknown as JsonObject;
        const same: JsonObject = { slug, active, parameters, max_scheduled_runs, schedule: timing };
        return schedules.patch.find(({ id }) => id === schedule.id)?.body ?? same;
      }),
      ...schedules.add,
    ],
  };
}

function changedFields(
  spec: DeploymentSpec,
  observed: ApiDeployment,
  differences: readonly Difference[],
): { readonly body: JsonObject; readonly detach: boolean } {
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
  const limit = observed.global_concurrency_limit;
  const shared = limit !== null && limit.name !== `deployment:${observed.id}`;
  const detach = shared && "concurrency_limit" in body;
  if (detach && body["concurrency_limit"] === null) delete body["concurrency_limit"];
  return { body, detach };
}
