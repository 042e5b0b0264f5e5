import { describe, expect, it } from "vitest";
import { readCron } from "../../../src/util/cron.ts";
import { readRecurrence } from "../../../src/util/rrule.ts";
import { timeZoneRefusal } from "../../../src/util/time-zone.ts";

// Verdicts of Prefect 3.8.8 itself, asked once for each of these.
const crons = {
  taken:
    "* * * * *|@daily|@DAILY|  0 9 * * *|0 9 * * MON-FRI|0 9 * * mon-fri,sun|*/15 * * * *|0/15 * * * *|0-59/10 * * * *|" +
    "0 0 31 * *|0 0 * jan-mar *|0 0 * * 7|0 0 L * *|0 0 1,L * *|0 9 1-L * *|0 0 * * 5#3|0 0 * * fri#3|0 0 * * L5|0 0 ? * 1|" +
    "0 0 1 * ?|0 0 * * * 30|0 0 * * * 30 2030|5-1 * * * *|0 0 * * fri-mon|0 0 * nov-feb *|0 9 * * 1-5/2|0 9 * * 0-7|" +
    "0 0 1 */3 *|0 0 * * mon-fri#1|*,5 * * * *",
  refused:
    " @daily|@reboot|60 * * * *|0 24 * * *|0 0 32 * *|0 0 * 13 *|0 0 * * 8|0 0 * * 5#6|0 0 * * L|H * * * *|R * * * *|" +
    "0 0 * * 1#1,2|? * * * *|0 0 * * * 30 1960|0 0 * * * 60|1 2 3 4|1 2 3 4 5 6 7 8|1,2,,3 * * * *|*/0 * * * *|" +
    "* * * * mon-|a b c d e|-1 * * * *|1.5 * * * *|0 9 L-3 * *|0 9 15W * *|5/5/5 * * * *|*-5 * * * *|1-* * * * *|" +
    "0 9 * * MON,|0 9 * * Monday|constructor|__proto__|",
};

const rules = {
  taken: [
    "FREQ=DAILY",
    "freq=daily",
    "RRULE:FREQ=DAILY",
    "FREQ=DAILY\nEXDATE:20240101T000000",
    "FREQ=DAILY;UNTIL=20240101",
    "DTSTART:20200101T000000Z\nRRULE:FREQ=DAILY;UNTIL=20240101T000000Z",
    "FREQ=MONTHLY;BYDAY=+1MO",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=DAILY;BYDAY=MO(+1)",
    "DTSTART;TZID=America/New_York:20200101T090000\nRRULE:FREQ=DAILY",
    "FREQ=DAILY;WKST=MO",
    "FREQ=DAILY;BYSETPOS=-1",
    "EXRULE:FREQ=DAILY\nRRULE:FREQ=DAILY",
    "EXDATE;TZID=America/New_York:20240101T090000\nRRULE:FREQ=DAILY",
    "FREQ=YEARLY;BYEASTER=0",
    "RRULE:FREQ=DAILY\nRDATE:20240101T000000",
    "RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY",
    "FREQ=YEARLY;BYYEARDAY=-1,100",
    "EXDATE;VALUE=DATE:20240101\nFREQ=DAILY",
    "dtstart:20200101T000000 rrule:FREQ=DAILY",
  ],
  refused: [
    "FREQ=DALY",
    "FREQ=DAILY;BYHOUR=25",
    "FREQ=DAILY;FOO=1",
    "INTERVAL=2",
    "FREQ=DAILY;INTERVAL=x",
    "FREQ=DAILY;BYDAY=XX",
    "FREQ=DAILY;",
    "FREQ=DAILY;UNTIL=20240101T000000Z",
    "DTSTART:20200101T000000Z\nRRULE:FREQ=DAILY;UNTIL=20240101",
    "every day",
    "",
    "FOO:FREQ=DAILY",
    "FREQ=DAILY;BYDAY=",
    "FREQ=DAILY BYHOUR=9",
    "FREQ=DAILY;BYHOUR",
    "FREQ=DAILY;WKST=QQ",
    "FREQ=DAILY;BYSETPOS=0",
    "FREQ=DAILY;BYHOUR=9,",
    "FREQ=DAILY\nEXDATE:nonsense",
    "FREQ = DAILY",
    "FREQ=DAILY,WEEKLY",
    "RRULE;X=1:FREQ=DAILY",
    "DTSTART:20200101T000000,20210101T000000\nFREQ=DAILY",
  ],
};

describe("syntax as Prefect's server takes it", () => {
  it.each(crons.taken.split("|"))("takes the cron expression %j", (text) => {
    expect(readCron(text).refused).toBeUndefined();
  });

  it.each(crons.refused.split("|"))("refuses the cron expression %j and shows it", (text) => {
    expect(readCron(text).refused?.message).toContain(`"${text}" is not a cron expression`);
  });

  it.each(rules.taken)("takes the rule %j", (text) => {
    expect(readRecurrence(text).refused).toBeUndefined();
  });

  it.each(rules.refused)("refuses the rule %j and shows it", (text) => {
    expect(readRecurrence(text).refused?.message).toContain(`"${text}" is not a recurrence rule`);
  });

  it("reads what a cron field stands for", () => {
    const values = (text: string): unknown =>
      readCron(text).value?.map((field) => (field.any ? "*" : field.values));
    expect(values("*/20 9-17/4 1,15 jan-mar fri-mon")).toEqual([
      [0, 20, 40],
      [9, 13, 17],
      [1, 15],
      [1, 2, 3],
      [0, 1, 5, 6],
    ]);
    expect(values("50/5 * ? * 7")).toEqual([[50, 55], "*", "*", "*", [0]]);
  });

  it("takes every kind of IANA name, the old ones too [C08]", () => {
    const names =
      "US/Pacific|Europe/Paris|UTC|Etc/UTC|GMT|Zulu|EST|EST5EDT|Europe/Kyiv|Europe/Kiev|Asia/Calcutta|America/Port_of_Spain|" +
      "America/Argentina/ComodRivadavia|Etc/GMT+5|GB|NZ-CHAT|W-SU|America/Nuuk";
    expect(names.split("|").filter((name) => timeZoneRefusal(name) !== undefined)).toEqual([]);
  });

  it("refuses what is no zone on the server, with a candidate where one is near", () => {
    const hints = Object.fromEntries(
      ["us/pacific", "europe/paris", "Europe/Pariss", "New York", "PST", "+01:00", "Mars/Base", ""].map(
        (name) => [name, timeZoneRefusal(name)?.hint],
      ),
    );
    const example = "use an IANA name, for example Europe/Paris, US/Pacific or UTC";
    expect(hints).toEqual({
      "us/pacific": "did you mean US/Pacific?",
      "europe/paris": "did you mean Europe/Paris?",
      "Europe/Pariss": "did you mean Europe/Paris?",
      "New York": "did you mean America/New_York?",
      PST: expect.any(String) as string,
      "+01:00": example,
      "Mars/Base": example,
      "": example,
    });
  });
});
