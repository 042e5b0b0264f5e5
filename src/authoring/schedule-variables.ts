import { z } from "zod";
import type { Schedule, Timing } from "../interfaces/schedule.ts";
import type { Refusal } from "../util/checked.ts";
import { readCron } from "../util/cron.ts";
import { readRecurrence } from "../util/rrule.ts";
import { seconds } from "../util/seconds.ts";
import { instant, timeZoneRefusal } from "../util/time-zone.ts";
import { jsonObject } from "./common-variables.ts";

const shape = {
  cron: z.string().optional().describe('Cron expression, for example "0 9 * * MON-FRI".'),
  day_or: z
    .boolean()
    .optional()
    .describe("Cron: whether day of month and day of week are joined by or. Default true."),
  interval: z
    .union([z.number(), z.string()])
    .optional()
    .describe('Seconds between two runs, or an ISO 8601 duration, for example "PT1H".'),
  anchor_date: z
    .string()
    .optional()
    .describe("Interval: the ISO 8601 time from which it counts. anchor-date works too."),
  "anchor-date": z.string().optional().describe("The same as anchor_date."),
  rrule: z.string().optional().describe('Recurrence rule, for example "FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=9".'),
  timezone: z.string().optional().describe("IANA time zone, for example Europe/Paris. Default UTC."),
  slug: z
    .string()
    .min(1)
    .optional()
    .describe("Name of the schedule in the deployment: what it is known by when it is edited."),
  active: z
    .boolean()
    .optional()
    .describe("On or off, enforced at every deploy. Without it, what people switch stays."),
  parameters: jsonObject
    .optional()
    .describe("Parameters of the runs of this schedule, over those of the deployment."),
};

/** What the checks below ask for, as far as a JSON Schema can say it: for editors. */
const oneKind = { oneOf: ["cron", "interval", "rrule"].map((kind) => ({ required: [kind] })) };
const together = {
  dependentRequired: { day_or: ["cron"], anchor_date: ["interval"], "anchor-date": ["interval"] },
};

const schedule = z.strictObject(shape);

/** One schedule as a person writes it: exactly one of `cron`, `interval` and `rrule`. */
export const scheduleVariables = schedule.superRefine(checkSchedule).meta({ allOf: [oneKind, together] });

/** One schedule, or several under `schedules`. */
export const schedulesVariables = z
  .strictObject({
    ...shape,
    schedules: z.array(scheduleVariables).min(1).optional().describe("Several schedules instead of one."),
  })
  .superRefine(({ schedules, ...single }, context) => {
    if (schedules === undefined) {
      checkSchedule(single, context);
      return;
    }
    for (const [key, value] of Object.entries(single)) {
      if (value === undefined) continue;
      complain(context, key, { message: `${key} stands beside schedules`, hint: "put it into the list" });
    }
    const slugs = slugged(schedules).map(([slug]) => slug);
    const twice = slugs.findIndex((slug, index) => slugs.indexOf(slug) < index);
    if (twice >= 0) {
      const message = `two schedules have the slug "${slugs[twice] ?? ""}"`;
      context.addIssue({ code: "custom", path: ["schedules", twice, "slug"], message });
    }
  })
  .meta({
    allOf: [{ if: { required: ["schedules"] }, then: { maxProperties: 1 }, else: oneKind }, together],
  });

type ScheduleVariables = z.output<typeof schedule>;

/** The schedules of a deployment; one without a slug is called `schedule`, or `schedule-2` by its place in the list. */
export function toSchedules(variables: z.output<typeof schedulesVariables>): Schedule[] {
  const { schedules, ...single } = variables;
  const pairs = schedules === undefined ? [[single.slug ?? "schedule", single] as const] : slugged(schedules);
  return pairs.map(([slug, { active, parameters, ...timing }]) => ({
    slug,
    schedule: toTiming(timing),
    ...(active === undefined ? {} : { active }),
    ...(parameters === undefined ? {} : { parameters }),
  }));
}

function slugged(schedules: readonly ScheduleVariables[]): (readonly [slug: string, ScheduleVariables])[] {
  return schedules.map((each, index) => [each.slug ?? `schedule-${String(index + 1)}`, each]);
}

function toTiming({ cron, day_or, interval, rrule, timezone, ...rest }: ScheduleVariables): Timing {
  const zone = timezone === undefined ? {} : { timezone };
  const anchor = rest.anchor_date ?? rest["anchor-date"];
  if (cron !== undefined) return { cron, ...zone, ...(day_or === undefined ? {} : { day_or }) };
  if (rrule !== undefined) return { rrule, ...zone };
  return {
    interval: seconds(interval ?? 0) ?? 0,
    ...(anchor === undefined ? {} : { anchor_date: anchor }),
    ...zone,
  };
}

function checkSchedule(variables: ScheduleVariables, context: z.core.$RefinementCtx): void {
  const { cron, interval, rrule, timezone, day_or } = variables;
  const given = Object.entries({ cron, interval, rrule }).filter(([, value]) => value !== undefined);
  // A misspelt key is reported already, and it may be the one that is missing here.
  const misspelt = given.length === 0 && context.issues.length > 0;
  if (given.length !== 1 && !misspelt) {
    const names = given.map(([name]) => name).join(" and ");
    context.addIssue({
      code: "custom",
      message:
        given.length === 0
          ? "the schedule has none of cron, interval and rrule"
          : `the schedule has ${names}`,
      params: { hint: "give exactly one of cron, interval and rrule" },
    });
  }
  if (cron !== undefined) complain(context, "cron", readCron(cron).refused);
  if (rrule !== undefined) complain(context, "rrule", readRecurrence(rrule).refused);
  if (timezone !== undefined) complain(context, "timezone", timeZoneRefusal(timezone));
  if (day_or !== undefined && cron === undefined)
    complain(context, "day_or", { message: "day_or stands without cron" });
  if (interval !== undefined && seconds(interval) === undefined) {
    const hint = 'write seconds above 0, for example 3600, or a duration such as "PT1H"';
    complain(context, "interval", { message: `${JSON.stringify(interval)} is not a length of time`, hint });
  }
  checkAnchor(variables, context);
}

function checkAnchor(variables: ScheduleVariables, context: z.core.$RefinementCtx): void {
  const spellings = (["anchor_date", "anchor-date"] as const).filter((each) => variables[each] !== undefined);
  const [first, second] = spellings;
  if (first === undefined) return;
  const anchor = variables[first] ?? "";
  if (second !== undefined)
    complain(context, second, { message: "anchor_date and anchor-date are the same; both are given" });
  if (variables.interval === undefined)
    complain(context, first, { message: `${first} stands without interval` });
  if (!/^\d{4}-\d{2}-\d{2}/.test(anchor) || Number.isNaN(instant(anchor).getTime())) {
    complain(context, first, {
      message: `"${anchor}" is not an ISO 8601 time`,
      hint: "write it like 2026-01-31T09:00:00Z",
    });
  }
}

function complain(context: z.core.$RefinementCtx, key: string, refusal: Refusal | undefined): void {
  if (refusal === undefined) return;
  const { message, hint } = refusal;
  context.addIssue({
    code: "custom",
    path: [key],
    message,
    ...(hint === undefined ? {} : { params: { hint } }),
  });
}
