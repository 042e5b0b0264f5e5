import { Range } from "./value.ts";

/** How many numbers a range has. */
export function rangeLength(range: Range): bigint {
  const { start, stop, step } = range;
  if (step > 0n) return stop > start ? (stop - start + step - 1n) / step : 0n;
  return stop < start ? (start - stop - step - 1n) / -step : 0n;
}
