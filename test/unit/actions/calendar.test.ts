import { describe, expect, it } from "vitest";
import { calendar } from "../../../src/actions/calendar.ts";
import type { PlannedSchedule } from "../../../src/actions/calendar/planned-schedule.ts";
import { overloads } from "../../../src/actions/calendar/sharing.ts";
import { scheduleTimes } from "../../../src/util/times/schedule-times.ts";
import { optionsFor, projectWith } from "./project.ts";

const file = (lines: readonly string[]): Readonly<Record<string, string>> => ({
  "meta_prefect.yaml": ["name: acme", ...lines].join("\n"),
});
const from = "2026-12-21T00:00:00Z";

describe("a calendar of what is declared", () => {
  it("counts the runs of each hour in the zone that is asked for, and marks days off", async () => {
    const root = await projectWith(
      file([
        "deployments:",
        "  etl:",
        "    - name: night",
        '      recipes: [work_pool: { name: p, type: process }, schedule: { cron: "30 2 * * *", timezone: Europe/Berlin }, holidays: { country: DE }]',
        "    - name: paused",
        '      recipes: [schedule: { cron: "0 * * * *", active: false }]',
      ]),
    );
    const found = await calendar({ ...optionsFor(root), from, weeks: 1, timezone: "Europe/Berlin" });
    expect(found.diagnostics).toEqual([]);
    const [night, paused] = found.schedules;
    expect(night).toMatchObject({ deployment: "etl/night", slug: "schedule", active: true, runs: 5 });
    expect(night?.times[0]).toBe("2026-12-21T01:30:00.000Z");
    expect(night?.daysOff).toEqual(["2026-12-25", "2026-12-26"]);
    expect(paused).toMatchObject({ active: false, runs: 169 });
    const off = found.days.filter((day) => day.off > 0).map(({ day }) => day);
    expect(off).toEqual(["2026-12-25", "2026-12-26"]);
    expect(found.days.map(({ hours }) => hours[2])).toEqual([1, 1, 1, 1, 0, 0, 1, 0]);
    expect(found.days.flatMap(({ hours }) => hours).reduce((sum, runs) => sum + runs, 0)).toBe(5);
  });

  it("says what begins at the same instant in a pool, and where more begins than may run", async () => {
    const root = await projectWith(
      file([
        "components:",
        "  - work_pool: { name: p, type: process, concurrency_limit: 2 }",
        "deployments:",
        "  etl:",
        ...["a", "b", "c"].map(
          (name) =>
            `    - { name: ${name}, recipes: [work_pool: { name: p }, schedule: { cron: "0 ${name === "c" ? "*/12" : "0"} * * *" }] }`,
        ),
      ]),
    );
    const { collisions, overloads, diagnostics } = await calendar({
      ...optionsFor(root),
      ...{ from: "2026-12-21T00:00:01Z", weeks: 1, timezone: "UTC" },
    });
    expect(diagnostics).toEqual([]);
    expect(collisions).toEqual([
      {
        workPool: "p",
        deployments: ["etl/a", "etl/b", "etl/c"],
        times: 7,
        first: "2026-12-22T00:00:00.000Z",
      },
    ]);
    expect(overloads).toEqual([
      { kind: "work-pool", name: "p", limit: 2, most: 3, times: 7, first: "2026-12-22T00:00:00.000Z" },
    ]);
  });

  it("is worked out for half a year of every minute, and for three days of every second", () => {
    const start = Date.parse(from);
    const after = (days: number): number => start + days * 86_400_000 - 1;
    expect(scheduleTimes({ rrule: "FREQ=SECONDLY" }, start, after(3)).times).toHaveLength(259_200);
    const { times } = scheduleTimes({ rrule: "FREQ=MINUTELY" }, start, after(182));
    const limit = 1;
    const schedule: PlannedSchedule = {
      ...{ deployment: "etl/a", environment: "dev", slug: "s", timing: { cron: "* * * * *" }, active: true },
      ...{ workPool: null, workQueue: null, limit },
    };
    const firing = { schedule, times };
    expect(overloads([firing, firing], new Map())).toEqual([
      {
        kind: "deployment",
        name: "etl/a",
        limit,
        most: 2,
        times: 262_080,
        first: "2026-12-21T00:00:00.000Z",
      },
    ]);
  });

  it.each([
    [{ weeks: 0 }, "0 weeks cannot be shown"],
    [{ weeks: 27 }, "27 weeks cannot be shown"],
    [{ timezone: "Mars/Base" }, '"Mars/Base" is not a time zone'],
    [{ from: "soon" }, '"soon" is not an ISO 8601 time'],
  ])("refuses %j", async (wrong, message) => {
    await expect(calendar({ ...optionsFor("/nowhere"), ...wrong })).rejects.toMatchObject({
      code: "bad-calendar",
      message,
    });
  });
});
