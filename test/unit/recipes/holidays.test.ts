import fc from "fast-check";
import rruleLibrary from "rrule";
import { describe, expect, it } from "vitest";
import { isMetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import type { DeployableFlow, Timing } from "../../../src/kit.ts";
import { holidays, schedule } from "../../../src/recipes/index.ts";
import { countryHolidays } from "../../../src/util/country-holidays.ts";
import { excludeDays } from "../../../src/util/exclude-days.ts";
import { usFederalHolidays } from "../../../src/util/us-federal-holidays.ts";
import { isDeepFrozen, reference, refusals, render } from "./render.ts";

const now = "2023-06-01T00:00:00Z";
const golden =
  "20240115T000000,20240219T000000,20241014T000000,20240101T000000,20240527T000000,20240619T000000,20240704T000000," +
  "20240902T000000,20241111T000000,20241128T000000,20241225T000000,20230116T000000,20230220T000000,20231009T000000," +
  "20230101T000000,20230102T000000,20230529T000000,20230619T000000,20230704T000000,20230904T000000,20231111T000000," +
  "20231110T000000,20231123T000000,20231225T000000";

function timingOf(deployable: DeployableFlow, given = {}): Timing | undefined {
  return render(deployable, { now, ...given }).deployment.schedules?.[0]?.schedule;
}
const rruleOf = (rrule: string, variables = {}): string => {
  const timing = timingOf(holidays(variables)(schedule({ rrule })(reference)));
  return timing !== undefined && "rrule" in timing ? timing.rrule : "";
};

describe("US federal holidays", () => {
  it("are the golden list, in its order [C14]", () => {
    expect(rruleOf("FREQ=DAILY;BYDAY=MO,WE,FR,SA")).toBe(`FREQ=DAILY;BYDAY=MO,WE,FR,SA\nEXDATE:${golden}`);
  });

  it("are as many as in the original's library, observed days too [C14]", () => {
    const counts = [2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030].map(
      (year) => usFederalHolidays(year).length,
    );
    expect(counts).toEqual([15, 13, 13, 11, 11, 12, 15, 12, 12, 11]);
    expect(usFederalHolidays(2027)).toContain("20271231");
    expect(usFederalHolidays(2026)).toEqual(expect.arrayContaining(["20260703", "20260704"]));
  });
});

describe("holidays of other countries", () => {
  it("come from the library, each day of a long one, observed ones too", () => {
    expect(countryHolidays(2026, "FR")).toEqual(expect.arrayContaining(["20260101", "20260406", "20260714"]));
    // Mother's Day: observed, but nobody's day off.
    expect(countryHolidays(2026, "FR")).not.toContain("20260531");
    expect(countryHolidays(2026, "GB")).toContain("20261228");
    expect(countryHolidays(2026, "AE")).toEqual(expect.arrayContaining(["20260320", "20260321", "20260322"]));
    expect(countryHolidays(2026, "DE", "BY")).toContain("20260106");
    expect(countryHolidays(2026, "DE")).not.toContain("20260106");
  });

  it("stand in the rule", () => {
    const rule = rruleOf("FREQ=DAILY;BYHOUR=9", { country: "DE", subdivision: "BY", horizon_years: 0 });
    const days = countryHolidays(2023, "DE", "BY");
    expect(rule).toBe(`FREQ=DAILY;BYHOUR=9\nEXDATE:${days.map((day) => `${day}T090000`).join(",")}`);
  });

  it("of an unknown country or part are refused with a candidate", () => {
    const refused = (variables: Parameters<typeof holidays>[0]): unknown => {
      try {
        holidays(variables);
      } catch (thrown) {
        return isMetaPrefectError(thrown) ? [thrown.message, thrown.hint] : thrown;
      }
      return undefined;
    };
    expect(refused({ country: "Germany" })).toEqual([
      'recipe "holidays": variables.country: there is no holiday calendar for the country "Germany"',
      "did you mean DE?",
    ]);
    expect(refused({ country: "fr" })).toEqual([expect.stringContaining('"fr"'), "did you mean FR?"]);
    expect(refused({ country: "DE", subdivision: "BYY" })).toEqual([
      'recipe "holidays": variables.subdivision: there is no holiday calendar for "BYY" in DE',
      "did you mean BY?",
    ]);
  });
});

describe("excluded times", () => {
  it("are those at which the rule fires, not midnight", () => {
    const days = ["20260101", "20260703"];
    const excluded = (rrule: string): string | undefined =>
      excludeDays({ rrule }, days).value?.rrule.split("EXDATE:")[1];
    expect(excluded("FREQ=DAILY;BYHOUR=9")).toBe("20260101T090000,20260703T090000");
    expect(excluded("FREQ=DAILY;BYHOUR=9;BYMINUTE=0,30")).toBe(
      "20260101T090000,20260101T093000,20260703T090000,20260703T093000",
    );
    expect(excluded("DTSTART:20200101T081530\nRRULE:FREQ=DAILY")).toBe("20260101T081530,20260703T081530");
    expect(excluded("FREQ=HOURLY;INTERVAL=12")).toBe(
      "20260101T000000,20260101T120000,20260703T000000,20260703T120000",
    );
  });

  it("stand in a last line of their own, also behind an EXDATE line that comes first, and once", () => {
    const first = "EXDATE:20260101T000000\nRRULE:FREQ=DAILY";
    const once = excludeDays({ rrule: first }, ["20260101", "20260703"]).value;
    expect(once?.rrule).toBe(`${first}\nEXDATE:20260703T000000`);
    expect(excludeDays({ rrule: once?.rrule ?? "" }, ["20260101", "20260703"]).value).toEqual(once);
  });

  it("are what an independent library then leaves out, and nothing else is left out", () => {
    const days = [...usFederalHolidays(2026), ...usFederalHolidays(2027)];
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 });
    const minutes = fc.uniqueArray(fc.constantFrom(0, 15, 30), { minLength: 1, maxLength: 2 });
    const weekdays = fc.uniqueArray(fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU"), {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        fc.constantFrom("DAILY", "WEEKLY"),
        hours,
        minutes,
        weekdays,
        fc.boolean(),
        (freq, h, m, d, started) => {
          const by = `FREQ=${freq};BYDAY=${d.join(",")};BYMINUTE=${m.join(",")};BYSECOND=0`;
          const rule = started ? `DTSTART:20260101T071000Z\nRRULE:${by}` : `${by};BYHOUR=${h.join(",")}`;
          const { value } = excludeDays({ rrule: rule }, days);
          const dates = (text: string): string[] =>
            rruleLibrary
              .rrulestr(text.startsWith("DTSTART") ? text : `DTSTART:20260101T000000Z\nRRULE:${text}`)
              .between(new Date("2026-01-01T00:00:00Z"), new Date("2027-12-31T23:59:59Z"), true)
              .map((date) => date.toISOString())
              .sort();
          const kept = dates(rule).filter((date) => !days.includes(date.slice(0, 10).replaceAll("-", "")));
          expect(dates(value?.rrule ?? "")).toEqual(kept);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("fail the deployment when the rule grows beyond what Prefect takes", () => {
    const long = schedule({ rrule: "FREQ=DAILY;BYHOUR=0,2,4,6,8,10,12,14,16,18,20,22;BYMINUTE=0,30" })(
      reference,
    );
    expect(refusals(holidays()(long), { now })).toMatchObject([
      {
        code: "recipe-failed",
        message: expect.stringMatching(
          /^schedule "schedule": the rule would be \d+ characters long .* Prefect takes 6500$/,
        ) as string,
        hint: "let it fire less often a day, or reduce horizon_years",
      },
    ]);
    const fits = (days: number): boolean =>
      excludeDays(
        { rrule: "FREQ=DAILY" },
        Array.from({ length: days }, (_, n) => String(20_000_000 + n)),
      ).refused === undefined;
    // 10 for the rule, 24 for the DTSTART that the server adds, 8 for "\nEXDATE:", 16 for each date less a comma.
    const most = Math.floor((6500 - 10 - 24 - 8 + 1) / 16);
    expect([fits(most), fits(most + 1)]).toEqual([true, false]);
  });
});

describe("other kinds of schedules", () => {
  const exdate = `EXDATE:${golden}`;

  it("turn a cron expression into the rule that fires at the same times", () => {
    const converted = (cron: string, more = {}): Timing | undefined =>
      timingOf(holidays()(schedule({ cron, timezone: "US/Pacific", ...more })(reference)));
    expect(converted("0 0 * * *")).toEqual({
      rrule: `FREQ=DAILY;BYHOUR=0;BYMINUTE=0;BYSECOND=0\n${exdate}`,
      timezone: "US/Pacific",
    });
    expect(converted("30 9 1,15 jan-mar *")).toMatchObject({
      rrule: expect.stringContaining(
        "FREQ=DAILY;BYMONTHDAY=1,15;BYMONTH=1,2,3;BYHOUR=9;BYMINUTE=30;BYSECOND=0\n",
      ) as string,
    });
    expect(converted("0 9 1 * MON")).toMatchObject({
      rrule: expect.stringMatching(
        /^RRULE:FREQ=DAILY;BYMONTHDAY=1;.*\nRRULE:FREQ=DAILY;BYDAY=MO;.*\nEXDATE:/,
      ) as string,
    });
    expect(converted("0 9 1-7 * MON", { day_or: false })).toMatchObject({
      rrule: expect.stringMatching(/^FREQ=DAILY;BYMONTHDAY=1,2,3,4,5,6,7;BYDAY=MO;/) as string,
    });
  });

  it("turn an interval of whole days with an anchor into a rule", () => {
    const timing = timingOf(
      holidays()(
        schedule({ interval: "P7D", anchor_date: "2023-01-02T17:00:00Z", timezone: "US/Pacific" })(reference),
      ),
    );
    expect(timing).toEqual({
      rrule: `DTSTART:20230102T090000\nRRULE:FREQ=DAILY;INTERVAL=7\n${exdate.replaceAll("T000000", "T090000")}`,
      timezone: "US/Pacific",
    });
  });

  it("say so when there is no such rule", () => {
    const refused = (variables: Parameters<typeof schedule>[0]): unknown =>
      refusals(holidays()(schedule(variables)(reference)), { now }).map(({ message, hint }) => [
        message,
        hint,
      ]);
    expect(refused({ cron: "0 9 * * 5#3", slug: "third" })).toEqual([
      [
        'schedule "third": the cron expression "0 9 * * 5#3" has no equal recurrence rule',
        "write the schedule as an rrule, for example FREQ=MONTHLY;BYDAY=+3FR;BYHOUR=9",
      ],
    ]);
    const hint = "use whole days with an anchor_date, a cron expression or an rrule";
    expect(refused({ interval: 86_400 })).toEqual([
      [
        'schedule "schedule": days cannot be taken out of an interval of 86400 seconds without an anchor date',
        hint,
      ],
    ]);
    expect(refused({ interval: 3600, anchor_date: "2023-01-01" })).toEqual([
      ['schedule "schedule": days cannot be taken out of an interval of 3600 seconds', hint],
    ]);
  });
});

describe("the holidays recipe", () => {
  it("does nothing without a schedule, and all schedules otherwise", () => {
    expect(render(holidays()(reference)).deployment).not.toHaveProperty("schedules");
    const two = schedule({ schedules: [{ rrule: "FREQ=DAILY" }, { cron: "@daily", active: true }] });
    const { deployment } = render(holidays()(two(reference)), { now });
    expect(
      deployment.schedules?.map(({ slug, active, schedule: timing }) => [slug, active, "rrule" in timing]),
    ).toEqual([
      ["schedule-1", undefined, true],
      ["schedule-2", true, true],
    ]);
    expect(isDeepFrozen(deployment)).toBe(true);
  });

  it("changes nothing when it is applied twice", () => {
    const once = holidays()(schedule({ rrule: "FREQ=DAILY;BYHOUR=9", timezone: "US/Pacific" })(reference));
    expect(render(holidays()(once), { now }).deployment).toEqual(render(once, { now }).deployment);
  });

  it("looks ahead as many years as it is told, from the run's date", () => {
    const years = (horizon_years: number, at: string): string[] => {
      const timing = timingOf(holidays({ horizon_years })(schedule({ rrule: "FREQ=DAILY" })(reference)), {
        now: at,
      });
      const dates =
        timing !== undefined && "rrule" in timing ? (timing.rrule.split("EXDATE:")[1] ?? "").split(",") : [];
      return [...new Set(dates.map((date) => date.slice(0, 4)))];
    };
    expect(years(0, "2026-11-21T00:00:00Z")).toEqual(["2026"]);
    expect(years(2, "2026-11-21T00:00:00Z")).toEqual(["2028", "2027", "2026"]);
  });
});
