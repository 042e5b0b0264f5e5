import { createRequire } from "node:module";
import type Holidays from "date-holidays";
import { candidatesHint } from "./did-you-mean.ts";
import type { Refusal } from "./checked.ts";

// The calendars take a tenth of a second to load, so they are loaded when the first one is asked for. A builder has to
// answer at once, which an `import()` cannot.
const require = createRequire(import.meta.url);
let loaded: typeof Holidays | undefined;

function calendars(): typeof Holidays {
  loaded ??= require("date-holidays") as typeof Holidays;
  return loaded;
}

/** Says why there is no calendar for a country, or for a part of it; undefined when there is one. */
export function calendarRefusal(
  country: string,
  subdivision?: string,
): (Refusal & { readonly of: "country" | "subdivision" }) | undefined {
  const all = new (calendars())();
  const countries = all.getCountries("en");
  if (!Object.hasOwn(countries, country)) {
    const named = Object.entries(countries).find(
      ([, name]) => name.toLowerCase() === country.toLowerCase(),
    )?.[0];
    const code = named ?? Object.keys(countries).find((each) => each === country.toUpperCase());
    return {
      of: "country",
      message: `there is no holiday calendar for the country "${country}"`,
      hint: code === undefined ? "use its two-letter ISO 3166 code, for example FR" : `did you mean ${code}?`,
    };
  }
  // Undefined, against its type, for a country without parts.
  const parts = (all.getStates(country) as Readonly<Record<string, string>> | undefined) ?? {};
  if (subdivision === undefined || Object.hasOwn(parts, subdivision)) return undefined;
  return {
    of: "subdivision",
    message: `there is no holiday calendar for "${subdivision}" in ${country}`,
    hint: candidatesHint(subdivision, Object.keys(parts)),
  };
}

/** The public holidays of a country, or of a part of it, in one year: `YYYYMMDD`, ascending, each day once. */
export function countryHolidays(year: number, country: string, subdivision?: string): string[] {
  const calendar = new (calendars())();
  calendar.init(country, subdivision ?? "");
  const days = calendar
    .getHolidays(year)
    .filter((holiday) => holiday.type === "public")
    .flatMap(({ date, start, end }) => {
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
      const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
      return Array.from({ length }, (_, index) =>
        new Date(first + index * 86_400_000).toISOString().slice(0, 10),
      );
    });
  return [...new Set(days)].sort().map((day) => day.replaceAll("-", ""));
}
