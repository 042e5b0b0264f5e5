import { createRequire } from "node:module";
import type * as Library from "croner";
import type { CronTiming } from "../../interfaces/schedule.ts";
import { readCron, type CronField } from "../cron.ts";
import { instantOfWall, zoneOffset } from "../zone-offset.ts";

// Loaded when the first expression is worked out.
const require = createRequire(import.meta.url);
let loaded: typeof Library | undefined;

/**
 * When a cron expression fires from an instant on, as Prefect works it out: by the clock on the wall. A time that comes
 * twice counts once, one that the clocks leap over comes an hour early.
 */
export function* cronTimes(timing: CronTiming, from: number): Generator<number> {
  loaded ??= require("croner") as typeof Library;
  const cron = new loaded.Cron(patternOf(timing), {
    timezone: "UTC",
    domAndDow: timing.day_or === false,
    paused: true,
  });
  const zone = timing.timezone ?? "UTC";
  // A second before, because what is asked for comes after it.
  let wall: Date | null = new Date(from + zoneOffset(from, zone) - 1000);
  let last = -Infinity;
  while ((wall = cron.nextRun(wall)) !== null) {
    const next = instantOfWall(wall.getTime(), zone, "first-or-earlier");
    if (next >= from && next > last) yield next;
    last = Math.max(last, next);
  }
}

/** The expression with the seconds first, and what it says as plain lists of numbers. */
function patternOf({ cron: text, day_or: dayOr = true }: CronTiming): string {
  const read = readCron(text).value ?? [];
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const [minute, hour, monthDay, month, weekday, second, year] = read;
  const parts = [
    second === undefined ? "0" : plain(second),
    ...[minute, hour].map(plain),
    // Beside the first or last Friday of a month, its days do not count.
    weekday?.special === true && dayOr
      ? "*"
      : monthDay?.special === true
        ? monthDays(words[2] ?? "")
        : plain(monthDay),
    plain(month),
    weekday?.special === true ? weekdays(words[4] ?? "") : plain(weekday),
    ...(year === undefined ? [] : [plain(year)]),
  ];
  return parts.join(" ");
}

function plain(field: CronField | undefined): string {
  return field === undefined || field.any ? "*" : field.values.join(",");
}

/** `15-l` is every day from the 15th on. */
function monthDays(text: string): string {
  return text
    .split(",")
    .map((item) => (item === "l" ? "L" : item.replace(/^(\d+)-l$/, "$1-31")))
    .join(",");
}

/** `l5`, the last Friday, is written `5#L` there. */
function weekdays(text: string): string {
  return text
    .split(",")
    .map((item) => item.replace(/^l([0-7])$/, "$1#L"))
    .join(",");
}
