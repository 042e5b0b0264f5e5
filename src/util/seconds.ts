const duration =
  /^P(?=.)(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=.)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const weights = [604_800, 86_400, 3_600, 60, 1];

/**
 * Seconds of a length of time; undefined when it is none or not above 0. Takes a number of seconds, a text with one,
 * or an ISO 8601 duration of weeks, days, hours, minutes and seconds.
 *
 * @example
 * ```ts
 * seconds("PT1H30M"); // 5400
 * seconds("3600"); // 3600
 * ```
 */
export function seconds(length: string | number): number | undefined {
  const value = typeof length === "number" ? length : fromText(length.trim());
  return value > 0 && Number.isFinite(value) ? value : undefined;
}

function fromText(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const match = duration.exec(text);
  return match === null
    ? NaN
    : weights.reduce((sum, weight, index) => sum + weight * Number(match[index + 1] ?? 0), 0);
}
