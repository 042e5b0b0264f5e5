import type { Flow } from "../../interfaces/flow.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { EvaluatedDeployment } from "./evaluate.ts";
import { booleanOf, timingOf } from "./timings.ts";

/** The body with which `prefect deploy` writes a deployment, but its version where the file says none. */
export function expectedBody(
  given: EvaluatedDeployment,
  { description, parameterSchema }: Pick<Flow, "description" | "parameterSchema">,
): JsonObject {
  const { concurrencyLimit: limit, paused, version } = given;
  const several = typeof limit === "object" && limit !== null;
  return {
    name: given.name,
    description: given.description ?? description,
    ...(version !== null && { version }),
    tags: given.tags,
    entrypoint: given.entrypoint,
    path: null,
    parameters: given.parameters,
    parameter_openapi_schema: parameterSchema,
    enforce_parameter_schema: given.enforceParameterSchema ?? true,
    ...(paused !== null && { paused }),
    concurrency_limit: several ? (limit.limit ?? null) : (limit ?? null),
    concurrency_options: several
      ? {
          collision_strategy: limit.collision_strategy ?? null,
          ...(typeof limit.grace_period_seconds === "number" && {
            grace_period_seconds: limit.grace_period_seconds,
          }),
        }
      : null,
    work_pool_name: given.workPool,
    work_queue_name: given.workQueue,
    job_variables: given.jobVariables,
    pull_steps: given.pullSteps,
    storage_document_id: null,
    infrastructure_document_id: null,
    schedules: given.schedules.map((schedule) => {
      const { parameters = {}, slug } = schedule;
      const active = booleanOf(schedule["active"]);
      return {
        schedule: timingOf(schedule),
        parameters,
        ...(active !== undefined && { active }),
        ...(typeof slug === "string" && { slug }),
      };
    }),
  };
}
