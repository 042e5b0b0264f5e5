import type { CalendarDay, CalendarResult, CalendarSchedule } from "../../index.ts";
import { cut, escape } from "./escape.ts";
import { renderTiming } from "./status.ts";
import { count, table } from "./table.ts";

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const shades = ["·", "░", "▒", "▓", "█"];
/** Rows of collisions and overloads in the text; the page and --json have all. */
const few = 10;

/** `Fri 2026-12-25`. */
export function dayName(day: string): string {
  return `${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ""} ${day}`;
}

/** How strong a number is shown beside the largest one: 0 for none, to 4. */
export function strength(runs: number, most: number): number {
  return runs === 0 ? 0 : Math.max(1, Math.ceil((runs / most) * 4));
}

/** The most runs that begin in one hour; at least 1. */
export function busiestHour(days: readonly CalendarDay[]): number {
  return days.reduce((most, { hours }) => Math.max(most, ...hours), 1);
}

/** An instant as the clocks of a zone show it: `2026-12-25 09:00`. */
export function momentIn(instant: string, timezone: string): string {
  const text = new Date(instant).toLocaleString("sv-SE", { timeZone: timezone, hourCycle: "h23" });
  return text.slice(0, 16);
}

/** Runs of a day. */
export function runsOf({ hours }: CalendarDay): number {
  return hours.reduce((sum, runs) => sum + runs, 0);
}

/** What is to be said of a schedule beside its times. */
export function remarkOf({ active, unknown, daysOff }: CalendarSchedule): string {
  return [
    ...(active ? [] : ["off"]),
    ...(unknown === undefined ? [] : [unknown]),
    ...(daysOff.length === 0 ? [] : [`not on ${daysOff.join(", ")}`]),
  ].join("; ");
}

/** What begins together, and too many at once, as sentences without a period. */
export function warningsOf({ collisions, overloads, timezone }: CalendarResult): {
  readonly overloads: readonly string[];
  readonly collisions: readonly string[];
} {
  return {
    overloads: overloads.map(({ kind, name, limit, most, times, first }) => {
      const limited = `${kind.replace("-", " ")} ${name} runs ${String(limit)} at a time`;
      return `${limited}, and up to ${String(most)} begin in one minute: ${count(times, "time")}, first ${momentIn(first, timezone)}`;
    }),
    collisions: collisions.map(({ workPool, deployments, times, first }) => {
      const where = workPool === null ? "" : ` in ${workPool}`;
      return `${deployments.join(", ")} begin together${where}: ${count(times, "time")}, first ${momentIn(first, timezone)}`;
    }),
  };
}

/** The next weeks for a terminal: a line of hours for each day, then the schedules and what begins together. */
export function renderCalendar(result: CalendarResult): string {
  const { project, api, timezone, from, to, days, schedules } = result;
  const most = busiestHour(days);
  const active = schedules.filter((schedule) => schedule.active);
  const total = active.reduce((sum, { runs }) => sum + runs, 0);
  const place = api ?? "as declared";
  const heading = `${escape(project)} · ${escape(place)} · ${momentIn(from, timezone)} to ${momentIn(to, timezone)} ${timezone}`;
  if (schedules.length === 0) return `${heading}\n\nThere is no schedule.\n`;
  const ruler = Array.from({ length: 8 }, (_, index) => String(index * 3).padEnd(6)).join("");
  const rows = days.map((day) => {
    const cells = day.hours.map((runs) => (shades[strength(runs, most)] ?? "").repeat(2)).join("");
    const off = day.off === 0 ? "" : `   day off of ${count(day.off, "schedule")}`;
    return `  ${dayName(day.day)}  ${cells}  ${String(runsOf(day)).padStart(6)}${off}`;
  });
  const warnings = warningsOf(result);
  const list = (heads: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0
      ? []
      : [
          "",
          `${heads}:`,
          ...lines.slice(0, few).map((line) => `  ${escape(line)}`),
          ...(lines.length > few ? [`  and ${String(lines.length - few)} more (--json has all)`] : []),
        ];
  const lines = schedules.map((schedule) => {
    const next = schedule.times[0];
    return [
      escape(schedule.deployment),
      escape(schedule.slug),
      cut(renderTiming(schedule.timing), 40),
      String(schedule.runs),
      next === undefined ? "-" : momentIn(next, timezone),
      cut(remarkOf(schedule), 60),
    ];
  });
  return [
    heading,
    "",
    `  ${" ".repeat(16)}${ruler}  runs`,
    ...rows,
    "",
    `  each sign is an hour: ${shades[0] ?? ""} none, ${shades[4] ?? ""} up to ${count(most, "run")}`,
    "",
    ...table([["deployment", "schedule", "when", "runs", "next", ""], ...lines]),
    ...list("Too many at once", warnings.overloads),
    ...list("At the same instant", warnings.collisions),
    "",
    `${count(total, "run")} of ${count(active.length, "schedule")} that are on.`,
    "",
  ].join("\n");
}
