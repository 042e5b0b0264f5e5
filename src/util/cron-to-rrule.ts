import { refuse, type Checked } from "./checked.ts";
import type { Cron, CronField } from "./cron.ts";

const weekdayCodes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/**
 * The recurrence rules, one a line, that fire when a cron expression does. Refused where there are none: special days
 * (`L`, `5#3`) and years.
 *
 * @param dayOr Whether day of month and day of week are joined by "or" when both are restricted.
 */
export function cronToRrule(cron: Cron, text: string, dayOr: boolean): Checked<string> {
  const [minute, hour, monthDay, month, weekday, second, year] = cron;
  if (cron.some((field) => field.special) || (year !== undefined && !year.any)) {
    return refuse(
      `the cron expression "${text}" has no equal recurrence rule`,
      "write the schedule as an rrule, for example FREQ=MONTHLY;BYDAY=+3FR;BYHOUR=9",
    );
  }
  const time = [
    by("BYMONTH", month),
    every("BYHOUR", hour),
    every("BYMINUTE", minute),
    second === undefined ? "BYSECOND=0" : every("BYSECOND", second),
  ];
  const days = [by("BYMONTHDAY", monthDay), by("BYDAY", weekday, (value) => weekdayCodes[value] ?? "")];
  const either = dayOr && days.every((day) => day !== "");
  const rules = (either ? days : [days.filter((day) => day !== "").join(";")]).map((day) =>
    ["FREQ=DAILY", day, ...time].filter((part) => part !== "").join(";"),
  );
  return { value: rules.length === 1 ? rules.join("") : rules.map((rule) => `RRULE:${rule}`).join("\n") };
}

function by(name: string, field: CronField | undefined, write: (value: number) => string = String): string {
  return field === undefined || field.any ? "" : every(name, field, write);
}

function every(
  name: string,
  field: CronField | undefined,
  write: (value: number) => string = String,
): string {
  return `${name}=${(field?.values ?? []).map(write).join(",")}`;
}
