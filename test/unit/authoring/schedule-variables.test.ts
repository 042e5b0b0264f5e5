import { describe, expect, it } from "vitest";
import { schedulesVariables, toSchedules } from "../../../src/kit.ts";
import { describeIssues } from "../../../src/util/describe-issues.ts";

function problems(input: unknown): string[] {
  const { error } = schedulesVariables.safeParse(input);
  return describeIssues(error?.issues ?? [], input, schedulesVariables).map(({ path, message, hint }) =>
    [path.join("."), message, hint ?? ""].join(" | "),
  );
}
const read = (input: unknown): unknown => toSchedules(schedulesVariables.parse(input));

describe("schedule variables", () => {
  it("take each kind as it is written [E25]", () => {
    expect(read({ cron: "0 0 * * *", timezone: "America/Chicago", day_or: false, slug: "night" })).toEqual([
      { slug: "night", schedule: { cron: "0 0 * * *", timezone: "America/Chicago", day_or: false } },
    ]);
    expect(read({ rrule: "FREQ=DAILY;BYDAY=MO,WE,FR,SA", timezone: "US/Pacific" })).toEqual([
      { slug: "schedule", schedule: { rrule: "FREQ=DAILY;BYDAY=MO,WE,FR,SA", timezone: "US/Pacific" } },
    ]);
    expect(
      read({ interval: 3600, "anchor-date": "2026-01-01T09:00:00Z", active: false, parameters: { x: 1 } }),
    ).toEqual([
      {
        slug: "schedule",
        schedule: { interval: 3600, anchor_date: "2026-01-01T09:00:00Z" },
        active: false,
        parameters: { x: 1 },
      },
    ]);
    expect(read({ interval: 60, anchor_date: "2026-01-01" })).toEqual([
      { slug: "schedule", schedule: { interval: 60, anchor_date: "2026-01-01" } },
    ]);
  });

  it("take an interval as seconds, as a text of seconds and as a duration [E26]", () => {
    const intervals = [3600, "3600", "PT1H", "PT60M", "P1D", "P1W", "PT0.5S", "P1DT1H"];
    const seconds = intervals.map(
      (interval) => toSchedules(schedulesVariables.parse({ interval }))[0]?.schedule,
    );
    expect(seconds).toEqual(
      [3600, 3600, 3600, 3600, 86_400, 604_800, 0.5, 90_000].map((interval) => ({ interval })),
    );
    for (const interval of [0, -5, "", "1h", "P1M", "PT", "P", "-3600", "P1Y"]) {
      expect(problems({ interval })).toEqual([
        `interval | ${JSON.stringify(interval)} is not a length of time | write seconds above 0, for example 3600, or a duration such as "PT1H"`,
      ]);
    }
  });

  it("want exactly one kind [E26]", () => {
    const hint = "give exactly one of cron, interval and rrule";
    expect(problems({})).toEqual([` | the schedule has none of cron, interval and rrule | ${hint}`]);
    expect(problems({ cron: "@daily", interval: 60 })).toEqual([
      ` | the schedule has cron and interval | ${hint}`,
    ]);
    expect(problems({ cron: "@daily", interval: 60, rrule: "FREQ=DAILY" })).toEqual([
      ` | the schedule has cron and interval and rrule | ${hint}`,
    ]);
  });

  it("refuse what belongs to another kind", () => {
    expect(problems({ rrule: "FREQ=DAILY", day_or: true })).toEqual([
      "day_or | day_or stands without cron | ",
    ]);
    expect(problems({ cron: "@daily", anchor_date: "2026-01-01" })).toEqual([
      "anchor_date | anchor_date stands without interval | ",
    ]);
    expect(problems({ interval: 60, anchor_date: "2026-01-01", "anchor-date": "2026-01-01" })).toEqual([
      "anchor-date | anchor_date and anchor-date are the same; both are given | ",
    ]);
    expect(problems({ interval: 60, anchor_date: "soon" })).toEqual([
      'anchor_date | "soon" is not an ISO 8601 time | write it like 2026-01-31T09:00:00Z',
    ]);
  });

  it("say what is wrong with a cron expression, a rule or a time zone, all at once", () => {
    expect(problems({ cron: "61 9 * * *", timezone: "Europe/Pariss" })).toEqual([
      'cron | "61 9 * * *" is not a cron expression: "61" is not a minute | minute goes from 0 to 59',
      'timezone | "Europe/Pariss" is not a time zone | did you mean Europe/Paris?',
    ]);
    expect(problems({ rrule: "FREQ=DALY" })).toEqual([
      'rrule | "FREQ=DALY" is not a recurrence rule: "DALY" is not valid for FREQ | did you mean DAILY?',
    ]);
    expect(problems({ crom: "@daily" })).toEqual(['crom | unknown key "crom" | did you mean cron?']);
  });

  it("take several, each with a slug of its own", () => {
    const schedules = [{ cron: "@daily" }, { cron: "@hourly", slug: "often" }, { interval: 60 }];
    expect(read({ schedules })).toEqual([
      { slug: "schedule-1", schedule: { cron: "@daily" } },
      { slug: "often", schedule: { cron: "@hourly" } },
      { slug: "schedule-3", schedule: { interval: 60 } },
    ]);
    expect(
      problems({
        schedules: [
          { cron: "@daily", slug: "a" },
          { cron: "@hourly", slug: "a" },
        ],
      }),
    ).toEqual(['schedules.1.slug | two schedules have the slug "a" | ']);
    expect(problems({ schedules, cron: "@daily" })).toEqual([
      "cron | cron stands beside schedules | put it into the list",
    ]);
    expect(
      problems({ schedules: [{ cron: "@dayly" }, { interval: 0 }] }).map((each) => each.split(" | ")[0]),
    ).toEqual(["schedules.0.cron", "schedules.1.interval"]);
  });
});
