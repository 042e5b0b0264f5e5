import type { Instance } from "../values/value.ts";

/** Microseconds of a day. */
export const day = 86_400_000_000n;

/** Days from 1970-01-01 to a date. */
export const epochDays = (year: number, month: number, date: number): number => {
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, date);
  return time.getTime() / 86_400_000;
};

/** A number in text, with zeros before it up to a width. */
export function pad(value: bigint | number, width = 2): string {
  return String(value).padStart(width, "0");
}

/** A whole number that a time keeps under a name, 0 without one. */
export function part(value: Instance, name: string): bigint {
  const found = value.attributes.get(name);
  return typeof found === "bigint" ? found : 0n;
}

/** Microseconds of a timedelta. */
export function span(value: Instance): bigint {
  return part(value, "days") * day + part(value, "seconds") * 1_000_000n + part(value, "microseconds");
}
