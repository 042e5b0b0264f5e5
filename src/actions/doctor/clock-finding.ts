import type { Finding } from "../../interfaces/look-actions.ts";
import type { PrefectApi } from "../../interfaces/prefect-api.ts";
import type { Clock } from "../../interfaces/ports.ts";

/** One look at the server's clock; all in milliseconds since 1970. */
export interface ClockReading {
  /** By our clock, before the server was asked. */
  readonly before: number;
  /** By our clock, when it had answered. */
  readonly after: number;
  /** By the server's clock, cut to seconds; undefined when it does not tell. */
  readonly server: number | undefined;
}

/** In milliseconds. */
const most = 5_000;
/** A server that is busy tells the time of some seconds ago. */
const attempts = 3;

/** Compares the server's clock with ours; one that seems wrong is looked at again. */
export async function lookAtClocks(
  api: Pick<PrefectApi, "serverTime">,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Finding> {
  const readings: ClockReading[] = [];
  for (;;) {
    const before = clock.now().getTime();
    const server = await api.serverTime();
    readings.push({ before, server, after: clock.now().getTime() });
    const found = clockFinding(readings);
    if (found.state === "ok" || readings.length >= attempts) return found;
    await clock.sleep(1_000, signal);
  }
}

/** What the best of some readings says; only what they show for certain is a difference. */
export function clockFinding(readings: readonly ClockReading[]): Finding {
  const check = "clocks";
  const differences = readings.flatMap((reading) => certainDifference(reading) ?? []);
  const [first, ...others] = differences;
  if (first === undefined) return { check, state: "ok", message: "the server does not tell its time" };
  const least = others.reduce((best, one) => (Math.abs(one) < Math.abs(best) ? one : best), first);
  if (Math.abs(least) <= most)
    return { check, state: "ok", message: `the server's clock is within ${String(most / 1000)} s of ours` };
  const [place, when] = least > 0 ? ["ahead of", "early"] : ["behind", "late"];
  const seconds = String(Math.round(Math.abs(least) / 1000));
  return {
    check,
    state: "warning",
    message: `the server's clock is ${seconds} s ${place} ours, so its schedules begin ${when}`,
    hint: "let both machines get their time by NTP; `timedatectl` says whether one does",
  };
}

/** How far the server is ahead at least, negative when it is behind; the answer was made between before and after. */
function certainDifference({ before, after, server }: ClockReading): number | undefined {
  if (server === undefined) return undefined;
  if (server > after) return server - after;
  const latest = server + 999;
  return latest < before ? latest - before : 0;
}
