const quarter = 900_000;
const day = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

/**
 * How far the clocks of a time zone are ahead of UTC at an instant, milliseconds.
 *
 * @param timeZone IANA name
 */
export function zoneOffset(instant: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  // Clocks are put forward and back at quarters of an hour only, and asking is slow.
  const start = Math.floor(instant / quarter) * quarter;
  const ofZone = offsets.get(timeZone) ?? new Map<number, number>();
  offsets.set(timeZone, ofZone);
  const known = ofZone.get(start);
  if (known !== undefined) return known;
  const offset = wallAt(start, timeZone) - start;
  ofZone.set(start, offset);
  return offset;
}

function wallAt(instant: number, timeZone: string): number {
  const formatter = formatters.get(timeZone) ?? newFormatter(timeZone);
  const parts = new Map(formatter.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

function newFormatter(timeZone: string): Intl.DateTimeFormat {
  const digits = "numeric";
  const formatter = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", year: digits, month: digits, day: digits },
    ...{ hour: digits, minute: digits, second: digits },
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

/**
 * The instant at which the clocks of a zone show a time, milliseconds. Where clocks are put back, a time comes twice;
 * where they are put forward, it does not come at all.
 *
 * @param wall what the clock shows, as if it were UTC, milliseconds
 * @param otherwise whether a time that comes twice is the first or the second of the two, and one that does not come is
 *   counted with the clocks as they are after the change (so it is too early) or as they were before it (too late)
 */
export function instantOfWall(
  wall: number,
  timeZone: string,
  otherwise: "first-or-earlier" | "second-or-later",
): number {
  const [before, after] = [zoneOffset(wall - day, timeZone), zoneOffset(wall + day, timeZone)];
  const candidates = [wall - before, wall - after];
  const real = candidates.filter((instant) => instant + zoneOffset(instant, timeZone) === wall);
  const among = real.length === 0 ? candidates : real;
  return otherwise === "first-or-earlier" ? Math.min(...among) : Math.max(...among);
}
