import { z } from "zod";
import { hasErrors, problem } from "../../errors/diagnostics.ts";
import type { Diagnostic, Location } from "../../interfaces/diagnostic.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import { describeIssues } from "../../util/describe-issues.ts";
import { readPythonYaml } from "./python-yaml.ts";

const json: z.ZodType<Json> = z.json();
const mapping: z.ZodType<JsonObject> = z.record(z.string(), json, "expected a mapping");
const text = z.string("expected a text; put it in quotes").nullish();
const flag = z.boolean("expected true or false").nullish();
const steps = z
  .preprocess(
    (value: unknown) => (isMapping(value) ? (Object.keys(value).length > 0 ? [value] : null) : value),
    z.array(mapping, "expected a list of steps").nullish(),
  )
  .optional();

const schedule = z
  .strictObject({
    cron: text,
    interval: z.union([z.number(), z.string()], "expected a length of time").nullish(),
    rrule: text,
    timezone: text,
    anchor_date: text,
    active: z.union([z.boolean(), z.string()]).nullish(),
    parameters: mapping.optional(),
    slug: text,
    replaces: text,
    day_or: z.union([z.boolean(), z.string()]).nullish(),
  })
  .refine(
    ({ cron, interval, rrule }) =>
      [cron, interval, rrule].filter((one) => one !== undefined && one !== null).length === 1,
    "expected exactly one of cron, interval and rrule",
  );
const noSchedule = z.record(z.string(), z.never()).refine((value) => Object.keys(value).length === 0);

const limit = z.union([
  z.number().int("expected a whole number"),
  z.object({
    limit: z.number().int().nullish(),
    collision_strategy: text,
    grace_period_seconds: z.number().int().nullish(),
  }),
]);

const deployment = z
  .object({
    name: text,
    version: text,
    version_type: text,
    tags: z.union([z.string(), z.array(json)]).nullish(),
    description: text,
    schedule: z.union([schedule, noSchedule]).nullish(),
    schedules: z.array(schedule, "expected a list of schedules").nullish(),
    paused: flag,
    concurrency_limit: limit.nullish(),
    flow_name: text,
    entrypoint: text,
    parameters: mapping.optional(),
    enforce_parameter_schema: flag,
    build: steps,
    push: steps,
    pull: steps,
    work_pool: z
      .object(
        { name: text, work_queue_name: text, job_variables: mapping.optional() },
        "expected a mapping with a name",
      )
      .nullish(),
    triggers: z.array(mapping, "expected a list of triggers").nullish(),
    sla: json.optional(),
  })
  .refine(
    ({ schedule: one, schedules: several }) =>
      several === undefined || !isMapping(one) || Object.keys(one).length === 0,
    {
      path: ["schedule"],
      error: "schedule stands beside schedules",
    },
  );

const file = z.object(
  {
    name: text,
    build: steps,
    push: steps,
    pull: steps,
    deployments: z
      .array(deployment, "expected a list of deployments")
      .nullish()
      .transform((list) => list ?? []),
  },
  "expected a mapping with deployments",
);

/** What a `prefect.yaml` says, after Prefect's own checks; keys that Prefect does not know are left out. */
export type PrefectFile = z.output<typeof file>;
/** One item of `deployments`. */
export type PrefectDeployment = PrefectFile["deployments"][number];

/** A file that was read; without a value it is one that `prefect deploy` refuses too. */
export interface ReadPrefectFile {
  readonly value?: PrefectFile;
  readonly diagnostics: readonly Diagnostic[];
  /** Where each of `deployments` stands. */
  readonly locate: (index: number) => Location;
}

/** Reads and checks the text of a `prefect.yaml`. */
export function readPrefectFile(content: string, shown: string): ReadPrefectFile {
  const { value, diagnostics, locate } = readPythonYaml(content, shown);
  const at = (index: number): Location => locate(["deployments", index]);
  if (hasErrors(diagnostics)) return { diagnostics, locate: at };
  const given = value ?? {};
  const checked = file.safeParse(given);
  if (checked.success) return { value: checked.data, diagnostics, locate: at };
  const found = describeIssues(checked.error.issues, given, file).map(({ path, message, hint }) =>
    problem("invalid-prefect-yaml", `${path.join(".") || shown}: ${message}`, {
      location: locate(path.map((key) => (/^\d+$/.test(key) ? Number(key) : key))),
      hint: hint ?? "`prefect deploy` skips the whole file because of this; mend it there first",
    }),
  );
  return { diagnostics: found, locate: at };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
