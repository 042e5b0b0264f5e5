import type { Timing } from "../../interfaces/schedule.ts";

/*
 * The server rewrites schedules: it adds anchors, DTSTART lines and default zones. Two timings are equal when they
 * fire at the same times, so what the server added never shows as a change.
 */

/** What Prefect goes by where a timing says nothing. */
export const unsaid = { timezone: "UTC", day_or: true } as const;

/** Whether what Prefect has fires as declared. */
export function sameTiming(want: Timing, have: Timing): boolean {
  if ("cron" in want) {
    return (
      "cron" in have &&
      want.cron === have.cron &&
      zoneOf(want) === zoneOf(have) &&
      (want.day_or ?? unsaid.day_or) === (have.day_or ?? unsaid.day_or)
    );
  }
  if ("interval" in want) {
    const anchored = want.anchor_date === undefined;
    return (
      "interval" in have &&
      want.interval === have.interval &&
      zoneOf(want) === zoneOf(have) &&
      (anchored || sameInstant(want.anchor_date, have.anchor_date))
    );
  }
  return "rrule" in have && zoneOf(want) === zoneOf(have) && ruleOf(want.rrule, have.rrule) === have.rrule;
}

/** The declared timing with the anchor that Prefect chose, so that a write for another reason moves no run. */
export function keepingAnchor(want: Timing, have: Timing | undefined): Timing {
  if (have === undefined) return want;
  if ("interval" in want && "interval" in have && have.anchor_date !== undefined) {
    return { ...want, anchor_date: want.anchor_date ?? have.anchor_date };
  }
  return "rrule" in want && "rrule" in have && sameTiming(want, have) ? { ...want, rrule: have.rrule } : want;
}

/** The time zone that a timing fires in. */
export function zoneOf(timing: Timing): string {
  return (timing as { timezone?: string | null }).timezone ?? unsaid.timezone;
}

/**
 * The declared rule with the DTSTART line that the server put before the one it has: a fixed one, or one near the time
 * of the write where a rule fires every few minutes or seconds.
 */
function ruleOf(want: string, have: string): string {
  if (/DTSTART/i.test(want)) return want;
  const moving = /FREQ=(?:MINUTELY|SECONDLY)/i.test(want);
  const injected = moving ? /^DTSTART:\d{8}T\d{6}\n/ : /^DTSTART:20200101T000000\n/;
  return (injected.exec(have)?.[0] ?? "") + want;
}

function sameInstant(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && instantOf(a) === instantOf(b);
}

/** Milliseconds of an ISO text; one without an offset counts as UTC, as on the server. */
function instantOf(text: string): number {
  const dated = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text;
  return Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(dated) ? dated : `${dated}Z`);
}
