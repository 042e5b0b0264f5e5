import { Instance } from "../values/value.ts";
import { day, pad, part, span } from "./time-parts.ts";

/** A timedelta as pydantic writes it: `P1DT2H3S`. */
export function durationText(value: Instance): string {
  let rest = span(value);
  const sign = rest < 0n ? "-" : "";
  if (rest < 0n) rest = -rest;
  const days = rest / day;
  const hours = (rest / 3_600_000_000n) % 24n;
  const minutes = (rest / 60_000_000n) % 60n;
  const seconds = (rest / 1_000_000n) % 60n;
  const micros = rest % 1_000_000n;
  if (days === 0n && rest === 0n) return "PT0S";
  let fraction = pad(micros, 6);
  while (fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  const clock = `${hours > 0n ? `${String(hours)}H` : ""}${minutes > 0n ? `${String(minutes)}M` : ""}${seconds > 0n || micros > 0n ? `${String(seconds)}${micros > 0n ? `.${fraction}` : ""}S` : ""}`;
  return `${sign}P${days > 0n ? `${String(days)}D` : ""}${clock === "" ? "" : `T${clock}`}`;
}

/** The date of a date or datetime: `2026-01-31`. */
export function dateText(value: Instance): string {
  return `${pad(part(value, "year"), 4)}-${pad(part(value, "month"))}-${pad(part(value, "day"))}`;
}

/** The time of day, with microseconds where there are some: `09:30:00.000001`. */
export function clockText(value: Instance): string {
  const micros = part(value, "microsecond");
  return `${pad(part(value, "hour"))}:${pad(part(value, "minute"))}:${pad(part(value, "second"))}${micros === 0n ? "" : `.${pad(micros, 6)}`}`;
}

/** `+05:30`, `Z` in JSON for UTC; empty without a time zone; undefined where the zone's offset is not known. */
export function offsetText(value: Instance, json: boolean): string | undefined {
  const zone = value.attributes.get("tzinfo") ?? null;
  if (zone === null) return "";
  const offset = zone instanceof Instance ? zone.attributes.get(" offset") : undefined;
  if (!(offset instanceof Instance)) return undefined;
  const minutes = span(offset) / 60_000_000n;
  if (json && minutes === 0n) return "Z";
  const plain = minutes < 0n ? -minutes : minutes;
  return `${minutes < 0n ? "-" : "+"}${pad(plain / 60n)}:${pad(plain % 60n)}`;
}
