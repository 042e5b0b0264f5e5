import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import type { ApiConcurrencyLimit, ApiDeployment, ApiSchedule } from "../interfaces/prefect-api.ts";
import type { Timing } from "../interfaces/schedule.ts";
import { readAnswer } from "./answer-reader.ts";
import type { Schema } from "./schemas.ts";

/** Reads what we use of a deployment; the rest is let go, so that a thousand of them stay small. */
export function readDeployment(answer: Json | undefined): ApiDeployment {
  const deployment = readAnswer<Schema<"DeploymentResponse">>(answer, "a deployment");
  const limit = deployment.objectOrNull("global_concurrency_limit");
  return {
    id: deployment.text("id"),
    name: deployment.text("name"),
    flow_id: deployment.text("flow_id"),
    version: deployment.textOrNull("version"),
    description: deployment.textOrNull("description"),
    paused: deployment.truth("paused"),
    tags: deployment.texts("tags"),
    labels: labelsOf(deployment.objectOrNull("labels") ?? {}),
    schedules: deployment.objects("schedules").map(readSchedule),
    parameters: deployment.object("parameters"),
    parameter_openapi_schema: deployment.objectOrNull("parameter_openapi_schema"),
    enforce_parameter_schema: deployment.truth("enforce_parameter_schema"),
    job_variables: deployment.objectOrNull("job_variables") ?? {},
    work_pool_name: deployment.textOrNull("work_pool_name"),
    work_queue_name: deployment.textOrNull("work_queue_name"),
    path: deployment.textOrNull("path"),
    entrypoint: deployment.textOrNull("entrypoint"),
    pull_steps: deployment.objectsOrNull("pull_steps"),
    global_concurrency_limit: limit === null ? null : readLimit(limit),
    concurrency_options: deployment.objectOrNull("concurrency_options"),
    storage_document_id: deployment.textOrNull("storage_document_id"),
    infrastructure_document_id: deployment.textOrNull("infrastructure_document_id"),
  };
}

/** Reads what we use of a schedule of a deployment. */
export function readSchedule(answer: Json | undefined): ApiSchedule {
  const schedule = readAnswer<Schema<"DeploymentSchedule">>(answer, "a schedule");
  return {
    id: schedule.text("id"),
    slug: schedule.textOrNull("slug"),
    active: schedule.truth("active"),
    schedule: readTiming(schedule.object("schedule")),
    parameters: schedule.objectOrNull("parameters") ?? {},
    max_scheduled_runs: schedule.numberOrNull("max_scheduled_runs"),
    updated: schedule.textOrNull("updated") ?? undefined,
  };
}

function readLimit(answer: JsonObject): ApiConcurrencyLimit {
  const limit = readAnswer<Schema<"GlobalConcurrencyLimitResponse">>(answer, "a concurrency limit");
  return { id: limit.text("id"), name: limit.text("name"), limit: limit.number("limit") };
}

/* Prefect answers a time zone that was never given as null; absent means the same here. */
function readTiming(answer: JsonObject): Timing {
  const zoneOf = (timezone: string | null): { timezone?: string } => (timezone === null ? {} : { timezone });
  if ("cron" in answer) {
    const timing = readAnswer<Schema<"CronSchedule">>(answer, "a cron schedule");
    return {
      cron: timing.text("cron"),
      ...zoneOf(timing.textOrNull("timezone")),
      day_or: timing.truth("day_or"),
    };
  }
  if ("interval" in answer) {
    const timing = readAnswer<Schema<"IntervalSchedule-Output">>(answer, "an interval schedule");
    const zone = zoneOf(timing.textOrNull("timezone"));
    return { interval: timing.number("interval"), anchor_date: timing.text("anchor_date"), ...zone };
  }
  if ("rrule" in answer) {
    const timing = readAnswer<Schema<"RRuleSchedule">>(answer, "an rrule schedule");
    return { rrule: timing.text("rrule"), ...zoneOf(timing.textOrNull("timezone")) };
  }
  throw new MetaPrefectError(
    "unexpected-prefect-answer",
    `Prefect answers a schedule of an unknown kind, with ${Object.keys(answer).join(", ")}`,
    { hint: "this version of meta-prefect knows cron, interval and rrule schedules" },
  );
}

function labelsOf(answer: JsonObject): ApiDeployment["labels"] {
  const isLabel = (value: Json): value is string | number | boolean => typeof value !== "object";
  const labels: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(answer)) if (isLabel(value)) labels[key] = value;
  return labels;
}
