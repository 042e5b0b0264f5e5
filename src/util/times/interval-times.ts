import type { IntervalTiming } from "../../interfaces/schedule.ts";
import { instant } from "../time-zone.ts";
import { instantOfWall, zoneOffset } from "../zone-offset.ts";

const day = 86_400_000;

/**
 * When an interval fires from an instant on, as Prefect works it out: the way from the anchor to the first time is made
 * of equal lengths; from there, whole days are days of the clock on the wall. So across a change of clocks the times
 * depend on when the question is asked, as they do on the server.
 *
 * @param anchor the timing's own, or the one that the server gave it
 */
export function* intervalTimes(
  { interval, timezone = "UTC" }: IntervalTiming,
  anchor: string,
  from: number,
): Generator<number> {
  const length = interval * 1000;
  const days = Math.floor(length / day);
  const first = instant(anchor).getTime();
  let next = first + length * Math.trunc((from - first) / length);
  const advance = (): number =>
    days === 0
      ? next + length
      : instantOfWall(next + zoneOffset(next, timezone) + length, timezone, "second-or-later");
  while (next < from) next = advance();
  for (;;) {
    yield next;
    next = advance();
  }
}
