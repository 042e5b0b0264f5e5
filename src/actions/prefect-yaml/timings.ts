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
  const length =
    typeof interval === "number" ? interval : isText(interval) ? (lengthOf(interval) ?? interval) : 0;
  return { interval: length, ...(isText(anchor) && { anchor_date: anchor }), ...zone };
}

/** As pydantic takes a truth value from a text. */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const text = value.trim().toLowerCase();
  if (["true", "t", "yes", "y", "on", "1"].includes(text)) return true;
  return ["false", "f", "no", "n", "off", "0"].includes(text) ? false : undefined;
}

/** Seconds of `PT1H`, `3600`, `01:30:00` or `1 day, 01:30:00`. */
function lengthOf(text: string): number | undefined {
  const parts = /^(?:(\d+)\s*(?:d|days?)?,?\s+)?(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?$/i.exec(text.trim());
  if (parts === null) return seconds(text);
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
