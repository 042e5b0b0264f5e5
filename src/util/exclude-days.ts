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
  const times = rules.flatMap((rule) => {
    const [seconds, minutes, hours] = clockParts.map((part) => valuesOf(part, rule, start));
    return (hours ?? []).flatMap((hour) =>
      (minutes ?? []).flatMap((minute) => (seconds ?? []).map((second) => `${hour}${minute}${second}`)),
    );
  });
  return [...new Set(times)].sort();
}

interface ClockPart {
  readonly by: string;
  /** A rule of this frequency goes through the part. */
  readonly frequency: string;
  readonly size: number;
  /** Where DTSTART has it. */
  readonly at: number;
}

const clockParts: readonly ClockPart[] = [
  { by: "BYSECOND", frequency: "SECONDLY", size: 60, at: 13 },
  { by: "BYMINUTE", frequency: "MINUTELY", size: 60, at: 11 },
  { by: "BYHOUR", frequency: "HOURLY", size: 24, at: 9 },
];

/** What the rule can have in one part of the clock, two digits each. */
function valuesOf(
  { by, frequency, size, at }: ClockPart,
  rule: ReadonlyMap<string, string>,
  start: string | undefined,
): string[] {
  const given = rule.get(by)?.split(",").map(Number);
  const first = Number(start?.slice(at, at + 2) ?? 0);
  return (given ?? (runsThrough() ? throughAll() : [first])).map((value) => String(value).padStart(2, "0"));

  /** Whether the rule repeats within the part, or within a smaller one. */
  function runsThrough(): boolean {
    const order = clockParts.map((part) => part.frequency);
    const own = order.indexOf(rule.get("FREQ") ?? "");
    return own >= 0 && own <= order.indexOf(frequency);
  }

  /** Every nth value where the steps meet themselves again, and where they begin is known; else all. */
  function throughAll(): number[] {
    const interval = Number(rule.get("INTERVAL") ?? 1);
    // Without a DTSTART, Prefect lets minutes and seconds count from when the rule was written.
    const known = start !== undefined || frequency === "HOURLY";
    const step = rule.get("FREQ") === frequency && size % interval === 0 && known ? interval : 1;
    return Array.from({ length: size / step }, (_, index) => (first % step) + index * step);
  }
}
