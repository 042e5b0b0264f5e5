import { z } from "zod";
import { hasErrors, problem } from "../../errors/diagnostics.ts";
import type { Diagnostic, Location } from "../../interfaces/diagnostic.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import { isMapping } from "../../project/path.ts";
import { describeIssues } from "../../util/describe-issues.ts";
import { ignoredKeys } from "./ignored-keys.ts";
import { readPythonYaml } from "./python-yaml.ts";
import { withoutRelics } from "./relics.ts";
import { booleanOf, durationOf } from "./timings.ts";

const json: z.ZodType<Json> = z.json();
const mapping: z.ZodType<JsonObject> = z.record(z.string(), json, "expected a mapping");
const text = z.string("expected a text; put it in quotes").nullish();
// Prefect takes a text or a number where its meaning is plain.
const truth = z.preprocess((value) => booleanOf(value) ?? value, z.boolean("expected true or false"));
const flag = truth.nullish();
const whole = z.preprocess(
  (value) => (typeof value === "string" && /^\s*[-+]?\d+(?:\.0*)?\s*$/.test(value) ? Number(value) : value),
  z.int("expected a whole number"),
);
const steps = z
  .preprocess(
    (value: unknown) => (isMapping(value) ? (Object.keys(value).length > 0 ? [value] : null) : value),
    z.array(mapping, "expected a list of steps").nullish(),
  )
  .optional();

// A text may be a template.
const switched = z.union([truth, z.string()], "expected true or false").nullish();

const schedule = z
  .strictObject({
    cron: text,
    interval: z
      .unknown()
      .refine(
        (value) => value === undefined || value === null || durationOf(value) !== undefined,
        "expected seconds as a number, PT1H30M, or 01:30:00",
      )
      .transform((value) => durationOf(value) ?? null)
      .optional(),
    rrule: text,
    timezone: text,
    anchor_date: text,
    active: switched,
    parameters: mapping.optional(),
    slug: text,
    replaces: text,
    day_or: switched,
  })
  .refine(
    ({ cron, interval, rrule }) =>
      [cron, interval, rrule].filter((one) => one !== undefined && one !== null).length === 1,
    "expected exactly one of cron, interval and rrule",
  );
const noSchedule = z.record(z.string(), z.never()).refine((value) => Object.keys(value).length === 0);
const oneSchedule = z
  .unknown()
  .refine(
    (value) => value === undefined || value === null || isMapping(value),
    "expected one schedule; a list of them belongs under `schedules`",
  )
  .pipe(z.union([schedule, noSchedule]).nullish());

const severalLimits = z.object({
  limit: whole.nullish(),
  collision_strategy: text,
  grace_period_seconds: whole.nullish(),
});
const limit = z
  .unknown()
  .refine(
    (value) => isMapping(value) || whole.safeParse(value).success,
    "expected a whole number, or a mapping with a limit",
  )
  .pipe(z.union([whole, severalLimits]));

const pool = z.object(
  { name: text, work_queue_name: text, job_variables: mapping.optional() },
  "expected a mapping with a name",
);

const deployment = z
  .object({
    name: text,
    version: text,
    version_type: text,
    tags: z.union([z.string(), z.array(json)]).nullish(),
    description: text,
    schedule: oneSchedule.optional(),
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
    work_pool: pool.nullish(),
    triggers: z.array(mapping, "expected a list of triggers").nullish(),
    sla: json.optional(),
  })
  .refine(
    ({ schedule: one, schedules: several }) =>
      several === undefined || !isMapping(one) || Object.keys(one).length === 0,
    {
      path: ["schedule"],
      error: "schedule stands beside schedules; move it into that list",
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
  /** Sentences on what stands in the file and is left out. */
  readonly notes: readonly string[];
  /** Where each of `deployments` stands. */
  readonly locate: (index: number) => Location;
}

/** Reads and checks the text of a `prefect.yaml`. */
export function readPrefectFile(content: string, shown: string): ReadPrefectFile {
  const { value, diagnostics, locate } = readPythonYaml(content, shown);
  const at = (index: number): Location => locate(["deployments", index]);
  if (hasErrors(diagnostics)) return { diagnostics, notes: [], locate: at };
  const { value: given, notes } = withoutRelics(value ?? {});
  const checked = file.safeParse(given);
  if (checked.success) {
    const known = { deployment: Object.keys(deployment.shape), pool: Object.keys(pool.shape) };
    return { value: checked.data, diagnostics, notes: [...notes, ...ignoredKeys(given, known)], locate: at };
  }
  const found = describeIssues(checked.error.issues, given, file).map(({ path, message, hint }) =>
    problem("invalid-prefect-yaml", `${path.join(".") || shown}: ${message}`, {
      location: locate(path.map((key) => (/^\d+$/.test(key) ? Number(key) : key))),
      hint: hint ?? "`prefect deploy` skips the whole file because of this; mend it there first",
    }),
  );
  return { diagnostics: found, notes: [], locate: at };
}
