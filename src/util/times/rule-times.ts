import { createRequire } from "node:module";
import type * as Library from "rrule";
import type { RRuleTiming } from "../../interfaces/schedule.ts";
import { readRecurrence } from "../rrule.ts";
import { denseRule, isDense } from "./dense-rule.ts";
import { instantOfWall, zoneOffset } from "../zone-offset.ts";

// Loaded when the first rule is worked out; its ES module has no named exports in plain Node.
const require = createRequire(import.meta.url);
let loaded: typeof Library | undefined;

function library(): typeof Library {
  loaded ??= require("rrule") as typeof Library;
  return loaded;
}

/** The anchor that Prefect gives a rule without one. */
const usualStart = Date.UTC(2020, 0, 1);
const day = 86_400_000;
const week = 7 * day;

/** A time at which a rule fires, or would if it were not excluded. */
export interface RuleTime {
  /** Milliseconds. */
  readonly at: number;
  readonly excluded: boolean;
}

/**
 * When a recurrence rule fires from an instant on, as Prefect works it out: by the clock on the wall. What is excluded by
 * EXDATE comes too, marked.
 */
export function ruleTimes(
  { rrule, timezone: zone = "UTC" }: RRuleTiming,
  from: number,
  to: number,
): readonly RuleTime[] {
  const read = readRecurrence(rrule).value;
  if (read === undefined) return [];
  const excluded = new Set([...read.excluded].map((text) => utcOf(text)));
  const margin = 2 * day;
  const [first, last] = [from + zoneOffset(from, zone) - margin, to + zoneOffset(to, zone) + margin];
  const start = read.start === undefined ? usualStart : utcOf(read.start);
  const included: number[] = [];
  const taken = new Set<number>();
  for (const line of linesOf(rrule)) {
    const colon = line.indexOf(":");
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
    // One by one: a call takes fewer arguments than half a year has minutes.
    if (name === "RRULE") for (const time of wallTimes(value, start, first, last)) included.push(time);
    if (name === "EXRULE") for (const time of wallTimes(value, start, first, last)) taken.add(time);
    if (name.startsWith("RDATE")) included.push(...value.split(",").map(utcOf));
  }
  const known = new Set<number>();
  return [...new Set(included)]
    .filter((wall) => !taken.has(wall))
    .sort((a, b) => a - b)
    .flatMap((wall) => {
      const at = instantOfWall(wall, zone, "first-or-earlier");
      if (at < from || at > to || known.has(at)) return [];
      const isExcluded = excluded.has(wall);
      if (!isExcluded) known.add(at);
      return [{ at, excluded: isExcluded }];
    })
    .sort((a, b) => a.at - b.at);
}

/** The lines of a rule, each with its name, as the reader of rules wants them. */
function linesOf(text: string): readonly string[] {
  return text
    .toUpperCase()
    .split(/\s+/)
    .filter((line) => line !== "")
    .map((line) => (line.includes(":") ? line : `RRULE:${line}`));
}

/** When one rule fires, by the clock on the wall. */
function wallTimes(value: string, start: number, first: number, last: number): Iterable<number> {
  const parts = new Map(value.split(";").map((part) => part.split("=") as [string, string]));
  const until = Math.min(last, parts.has("UNTIL") ? utcOf(parts.get("UNTIL") ?? "") : Infinity);
  if (isDense(parts)) return denseRule(parts, start, first, until);
  const { RRule } = library();
  // Years of weeks need not be counted through.
  const step = parts.get("FREQ") === "WEEKLY" ? week * Number(parts.get("INTERVAL") ?? 1) : 0;
  const canLeap = step > 0 && !parts.has("COUNT") && start < first;
  const dtstart = new Date(canLeap ? start + Math.floor((first - start) / step) * step : start);
  const rule = new RRule({ ...RRule.parseString(rewritten(value)), dtstart });
  return rule.between(new Date(first), new Date(until), true).map((date) => date.getTime());
}

/** `BYWEEKDAY` and `MO(+1)` are spellings of Prefect's library only; UNTIL is looked at already. */
function rewritten(value: string): string {
  return value
    .replace("BYWEEKDAY=", "BYDAY=")
    .replaceAll(/\b([A-Z]{2})\(([+-]?\d+)\)/g, "$2$1")
    .replace(/;?UNTIL=[^;]*/, "");
}

/** `20260131` or `20260131T090000`, with or without a Z, as if it were UTC, milliseconds. */
function utcOf(text: string): number {
  const [, year, month, date, hour = "0", minute = "0", second = "0"] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?/.exec(text) ?? [];
  return Date.UTC(
    ...([Number(year), Number(month) - 1, Number(date)] as const),
    ...([Number(hour), Number(minute), Number(second)] as const),
  );
}
