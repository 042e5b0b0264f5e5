import { z } from "zod";
import type { Json } from "../../interfaces/json.ts";

const text = z.string().min(1, "expected some text");
const json: z.ZodType<Json> = z.json();

const schedule = z
  .strictObject({
    cron: text.optional(),
    interval: z.union([z.number().positive(), text], "expected seconds, or an ISO 8601 duration").optional(),
    rrule: text.optional(),
    timezone: text.optional(),
    "anchor-date": text.optional(),
    anchor_date: text.optional(),
    slug: text.optional(),
  })
  .superRefine(({ cron, interval, rrule }, issues) => {
    const given = Object.entries({ cron, interval, rrule }).filter(([, value]) => value !== undefined);
    if (given.length === 1) return;
    const names = given.map(([name]) => name).join(" and ");
    issues.addIssue({
      code: "custom",
      message: given.length === 0 ? "none of cron, interval and rrule is given" : `${names} are both given`,
      params: { hint: "give exactly one of cron, interval and rrule" },
    });
  });

/** One deployment of a deployments file: what the wrapper took, and what it left out. */
export const deploymentShape = z
  .strictObject(
    {
      entrypoint: text.regex(/:/, "expected path/to/file.py:function"),
      name: text,
      parameters: z.record(z.string(), json, "expected a mapping").nullish(),
      tags: z.array(text, "expected a list of tags").nullish(),
      schedule: schedule.nullish(),
      version: z.union([text, z.number()], "expected a version, in quotes").nullish(),
      work_pool: z
        .strictObject(
          {
            name: text.nullish(),
            work_queue_name: text.nullish(),
            job_variables: z.record(z.string(), json, "expected a mapping").nullish(),
          },
          "expected a mapping",
        )
        .nullish(),
      schedules: z.array(schedule, "expected a list of schedules").nullish(),
      description: text.nullish(),
      paused: z.boolean("expected true or false").nullish(),
      concurrency_limit: z.number("expected a number of runs").int().min(1).nullish(),
      enforce_parameter_schema: z.boolean("expected true or false").nullish(),
    },
    "expected a mapping with `entrypoint` and `name`",
  )
  .superRefine(({ schedule: one, schedules }, issues) => {
    if ((one ?? null) === null || (schedules ?? null) === null) return;
    const params = { hint: "keep one of them" };
    issues.addIssue({
      code: "custom",
      path: ["schedules"],
      message: "schedule and schedules are both given",
      params,
    });
  });

/** A deployments file as the wrapper of `prefect deployment build` read it: one infrastructure for all, and a list. */
export const fileShape = z.strictObject({
  "ib-block": text.optional(),
  deployments: z
    .array(z.unknown(), "expected a list of deployments")
    .min(1, "expected at least one deployment"),
});

/** What a table below `ib_blocks` of the project's file says of one block: a pool's name, or what `work_pool` takes. */
export const blockTable = z.record(
  z.string(),
  z.union(
    [text, z.record(z.string(), json)],
    "expected a work pool's name, or what the recipe work_pool takes",
  ),
);

/** A deployment of a file, checked. */
export type FileDeployment = z.output<typeof deploymentShape>;
