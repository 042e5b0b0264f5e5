const day = 86_400_000;

/** Frequencies of a day and less, with the length of their period, milliseconds. */
const units: Readonly<Record<string, number>> = {
  DAILY: day,
  HOURLY: 3_600_000,
  MINUTELY: 60_000,
  SECONDLY: 1000,
};
/** What needs more than a look at one day. */
const others = ["BYWEEKNO", "BYEASTER"];
const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** The parts of a rule, by name. */
export type RuleParts = ReadonlyMap<string, string>;

/** Whether {@link denseRule} can work a rule out: it fires every few days, hours, minutes or seconds. */
export function isDense(parts: RuleParts): boolean {
  return units[parts.get("FREQ") ?? ""] !== undefined && !others.some((name) => parts.has(name));
}

/**
 * When such a rule fires, by the clock on the wall. A library looks at every minute until one fits, which for a rule that
 * nothing fits never ends; this one looks at the days that it is asked about.
 *
 * @param start DTSTART; it and all others milliseconds, as if the clock on the wall were UTC
 */
export function* denseRule(parts: RuleParts, start: number, first: number, last: number): Generator<number> {
  const frequency = parts.get("FREQ") ?? "";
  const unit = units[frequency] ?? day;
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const begin = new Date(start);
  const hours = numbers("BYHOUR", unit < day ? through(24) : [begin.getUTCHours()]);
  const minutes = numbers("BYMINUTE", unit < 3_600_000 ? through(60) : [begin.getUTCMinutes()]);
  const seconds = numbers("BYSECOND", unit < 60_000 ? through(60) : [begin.getUTCSeconds()]);
  let left = Number(parts.get("COUNT") ?? Infinity);
  // What is counted is counted from the beginning.
  const from = left === Infinity ? Math.max(start, first) : start;
  for (let midnight = Math.floor(from / day) * day; midnight <= last; midnight += day) {
    if (!fits(new Date(midnight), parts)) continue;
    const times = hours.flatMap((hour) =>
      minutes.flatMap((minute) =>
        seconds.map((second) => midnight + ((hour * 60 + minute) * 60 + second) * 1000),
      ),
    );
    for (const time of positioned(times.filter(isInStep), unit, parts.get("BYSETPOS"))) {
      if (time < from || time > last) continue;
      if (left-- <= 0) return;
      if (time >= first) yield time;
    }
  }

  function isInStep(time: number): boolean {
    return (Math.floor(time / unit) - Math.floor(start / unit)) % interval === 0;
  }

  function numbers(name: string, otherwise: readonly number[]): readonly number[] {
    const said = parts.get(name)?.split(",").map(Number);
    return said?.sort((a, b) => a - b) ?? otherwise;
  }
}

/** Of each period those at the given places; from its end where they are negative. */
function positioned(times: readonly number[], unit: number, places: string | undefined): readonly number[] {
  if (places === undefined) return times;
  const periods = new Map<number, number[]>();
  for (const time of times) {
    const period = Math.floor(time / unit);
    const known = periods.get(period);
    if (known === undefined) periods.set(period, [time]);
    else known.push(time);
  }
  const at = places.split(",").map(Number);
  return [...periods.values()].flatMap((period) =>
    period.filter((_, index) => at.includes(index + 1) || at.includes(index - period.length)),
  );
}

function through(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}

/** Whether the rule has runs on a day at all. */
function fits(date: Date, parts: RuleParts): boolean {
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const ofMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const ofYear = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / day;
  const dayOfYear = (date.getTime() - Date.UTC(year, 0, 1)) / day + 1;
  const has = (name: string, ...values: readonly number[]): boolean =>
    parts
      .get(name)
      ?.split(",")
      .some((text) => values.includes(Number(text))) ?? true;
  // A number before a weekday, as in 2MO, counts only where months or years are gone through.
  const named = (parts.get("BYDAY") ?? parts.get("BYWEEKDAY"))?.split(",");
  return (
    has("BYMONTH", month + 1) &&
    has("BYMONTHDAY", dayOfMonth, dayOfMonth - ofMonth - 1) &&
    has("BYYEARDAY", dayOfYear, dayOfYear - ofYear - 1) &&
    (named?.some((text) => text.includes(weekdays[date.getUTCDay()] ?? "")) ?? true)
  );
}
