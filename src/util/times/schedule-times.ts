import type { Timing } from "../../interfaces/schedule.ts";
import { cronTimes } from "./cron-times.ts";
import { intervalTimes } from "./interval-times.ts";
import { ruleTimes } from "./rule-times.ts";

/** When a schedule fires between two instants. */
export interface ScheduleTimes {
  /** Milliseconds, ascending. */
  readonly times: readonly number[];
  /** When it would fire, were it not told otherwise. */
  readonly excluded: readonly number[];
  /** Why nothing is known. */
  readonly unknown?: string;
}

/**
 * When a schedule fires from an instant to another one, both included, as Prefect's server works it out.
 *
 * @param from milliseconds, as `to`
 */
export function scheduleTimes(timing: Timing, from: number, to: number): ScheduleTimes {
  if ("cron" in timing) return { times: until(cronTimes(timing, from), to), excluded: [] };
  if ("rrule" in timing) {
    const all = ruleTimes(timing, from, to);
    const of = (excluded: boolean): readonly number[] =>
      all.filter((one) => one.excluded === excluded).map(({ at }) => at);
    return { times: of(false), excluded: of(true) };
  }
  const { anchor_date: anchor } = timing;
  if (anchor === undefined) {
    return { times: [], excluded: [], unknown: "it has no anchor_date, so it counts from its first deploy" };
  }
  return { times: until(intervalTimes(timing, anchor, from), to), excluded: [] };
}

function until(times: Iterable<number>, to: number): readonly number[] {
  const found: number[] = [];
  for (const time of times) {
    if (time > to) break;
    found.push(time);
  }
  return found;
}
