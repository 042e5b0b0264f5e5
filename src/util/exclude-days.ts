import type { IntervalTiming, RRuleTiming, Timing } from "../interfaces/schedule.ts";
import { refuse, type Checked } from "./checked.ts";
import { cronToRrule } from "./cron-to-rrule.ts";
import { readCron } from "./cron.ts";
import { readRecurrence, type Recurrence } from "./rrule.ts";
import { instant, wallClock } from "./time-zone.ts";

/** Prefect's limit of a rule's length, and what the server puts before a rule without DTSTART. */
const longestRule = 6500;
const injectedStart = "DTSTART:20200101T000000\n";

/**
 * The same schedule without the given days: an EXDATE line with every time at which the schedule can fire on them.
 * A cron expression and an interval of whole days become the recurrence rule that fires at the same times.
 *
 * @param days `YYYYMMDD`, in the order in which they shall stand.
 */
export function excludeDays(timing: Timing, days: readonly string[]): Checked<RRuleTiming> {
  if (days.length === 0 && "rrule" in timing) return { value: timing };
  const text = toRrule(timing);
  if (text.refused !== undefined) return text;
  const read = readRecurrence(text.value);
  if (read.refused !== undefined) return read;
  const times = timesOfDay(read.value);
  const dates = days.flatMap((day) => times.map((time) => `${day}T${time}`));
  const missing = dates.filter((date) => !read.value.excluded.has(date));
  // Its own last line: an EXDATE line that stands before the rule cannot be continued at the end of the text.
  const rrule = missing.length === 0 ? text.value : `${text.value}\nEXDATE:${missing.join(",")}`;
  const length = rrule.length + (read.value.start === undefined ? injectedStart.length : 0);
  if (length > longestRule) {
    return refuse(
      `the rule would be ${String(length)} characters long with ${String(missing.length)} excluded times, and Prefect takes ${String(longestRule)}`,
      times.length > 1 ? "let it fire less often a day, or reduce horizon_years" : "reduce horizon_years",
    );
  }
  return { value: { rrule, ...(timing.timezone === undefined ? {} : { timezone: timing.timezone }) } };
}

function toRrule(timing: Timing): Checked<string> {
  if ("rrule" in timing) return { value: timing.rrule };
  if ("interval" in timing) return intervalToRrule(timing);
  const cron = readCron(timing.cron);
  return cron.refused === undefined ? cronToRrule(cron.value, timing.cron, timing.day_or ?? true) : cron;
}

function intervalToRrule({ interval, anchor_date: anchor, timezone }: IntervalTiming): Checked<string> {
  const days = interval / 86_400;
  if (anchor === undefined || !Number.isInteger(days)) {
    return refuse(
      `days cannot be taken out of an interval of ${String(interval)} seconds${anchor === undefined ? " without an anchor date" : ""}`,
      "use whole days with an anchor_date, a cron expression or an rrule",
    );
  }
  const start = wallClock(instant(anchor), timezone ?? "UTC");
  return { value: `DTSTART:${start}\nRRULE:FREQ=DAILY${days === 1 ? "" : `;INTERVAL=${String(days)}`}` };
}

/** Every `HHMMSS` at which one of the rules can fire; a time too many excludes nothing. */
function timesOfDay({ rules, start }: Recurrence): string[] {
  const clock = start?.split("T")[1] ?? "000000";
  const times = rules.flatMap((rule) => {
    const fixed = ["SECONDLY", "MINUTELY", "HOURLY"].indexOf(rule.get("FREQ") ?? "");
    const part = (name: string, index: number, size: number): string[] => {
      const given = rule.get(name)?.split(",").map(Number);
      // A rule that repeats within the part goes through all of it.
      const runsThrough = fixed >= 0 && index >= fixed;
      const values =
        given ??
        (runsThrough ? [...Array(size).keys()] : [Number(clock.slice(4 - 2 * index, 6 - 2 * index))]);
      return values.map((value) => String(value).padStart(2, "0"));
    };
    const seconds = part("BYSECOND", 0, 60);
    const minutes = part("BYMINUTE", 1, 60);
    return part("BYHOUR", 2, 24).flatMap((hour) =>
      minutes.flatMap((minute) => seconds.map((second) => `${hour}${minute}${second}`)),
    );
  });
  return [...new Set(times)].sort();
}
