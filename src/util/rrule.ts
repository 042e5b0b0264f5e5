import { candidatesHint } from "./did-you-mean.ts";
import { refuse, type Checked } from "./checked.ts";

/** A recurrence text after reading. */
export interface Recurrence {
  /** The properties of each RRULE, by upper-case name. */
  readonly rules: readonly ReadonlyMap<string, string>[];
  /** The value of DTSTART, without a zone; absent when there is none. */
  readonly start?: string;
  /** The values of all EXDATE lines, without zones. */
  readonly excluded: ReadonlySet<string>;
}

const frequencies = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const weekday = /^(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)$|^(?:MO|TU|WE|TH|FR|SA|SU)\([+-]?\d{1,2}\)$/;
const moment = /^\d{8}(?:T\d{6}Z?)?$/;

const list =
  (low: number, high: number, negative = false) =>
  (value: string): boolean =>
    value.split(",").every((item) => {
      const number = /^[+-]?\d+$/.test(item) ? Number(item) : NaN;
      const size = negative ? Math.abs(number) : number;
      return size >= low && size <= high;
    });
const positive = (value: string): boolean => /^\d+$/.test(value) && Number(value) > 0;
const weekdays = (value: string): boolean => value.split(",").every((day) => weekday.test(day));

/** What each property of a rule may hold, as Prefect's server takes it. */
const properties: Readonly<Record<string, (value: string) => boolean>> = {
  FREQ: (value) => frequencies.includes(value),
  INTERVAL: positive,
  COUNT: positive,
  UNTIL: (value) => moment.test(value),
  WKST: (value) => /^(?:MO|TU|WE|TH|FR|SA|SU)$/.test(value),
  BYDAY: weekdays,
  BYWEEKDAY: weekdays,
  BYMONTH: list(1, 12),
  BYMONTHDAY: list(1, 31, true),
  BYYEARDAY: list(1, 366, true),
  BYWEEKNO: list(1, 53, true),
  BYEASTER: list(0, 366, true),
  BYSETPOS: list(1, 366, true),
  BYHOUR: list(0, 23),
  BYMINUTE: list(0, 59),
  BYSECOND: list(0, 59),
};

/**
 * Reads an RFC 5545 recurrence as Prefect's server does: a bare rule, or lines of DTSTART, RRULE, RDATE, EXRULE and
 * EXDATE.
 */
export function readRecurrence(text: string): Checked<Recurrence> {
  const rules: ReadonlyMap<string, string>[] = [];
  const excluded = new Set<string>();
  let start: string | undefined;
  let zoned = false;
  const wrong = (why: string, hint?: string): Checked<Recurrence> =>
    refuse(
      `"${text}" is not a recurrence rule: ${why}`,
      hint ?? "write it like FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=9",
    );
  for (const line of text.split(/\s+/).filter((each) => each !== "")) {
    const [head, value] = divide(line);
    const [name = "", ...parameters] = head.split(";");
    const strange = parameters.find((each) => !allowed(name).some((beginning) => each.startsWith(beginning)));
    if (strange !== undefined) return wrong(`"${strange}" cannot stand after ${name}`);
    if (name === "RRULE" || name === "EXRULE") {
      const rule = readRule(value);
      if (rule.refused !== undefined) return wrong(rule.refused.message, rule.refused.hint);
      if (name === "RRULE") rules.push(rule.value);
    } else if (name === "EXDATE" || name === "RDATE" || name === "DTSTART") {
      const values = value.toUpperCase().split(",");
      const bad = values.find((each) => !moment.test(each));
      if (bad !== undefined)
        return wrong(`"${bad}" in ${name} is not a time`, "write times like 20260131T090000");
      if (name === "EXDATE") for (const each of values) excluded.add(each.replace("Z", ""));
      if (name !== "DTSTART") continue;
      if (values.length > 1) return wrong("DTSTART has more than one time");
      start = value.toUpperCase().replace("Z", "");
      zoned = value.toUpperCase().endsWith("Z") || parameters.some((each) => each.startsWith("TZID="));
    } else
      return wrong(
        `"${name}" is unknown`,
        candidatesHint(name, ["RRULE", "DTSTART", "EXDATE", "RDATE", "EXRULE"]),
      );
  }
  if (rules.length === 0) return wrong("it has no rule");
  // The server refuses a rule of which only one of the two ends is fixed to UTC.
  if (rules.some((rule) => rule.has("UNTIL") && rule.get("UNTIL")?.endsWith("Z") !== zoned)) {
    return wrong(
      "UNTIL and DTSTART must both end with Z, or neither",
      "leave the Z out and set timezone instead",
    );
  }
  return { value: { rules, excluded, ...(start === undefined ? {} : { start }) } };
}

/** What a property's parameters may begin with. */
function allowed(name: string): readonly string[] {
  if (name === "RDATE") return ["VALUE=DATE-TIME"];
  return name === "EXDATE" || name === "DTSTART" ? ["TZID=", "VALUE=DATE"] : [];
}

/** Name with parameters, and value; a line without a colon is a rule. */
function divide(line: string): [head: string, value: string] {
  const colon = line.indexOf(":");
  if (colon < 0) return ["RRULE", line];
  const head = line.slice(0, colon);
  return [head.replace(/^[^;]*/, (name) => name.toUpperCase()), line.slice(colon + 1)];
}

function readRule(text: string): Checked<ReadonlyMap<string, string>> {
  const rule = new Map<string, string>();
  for (const pair of text.toUpperCase().split(";")) {
    const [name = "", value, ...rest] = pair.split("=");
    const accepts = properties[name];
    if (accepts === undefined) {
      return refuse(`"${pair}" has no known name`, candidatesHint(name, Object.keys(properties)));
    }
    if (value === undefined || rest.length > 0 || !accepts(value)) {
      return refuse(
        `"${value ?? ""}" is not valid for ${name}`,
        name === "FREQ" ? candidatesHint(value ?? "", frequencies) : undefined,
      );
    }
    rule.set(name, value);
  }
  return rule.has("FREQ") ? { value: rule } : refuse("FREQ is missing");
}
