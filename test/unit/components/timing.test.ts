import { describe, expect, it } from "vitest";
import { keepingAnchor, sameTiming } from "../../../src/components/deployment/timing.ts";
import type { Timing } from "../../../src/interfaces/schedule.ts";

const noon = "2026-01-01T12:00:00.123456Z";

describe("a declared timing is what Prefect has", () => {
  it.each<[string, Timing, Timing]>([
    ["a cron to which Prefect added day_or", { cron: "0 9 * * *" }, { cron: "0 9 * * *", day_or: true }],
    [
      "a cron in UTC where Prefect has no zone",
      { cron: "@daily", timezone: "UTC" },
      { cron: "@daily", day_or: true },
    ],
    [
      "an interval that Prefect anchored",
      { interval: 3600 },
      { interval: 3600, anchor_date: noon, timezone: "UTC" },
    ],
    [
      "an anchor that is the same instant in another offset",
      { interval: 60, anchor_date: "2024-01-01T00:00:00+02:00" },
      { interval: 60, anchor_date: "2023-12-31T22:00:00Z", timezone: "UTC" },
    ],
    [
      "an anchor without an offset, which is UTC whatever the zone",
      { interval: 60, anchor_date: "2024-01-01", timezone: "America/New_York" },
      { interval: 60, anchor_date: "2024-01-01T00:00:00Z", timezone: "America/New_York" },
    ],
    [
      "a rule that Prefect started in 2020",
      { rrule: "FREQ=DAILY" },
      { rrule: "DTSTART:20200101T000000\nFREQ=DAILY", timezone: "UTC" },
    ],
    [
      "a rule of minutes that Prefect started near the write",
      { rrule: "FREQ=MINUTELY;INTERVAL=30" },
      { rrule: "DTSTART:20261121T113000\nFREQ=MINUTELY;INTERVAL=30", timezone: "UTC" },
    ],
  ])("%s", (_what, want, have) => {
    expect(sameTiming(want, have)).toBe(true);
  });

  it.each<[string, Timing, Timing]>([
    ["another text of a cron", { cron: "0 9 * * *" }, { cron: "0 9 * * * ", day_or: true }],
    ["another zone", { cron: "0 9 * * *", timezone: "Europe/Berlin" }, { cron: "0 9 * * *", day_or: true }],
    [
      "a zone that was taken away",
      { cron: "0 9 * * *" },
      { cron: "0 9 * * *", timezone: "Europe/Berlin", day_or: true },
    ],
    ["day_or that was taken away", { cron: "0 9 1 * 1" }, { cron: "0 9 1 * 1", day_or: false }],
    ["another interval", { interval: 3600 }, { interval: 7200, anchor_date: noon, timezone: "UTC" }],
    [
      "another anchor",
      { interval: 60, anchor_date: "2024-01-01" },
      { interval: 60, anchor_date: noon, timezone: "UTC" },
    ],
    [
      "a DTSTART that was taken away",
      { rrule: "FREQ=DAILY" },
      { rrule: "DTSTART:20240101T090000\nFREQ=DAILY", timezone: "UTC" },
    ],
    [
      "a DTSTART that was added",
      { rrule: "DTSTART:20240101T090000\nFREQ=DAILY" },
      { rrule: "DTSTART:20200101T000000\nFREQ=DAILY", timezone: "UTC" },
    ],
    ["another kind", { cron: "0 9 * * *" }, { interval: 60, anchor_date: noon, timezone: "UTC" }],
  ])("not with %s", (_what, want, have) => {
    expect(sameTiming(want, have)).toBe(false);
  });
});

describe("a write for another reason", () => {
  it.each<[string, Timing, Timing, Timing]>([
    [
      "keeps the anchor",
      { interval: 60 },
      { interval: 60, anchor_date: noon },
      { interval: 60, anchor_date: noon },
    ],
    [
      "keeps the anchor of another interval",
      { interval: 90 },
      { interval: 60, anchor_date: noon },
      { interval: 90, anchor_date: noon },
    ],
    [
      "sets a declared anchor",
      { interval: 60, anchor_date: "2024-01-01" },
      { interval: 60, anchor_date: noon },
      { interval: 60, anchor_date: "2024-01-01" },
    ],
    [
      "keeps the start of a rule",
      { rrule: "FREQ=MINUTELY" },
      { rrule: "DTSTART:20261121T113000\nFREQ=MINUTELY" },
      { rrule: "DTSTART:20261121T113000\nFREQ=MINUTELY" },
    ],
    [
      "lets another rule start anew",
      { rrule: "FREQ=DAILY" },
      { rrule: "DTSTART:20200101T000000\nFREQ=WEEKLY" },
      { rrule: "FREQ=DAILY" },
    ],
  ])("%s", (_what, want, have, sent) => {
    expect(keepingAnchor(want, have)).toEqual(sent);
  });
});
