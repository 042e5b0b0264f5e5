import { z } from "zod";
import type { JsonObject } from "../../interfaces/json.ts";
import { seconds } from "../../util/seconds.ts";

const ruleWithZone = z.object({ rrule: z.string(), timezone: z.string().nullish() });

/** A schedule of a `prefect.yaml` in the names of Prefect's API, which are also those of the recipe `schedule`. */
export function timingOf(given: JsonObject): JsonObject {
  const { cron, interval, rrule, timezone, anchor_date: anchor, day_or: dayOr } = given;
  const zone = isText(timezone) ? { timezone } : {};
  if (isText(cron)) {
    const either = booleanOf(dayOr);
    return { cron, ...zone, ...(either !== undefined && { day_or: either }) };
  }
  if (isText(rrule)) {
    const inner = innerRule(rrule);
    if (inner === undefined) return { rrule, ...zone };
    const own = inner.timezone ?? undefined;
    return { rrule: inner.rrule, ...(own !== undefined && { timezone: own }), ...zone };
  }
  return {
    interval: typeof interval === "number" ? interval : 0,
    ...(isText(anchor) && { anchor_date: anchor }),
    ...zone,
  };
}

/** As pydantic takes a truth value from a text or a number. */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === 0 || value === 1) return value === 1;
  if (typeof value !== "string") return undefined;
  const text = value.trim().toLowerCase();
  if (["true", "t", "yes", "y", "on", "1"].includes(text)) return true;
  return ["false", "f", "no", "n", "off", "0"].includes(text) ? false : undefined;
}

/** Seconds of what pydantic takes for a length of time: `90`, `PT1H`, `01:30:00` or `1 day, 01:30:00`. */
export function durationOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  const parts = /^(?:(\d+)\s*(?:d|days?)?,?\s+)?(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?$/i.exec(value.trim());
  if (parts === null) return value.startsWith("P") ? seconds(value) : undefined;
  const [, days = "0", hours = "0", minutes = "0", rest = "0"] = parts;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

/** Prefect also takes a rule as JSON text with its zone. */
function innerRule(text: string): z.output<typeof ruleWithZone> | undefined {
  try {
    return ruleWithZone.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
