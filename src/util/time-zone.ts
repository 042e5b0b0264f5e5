import { candidatesHint } from "./did-you-mean.ts";
import type { Refusal } from "./checked.ts";

/** The abbreviations among the zones; others, such as PST, are known to JavaScript but not to Prefect. */
const abbreviations = [
  "CET",
  "EET",
  "EST",
  "GMT",
  "HST",
  "MET",
  "MST",
  "PRC",
  "ROC",
  "ROK",
  "UCT",
  "UTC",
  "WET",
];

const verdicts = new Map<string, Refusal | undefined>();

/**
 * Says why a text is not the name of a time zone; undefined when it is one. Takes every IANA name, also the old ones
 * such as `US/Pacific`. Prefect compares names letter by letter, so the case counts.
 */
export function timeZoneRefusal(name: string): Refusal | undefined {
  if (!verdicts.has(name)) verdicts.set(name, judge(name));
  return verdicts.get(name);
}

function judge(name: string): Refusal | undefined {
  // by far the most frequent one; the list of all takes 20 ms to make
  if (name === "UTC") return undefined;
  const known = Intl.supportedValuesOf("timeZone");
  // Old names are not in the list, but each of their parts begins with a capital; offsets such as +01:00 do not.
  const shaped = name.split("/").every((part) => /^[A-Z][A-Za-z0-9_+-]*$/.test(part));
  const abbreviated = /^[A-Z]{3}$/.test(name) && !abbreviations.includes(name);
  if (
    known.includes(name) ||
    (shaped && !abbreviated && isZone(name) && !known.some((zone) => same(zone, name)))
  )
    return undefined;
  const city = name.split("/").at(-1) ?? name;
  const exact = known.find(
    (zone) => same(zone, name) || same(zone.split("/").at(-1) ?? "", city.replaceAll(" ", "_")),
  );
  return {
    message: `"${name}" is not a time zone`,
    hint: exact === undefined ? nearest(name, known) : `did you mean ${exact}?`,
  };
}

function nearest(name: string, known: readonly string[]): string {
  const [area = "", city = ""] = name.split("/");
  const capital = `${area.length < 4 ? area.toUpperCase() : capitalised(area)}/${capitalised(city)}`;
  if (capital !== name && isZone(capital)) return `did you mean ${capital}?`;
  const hint = candidatesHint(name, known);
  return hint.startsWith("did you mean")
    ? hint
    : "use an IANA name, for example Europe/Paris, US/Pacific or UTC";
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The moment that an ISO 8601 text names; as on Prefect's server, one without an offset is in UTC. */
export function instant(text: string): Date {
  return new Date(/T.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) || !text.includes("T") ? text : `${text}Z`);
}

/** A moment as a clock on the wall of a time zone shows it: `YYYYMMDDTHHMMSS`. */
export function wallClock(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}${part("month")}${part("day")}T${part("hour")}${part("minute")}${part("second")}`;
}
