import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { calendar } from "../../src/actions/calendar.ts";
import { actionOptions, deployed } from "../support/actions.ts";
import { read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { readAll } from "../support/read-all.ts";
import { unique } from "../support/unique.ts";

const project = unique("weeks");
const flow = `${project}-etl`;
/** Weeks in which clocks are put forward and back, in the north and in the south. */
const spans = ["2027-03-09T12:00:00.000Z", "2027-10-25T23:00:00.000Z"];

const fixed = [
  { cron: "30 2 * * *", timezone: "Europe/Berlin" },
  { cron: "30 * * * *", timezone: "America/New_York" },
  { cron: "0 5 13 * 5", timezone: "US/Pacific", day_or: false },
  { cron: "0 5 13 * 5", timezone: "US/Pacific" },
  { cron: "0 9 L * *" },
  { cron: "0 9 * * 5#2", timezone: "Australia/Sydney" },
  { interval: 86_400, anchor_date: "2026-03-28T02:30:00+01:00", timezone: "Europe/Berlin" },
  { interval: 90_000, anchor_date: "2026-11-01T05:30:00Z", timezone: "America/New_York" },
  { interval: 10_800, anchor_date: "2026-01-01T00:20:00Z", timezone: "America/New_York" },
  { rrule: "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=30", timezone: "America/New_York" },
  { rrule: "DTSTART:20260102T013000\nRRULE:FREQ=HOURLY;INTERVAL=5", timezone: "Pacific/Auckland" },
  {
    rrule: "DTSTART:20260101T090000\nRRULE:FREQ=DAILY\nEXDATE:20270312T090000,20271028T090000",
    timezone: "Asia/Kolkata",
  },
];
const zone = fc.constantFrom("UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "US/Pacific");
const generated = fc.oneof(
  fc.record({
    cron: fc
      .tuple(
        fc.constantFrom("0", "30", "*/20", "5,35"),
        fc.constantFrom("*", "2", "1-3", "*/4"),
        fc.constantFrom("*", "13", "*/2", "1-15", "L"),
        fc.constantFrom("*", "3-11", "*/2"),
        fc.constantFrom("*", "1", "mon-fri", "fri-mon", "0,6"),
      )
      .map((fields) => fields.join(" ")),
    timezone: zone,
    day_or: fc.boolean(),
  }),
  fc.record({
    interval: fc.constantFrom(3_600, 5_400, 43_200, 86_400, 129_600, 172_800, 604_800),
    anchor_date: fc.constantFrom("2026-07-01T01:30:00Z", "2026-12-20T07:30:00+01:00", "2026-02-03"),
    timezone: zone,
  }),
  fc.record({
    rrule: fc
      .tuple(
        fc.constantFrom("", "DTSTART:20260915T013000\nRRULE:"),
        fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "HOURLY;INTERVAL=5", "DAILY;INTERVAL=3"),
        fc.constantFrom("", ";BYDAY=MO,WE,SU", ";BYMONTHDAY=-1,12,13,14,30,31"),
        fc.constantFrom("", ";BYHOUR=2", ";BYHOUR=1,9;BYMINUTE=30"),
        fc.constantFrom("", "\nEXDATE:20270312T023000,20270313T020000,20271031T013000"),
      )
      .map(
        ([start, frequency, days, times, excluded]) => `${start}FREQ=${frequency}${days}${times}${excluded}`,
      ),
    timezone: zone,
  }),
);
const timings = [...fixed, ...fc.sample(generated, { numRuns: 40, seed: 20_261_121 })];

let folder: ProjectFolder;
beforeAll(async () => {
  const schedules = timings.map((timing, index) => ({ ...timing, slug: `s${String(index)}` }));
  folder = await makeProject({
    "flows/etl.py": `from prefect import flow\n\n\n@flow(name="${flow}")\ndef etl(): ...\n`,
    "meta_prefect.yaml": JSON.stringify({
      name: project,
      deployments: {
        [flow]: [
          { name: "all", recipes: [{ schedule: { schedules } }] },
          { name: "counted", recipes: [{ schedule: { interval: 7_200, slug: "every" } }] },
        ],
      },
    }),
  });
  await deployed(folder.path);
});
afterAll(() => folder.remove());

const run = z.looseObject({
  expected_start_time: z.string(),
  created_by: z.looseObject({ display_value: z.string().nullable() }).nullable(),
});

/** The times of each schedule from an instant on, as the server makes its runs. */
async function serverTimes(name: string, from: string, to: string): Promise<Map<string, string[]>> {
  const { id } = await read("GET", `/deployments/name/${flow}/${name}`, z.looseObject({ id: z.string() }));
  const asked = { start_time: from, end_time: to, min_runs: 60, max_runs: 60 };
  await read("POST", `/deployments/${id}/schedule`, z.unknown(), asked);
  const times = new Map<string, string[]>();
  const made = await readAll("/flow_runs/filter", run, {
    deployments: { id: { any_: [id] } },
    flow_runs: { expected_start_time: { after_: from, before_: to } },
    sort: "EXPECTED_START_TIME_ASC",
  });
  for (const { expected_start_time: time, created_by: creator } of made) {
    const slug = creator?.display_value ?? "";
    times.set(slug, [...(times.get(slug) ?? []), new Date(time).toISOString()]);
  }
  return times;
}

describe("a calendar", () => {
  it.each(spans)(
    "from %s on has the times at which the server makes the runs of every kind of schedule [N28]",
    async (from) => {
      const to = new Date(Date.parse(from) + 14 * 86_400_000).toISOString();
      const options = { ...actionOptions(folder.path), from, weeks: 2, timezone: "UTC" };
      const declared = await calendar(options);
      const live = await calendar({ ...options, deployed: true });
      const have = await serverTimes("all", from, to);
      for (const [index, timing] of timings.entries()) {
        const slug = `s${String(index)}`;
        // Prefect makes up to 60 runs of each, counted from the first.
        const want = (have.get(slug) ?? []).slice(0, 60);
        for (const { schedules } of [declared, live]) {
          const found = schedules.find((one) => one.slug === slug);
          expect(found?.times.slice(0, 60), JSON.stringify(timing)).toEqual(want);
        }
      }
      expect([...have.values()].flat().length).toBeGreaterThan(500);
    },
  );

  it("knows the anchor of an interval only from the server", async () => {
    const from = spans[0] ?? "";
    const options = { ...actionOptions(folder.path), from, weeks: 1, timezone: "Asia/Kolkata" };
    const every = ({ schedules }: Awaited<ReturnType<typeof calendar>>) =>
      schedules.find(({ slug }) => slug === "every");
    const declared = every(await calendar(options));
    expect(declared).toMatchObject({ times: [] });
    expect(declared?.unknown).toContain("anchor_date");
    const to = new Date(Date.parse(from) + 7 * 86_400_000).toISOString();
    const live = every(await calendar({ ...options, deployed: true }));
    expect(live?.times.slice(0, 60)).toEqual((await serverTimes("counted", from, to)).get("every"));
  });
});
