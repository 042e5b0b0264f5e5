import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type {
  CalendarDay,
  CalendarOptions,
  CalendarResult,
  CalendarSchedule,
} from "../interfaces/calendar.ts";
import { timeZoneRefusal } from "../util/time-zone.ts";
import { scheduleTimes } from "../util/times/schedule-times.ts";
import { zoneOffset } from "../util/zone-offset.ts";
import { declaredSchedules, deployedSchedules } from "./calendar/planned-schedule.ts";
import { collisions, overloads, type Firing } from "./calendar/sharing.ts";

const day = 86_400_000;
const usualWeeks = 4;
const mostWeeks = 26;
/** How many times of one schedule are told. */
const mostTimes = 1_000;

/**
 * The next weeks of all schedules: when runs begin, on which days they are left out, and where too many begin together.
 * The times are worked out as Prefect's server does. A server is asked only with `deployed`.
 *
 * @throws MetaPrefectError `bad-calendar`, and with `deployed` what asking Prefect throws
 */
export async function calendar(options: CalendarOptions): Promise<CalendarResult> {
  const { weeks = usualWeeks, timezone = Intl.DateTimeFormat().resolvedOptions().timeZone } = options;
  checkWeeks(weeks);
  const refusal = timeZoneRefusal(timezone);
  if (refusal !== undefined) throw wrong(refusal.message, refusal.hint);
  const from = options.from === undefined ? Date.now() : Date.parse(options.from);
  if (Number.isNaN(from)) throw wrong(`"${options.from ?? ""}" is not an ISO 8601 time`);
  const to = from + weeks * 7 * day;
  const planned = await (options.deployed === true ? deployedSchedules : declaredSchedules)(options);
  const days = emptyDays(from, to, timezone);
  const firings: Firing[] = [];
  const schedules = planned.schedules.map((schedule): CalendarSchedule => {
    const { workQueue: _queue, limit: _limit, ...told } = schedule;
    const { times, excluded, unknown } = scheduleTimes(schedule.timing, from, to);
    const zone = schedule.timing.timezone ?? "UTC";
    if (schedule.active) {
      firings.push({ schedule, times });
      for (const time of times) {
        const { key, hour } = dayOf(time, timezone);
        const counts = days.get(key);
        if (counts !== undefined) counts.hours[hour] = (counts.hours[hour] ?? 0) + 1;
      }
      for (const key of new Set(excluded.map((time) => dayOf(time, timezone).key))) {
        const counts = days.get(key);
        if (counts !== undefined) counts.off += 1;
      }
    }
    return {
      ...told,
      runs: times.length,
      times: times.slice(0, mostTimes).map((time) => new Date(time).toISOString()),
      daysOff: [...new Set(excluded.map((time) => dayOf(time, zone).key))],
      ...(unknown !== undefined && { unknown }),
    };
  });
  return {
    ...{ project: planned.project, api: planned.api, timezone },
    ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    days: [...days].map(([key, counts]): CalendarDay => ({ day: key, ...counts })),
    schedules,
    collisions: collisions(firings),
    overloads: overloads(firings, planned.limits),
    diagnostics: planned.diagnostics,
  };
}

function checkWeeks(weeks: number): void {
  if (Number.isInteger(weeks) && weeks >= 1 && weeks <= mostWeeks) return;
  throw wrong(`${String(weeks)} weeks cannot be shown`, `give a number from 1 to ${String(mostWeeks)}`);
}

function wrong(message: string, hint?: string): MetaPrefectError {
  return new MetaPrefectError("bad-calendar", message, hint === undefined ? {} : { hint });
}

/** The day and the hour that the clocks of a zone show. */
function dayOf(time: number, timezone: string): { readonly key: string; readonly hour: number } {
  const shown = new Date(time + zoneOffset(time, timezone)).toISOString();
  return { key: shown.slice(0, 10), hour: Number(shown.slice(11, 13)) };
}

function emptyDays(
  from: number,
  to: number,
  timezone: string,
): Map<string, { readonly hours: number[]; off: number }> {
  const days = new Map<string, { readonly hours: number[]; off: number }>();
  // Half a day each, so that none is missed where clocks change.
  for (let time = from; time < to + day / 2; time += day / 2) {
    const { key } = dayOf(Math.min(time, to), timezone);
    if (!days.has(key)) days.set(key, { hours: Array.from({ length: 24 }, () => 0), off: 0 });
  }
  return days;
}
