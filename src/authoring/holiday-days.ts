import type { BuildContext } from "../interfaces/flow-builder.ts";
import type { Deployment } from "../interfaces/deployment.ts";
import { countryHolidays } from "../util/country-holidays.ts";
import { excludeDays } from "../util/exclude-days.ts";
import { usFederalHolidays } from "../util/us-federal-holidays.ts";
import { mapDeployment } from "./deployment-helpers.ts";

export { calendarRefusal } from "../util/country-holidays.ts";

/** Whose holidays. */
export interface HolidayCalendar {
  /** ISO 3166-1 code; `US` alone means the federal holidays. */
  readonly country: string;
  /** Its part, for example `BY` in `DE`. */
  readonly subdivision?: string | undefined;
}

// A project of a thousand deployments asks for the same few years a thousand times.
const known = new Map<string, readonly string[]>();

/** The holidays of this year and some more: `YYYYMMDD`, the last year first. */
export function holidayDays(
  calendar: HolidayCalendar,
  context: Pick<BuildContext, "now">,
  horizonYears: number,
): readonly string[] {
  const year = new Date(context.now).getUTCFullYear();
  const years = Array.from({ length: horizonYears + 1 }, (_, index) => year + horizonYears - index);
  return years.flatMap((each) => {
    const key = JSON.stringify([each, calendar.country, calendar.subdivision]);
    const days = known.get(key) ?? daysOf(each, calendar);
    known.set(key, days);
    return days;
  });
}

function daysOf(year: number, { country, subdivision }: HolidayCalendar): readonly string[] {
  return country === "US" && subdivision === undefined
    ? usFederalHolidays(year)
    : countryHolidays(year, country, subdivision);
}

/**
 * Takes days out of every schedule, at every time at which the schedule can fire. A cron expression and an interval of
 * whole days become the recurrence rule that fires at the same times; a schedule of which days cannot be taken out
 * fails the deployment.
 *
 * @param days `YYYYMMDD`, in the time zone of each schedule.
 */
export function withoutDays(
  deployment: Deployment,
  days: readonly string[],
  context: BuildContext,
): Deployment {
  if (deployment.schedules === undefined) return deployment;
  const schedules = deployment.schedules.map((schedule) => {
    const { value, refused } = excludeDays(schedule.schedule, days);
    if (refused === undefined) return { ...schedule, schedule: value };
    return context.fail(
      `schedule "${schedule.slug}": ${refused.message}`,
      refused.hint === undefined ? {} : { hint: refused.hint },
    );
  });
  return mapDeployment(deployment, { schedules });
}
