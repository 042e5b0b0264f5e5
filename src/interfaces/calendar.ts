import type { Diagnostic } from "./diagnostic.ts";
import type { RunOptions } from "./options.ts";
import type { Timing } from "./schedule.ts";

/* The next weeks of a project's schedules. */

/** Options of `calendar`. */
export interface CalendarOptions extends RunOptions {
  /** From now on, 1 to 26. @default 4 */
  readonly weeks?: number | undefined;
  /** IANA name of the time zone in which days and hours are told. @default the machine's */
  readonly timezone?: string | undefined;
  /** What Prefect has of the project, with what people switched and added, not what is declared. @default false */
  readonly deployed?: boolean | undefined;
  /** Where the weeks begin, ISO 8601. @default now */
  readonly from?: string | undefined;
}

/** One schedule and when it fires. */
export interface CalendarSchedule {
  /** `flow/deployment`. */
  readonly deployment: string;
  readonly environment: string;
  readonly slug: string;
  readonly timing: Timing;
  readonly workPool: string | null;
  /** Whether it makes runs: it is on, and its deployment is not paused. What is off counts nowhere else. */
  readonly active: boolean;
  /** How many runs it makes in these weeks. */
  readonly runs: number;
  /** The first of them, at most 1,000: ISO 8601 instants. */
  readonly times: readonly string[];
  /** Days on which it is told not to fire and else would, `2026-12-25`, in its own time zone. */
  readonly daysOff: readonly string[];
  /** Why nothing is known of its times. */
  readonly unknown?: string;
}

/** One day, as the clocks of the calendar's zone have it. */
export interface CalendarDay {
  /** `2026-12-25`. */
  readonly day: string;
  /** How many runs begin in each hour, 0 to 23. */
  readonly hours: readonly number[];
  /** How many schedules leave the day out, where they else would fire. */
  readonly off: number;
}

/** Runs of several schedules that begin at the same instant where they have to share. */
export interface CalendarCollision {
  readonly workPool: string | null;
  /** `flow/deployment`, each schedule's; one comes twice where two of its own schedules fire together. */
  readonly deployments: readonly string[];
  /** How often. */
  readonly times: number;
  /** ISO 8601 instant. */
  readonly first: string;
}

/** More runs that begin in one minute than may run at the same time. */
export interface CalendarOverload {
  readonly kind: "work-pool" | "work-queue" | "deployment";
  readonly name: string;
  readonly limit: number;
  /** The most that begin in one minute. */
  readonly most: number;
  /** In how many minutes it is too many. */
  readonly times: number;
  /** ISO 8601 instant of the first such minute. */
  readonly first: string;
}

/** The next weeks of a project's schedules. */
export interface CalendarResult {
  readonly project: string;
  /** The Prefect that was asked; null where the declarations were. */
  readonly api: string | null;
  readonly timezone: string;
  /** ISO 8601 instants. */
  readonly from: string;
  readonly to: string;
  readonly days: readonly CalendarDay[];
  readonly schedules: readonly CalendarSchedule[];
  /** Those that come most often first. */
  readonly collisions: readonly CalendarCollision[];
  readonly overloads: readonly CalendarOverload[];
  readonly diagnostics: readonly Diagnostic[];
}
