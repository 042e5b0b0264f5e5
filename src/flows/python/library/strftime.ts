import type { Instance } from "../values/value.ts";
import { pad, part } from "./time-parts.ts";
import { dateText } from "./time-text.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A time in a format of `%` codes; undefined where a code is not known. */
export function strftime(value: Instance, format: string): string | undefined {
  const codes: Readonly<Record<string, () => string>> = {
    Y: () => pad(part(value, "year"), 4),
    m: () => pad(part(value, "month")),
    d: () => pad(part(value, "day")),
    H: () => pad(part(value, "hour")),
    M: () => pad(part(value, "minute")),
    S: () => pad(part(value, "second")),
    y: () => pad(part(value, "year") % 100n),
    f: () => pad(part(value, "microsecond"), 6),
    B: () => months[Number(part(value, "month")) - 1] ?? "",
    b: () => (months[Number(part(value, "month")) - 1] ?? "").slice(0, 3),
    "%": () => "%",
    F: () => dateText(value),
    T: () => `${pad(part(value, "hour"))}:${pad(part(value, "minute"))}:${pad(part(value, "second"))}`,
  };
  const unknown: string[] = [];
  const out = format.replaceAll(/%(.)/gsu, (_, code: string) => {
    const make = codes[code];
    if (make === undefined) unknown.push(code);
    return make?.() ?? "";
  });
  return unknown.length > 0 ? undefined : out;
}
