import type { Clock } from "../interfaces/ports.ts";
import type { Incoming } from "./exchange.ts";

/**
 * What happens when a request is sent twice: `safe` gives the same end, `once` would make a second thing, so it is only
 * sent again when the server surely did not act on it.
 */
export type Repeat = "safe" | "once";

const attempts = 8;
/** SQLite refuses within milliseconds what Prefect lets wait for a lock for 60 s: these take about as long in all. */
const attemptsWhenLocked = 14;
/** A server that failed may fail at the same place again: a few attempts tell. */
const attemptsAfterFailure = 4;
/** A server that never answered before is probably not there: then nobody wants to wait for eight. */
const attemptsToFirstContact = 3;

const firstDelay = 200;
/* SQLite refuses to wait for a lock that it could only get after a rollback: it is mostly free a moment later. */
const firstDelayWhenLocked = 30;
const longestDelay = 8_000;
const longestRetryAfter = 300_000;

/** Whether sending the request again makes sense and is safe. */
export function isRepeatable(incoming: Incoming, repeat: Repeat): boolean {
  if (incoming.kind === "no-answer") {
    return incoming.reason !== "untrusted" && (repeat === "safe" || !incoming.sent);
  }
  if (incoming.status === 429) return true;
  return repeat === "safe" && [408, 500, 502, 503].includes(incoming.status);
}

/** How often a request is sent at most. @param reached whether the server has ever answered */
export function mostAttempts(incoming: Incoming, reached: boolean): number {
  if (!reached) return attemptsToFirstContact;
  if (isLocked(incoming)) return attemptsWhenLocked;
  return incoming.kind === "answer" && incoming.status === 500 ? attemptsAfterFailure : attempts;
}

/** Whether the server says that it has too much to do. */
export function isBusy(incoming: Incoming): boolean {
  return incoming.kind === "answer" && [429, 503].includes(incoming.status);
}

/** Whether the server may have acted on the request although there is no good answer. */
export function isAmbiguous(incoming: Incoming): boolean {
  return incoming.kind === "no-answer" ? incoming.sent : [408, 500, 502, 503].includes(incoming.status);
}

/**
 * Milliseconds to wait before the next attempt, or `undefined` when the server wants more patience than we have.
 *
 * @param failed how many attempts have failed, at least 1
 * @param random from 0 to 1
 */
export function delayBefore(
  failed: number,
  incoming: Incoming,
  clock: Pick<Clock, "now">,
  random: number,
): number | undefined {
  const wanted =
    incoming.kind === "answer" ? retryAfter(incoming.headers["retry-after"], clock.now()) : undefined;
  if (wanted !== undefined) return wanted > longestRetryAfter ? undefined : wanted * (1 + random / 10);
  const steps = failed - 1;
  const delay = isLocked(incoming) ? firstDelayWhenLocked * 3 ** steps : firstDelay * 2 ** steps;
  return Math.min(delay, longestDelay) * (0.5 + random);
}

/** What a server says whose database is locked. */
function isLocked(incoming: Incoming): boolean {
  return incoming.kind === "answer" && incoming.status === 503;
}

/** Seconds or an HTTP date, as milliseconds from now. */
function retryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1_000;
  const instant = Date.parse(header);
  return Number.isNaN(instant) ? undefined : Math.max(0, instant - now.getTime());
}
