import type { JsonObject } from "./json.ts";

/** Runs by a cron expression. */
export interface CronTiming {
  readonly cron: string;
  /** IANA name. @default "UTC" */
  readonly timezone?: string;
  /** Whether day-of-month and day-of-week are joined by "or". @default true */
  readonly day_or?: boolean;
}

/** Runs at a fixed distance. */
export interface IntervalTiming {
  /** Seconds, above 0. */
  readonly interval: number;
  /** ISO 8601 instant from which the distance counts. Absent: Prefect keeps the one it has. */
  readonly anchor_date?: string;
  /** IANA name. @default "UTC" */
  readonly timezone?: string;
}

/** Runs by an RFC 5545 recurrence rule, with its EXDATE lines. */
export interface RRuleTiming {
  readonly rrule: string;
  /** IANA name. @default "UTC" */
  readonly timezone?: string;
}

/** When a schedule fires, in the form of Prefect's API. */
export type Timing = CronTiming | IntervalTiming | RRuleTiming;

/** One schedule of a deployment. Its slug is its identity: editing a schedule keeps its id on the server. */
export interface Schedule {
  /** Unique in the deployment. */
  readonly slug: string;
  readonly schedule: Timing;
  /** Declared: enforced at every deploy. Absent: see {@link Schedule.initiallyActive}. */
  readonly active?: boolean;
  /** Set when the schedule is made, and again only when this declaration changes; what people toggle stays. @default true */
  readonly initiallyActive?: boolean;
  /** Merged over the deployment's parameters for runs of this schedule. @default {} */
  readonly parameters?: JsonObject;
}
