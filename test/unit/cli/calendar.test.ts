import { describe, expect, it } from "vitest";
import type { CalendarOptions, CalendarResult } from "../../../src/index.ts";
import { runWith } from "./harness.ts";

const none = Array.from({ length: 24 }, () => 0);
const result: CalendarResult = {
  project: "acme",
  api: null,
  timezone: "UTC",
  from: "2026-12-24T00:00:00.000Z",
  to: "2026-12-31T00:00:00.000Z",
  days: [
    { day: "2026-12-24", hours: none.map((_, hour) => (hour === 2 ? 4 : hour === 9 ? 1 : 0)), off: 0 },
    { day: "2026-12-25", hours: none, off: 2 },
  ],
  schedules: [
    {
      ...{ deployment: "etl/<night>", environment: "prod", slug: "night", workPool: "p", active: true },
      timing: { cron: "0 2 * * *", timezone: "UTC" },
      runs: 5,
      times: ["2026-12-24T02:00:00.000Z"],
      daysOff: ["2026-12-25"],
    },
    {
      ...{ deployment: "etl/often", environment: "prod", slug: "often", workPool: "p", active: false },
      timing: { interval: 3_600 },
      ...{ runs: 0, times: [], daysOff: [], unknown: "it has no anchor_date" },
    },
  ],
  collisions: [
    { workPool: "p", deployments: ["etl/a", "etl/b"], times: 3, first: "2026-12-24T02:00:00.000Z" },
  ],
  overloads: [
    {
      ...{ kind: "work-pool", name: "p", limit: 2, most: 4, times: 1 },
      first: "2026-12-24T02:00:00.000Z",
    },
  ],
  diagnostics: [],
};

function run(args: readonly string[]): ReturnType<typeof runWith> {
  return runWith(["calendar", ...args], { calendar: () => Promise.resolve(result) });
}

describe("the command calendar", () => {
  it("shows hours, days off, schedules, and what is too much", async () => {
    const { code, stdout } = await run([]);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "acme · as declared · 2026-12-24 00:00 to 2026-12-31 00:00 UTC

                        0     3     6     9     12    15    18    21      runs
        Thu 2026-12-24  ····██············░░····························       5
        Fri 2026-12-25  ················································       0   day off of 2 schedules

        each sign is an hour: · none, █ up to 4 runs

        deployment    schedule   when            runs   next
        etl/<night>   night      0 2 * * * UTC   5      2026-12-24 02:00   not on 2026-12-25
        etl/often     often      every 1 h       0      -                  off; it has no anchor_date

      Too many at once:
        work pool p runs 2 at a time, and up to 4 begin in one minute: 1 time, first 2026-12-24 02:00

      At the same instant:
        etl/a, etl/b begin together in p: 3 times, first 2026-12-24 02:00

      5 runs of 1 schedule that are on.
      "
    `);
  });

  it("prints a page and a drawing that ask nobody for anything, with names as text", async () => {
    for (const form of ["--html", "--svg"]) {
      const { code, stdout } = await run([form]);
      expect(code).toBe(0);
      expect(stdout).not.toMatch(/(?:src|href)=|@import|url\(/);
      expect(stdout).not.toContain("<night>");
      expect(stdout).toContain("Fri 2026-12-25");
    }
    const { stdout } = await run(["--html"]);
    expect(stdout).toContain("etl/&lt;night&gt;");
    expect(stdout).toContain('<td class="s4">4</td>');
    expect(stdout).toContain("work pool p runs 2 at a time, and up to 4 begin in one minute");
  });

  it("hands its options on, and prints all of it as JSON", async () => {
    let asked: CalendarOptions | undefined;
    const { stdout } = await runWith(
      ["calendar", "etl/*", "--weeks", "8", "--timezone", "Asia/Tokyo", "--deployed", "--json"],
      {
        calendar: (options) => {
          asked = options;
          return Promise.resolve(result);
        },
      },
    );
    expect(asked).toMatchObject({ weeks: 8, timezone: "Asia/Tokyo", deployed: true, selectors: ["etl/*"] });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, ...result });
  });

  it.each([
    [["--weeks", "many"], "--weeks cannot be many"],
    [["--html", "--svg"], "--html stands beside --svg"],
  ])("refuses %j", async (args, message) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });
});
