import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { plan } from "../../src/actions/plan.ts";
import { actionOptions, deployed } from "../support/actions.ts";
import { raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

const project = unique("rounds");
const flow = `${project}-etl`;

/** Each kind of schedule with what is hard about it. */
const schedules = {
  cron: '{ cron: "30 2 * * *", timezone: Europe/Berlin }',
  "cron-day-and": '{ cron: "0 0 1-15 * 5", timezone: America/Chicago, day_or: false }',
  interval: "{ interval: 5400 }",
  "interval-anchored":
    '{ interval: 86400, anchor_date: "2026-03-28T02:30:00+01:00", timezone: Europe/Berlin }',
  "rrule-without-start": '{ rrule: "FREQ=DAILY;BYHOUR=2;BYMINUTE=30;BYSECOND=0", timezone: Europe/Berlin }',
  // Prefect takes the moment of the deploy for its start.
  "rrule-by-minutes": '{ rrule: "FREQ=MINUTELY;INTERVAL=1440" }',
  "rrule-with-start":
    '{ rrule: "DTSTART:20260101T090000\\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE", timezone: America/New_York }',
  "rrule-set":
    '{ rrule: "DTSTART:20260101T020000\\nRRULE:FREQ=DAILY\\nEXDATE:20261225T020000,20261226T020000", timezone: Australia/Sydney }',
} as const;

const entries = Object.entries(schedules).map(
  ([slug, timing]) =>
    `    - name: ${slug}\n      recipes:\n        - schedule: ${timing.replace("}", `, slug: ${slug} }`)}\n`,
);
const file = (tag: string): string =>
  `name: ${project}\ndefaults: { recipes: [{ tags: { tags: [${tag}] } }] }\ndeployments:\n  ${flow}:\n${entries.join("")}`;

const deployment = z.looseObject({
  id: z.string(),
  tags: z.array(z.string()),
  schedules: z.array(z.looseObject({ id: z.string(), schedule: z.record(z.string(), z.unknown()) })),
});
let folder: ProjectFolder;

const look = (name: string): Promise<z.output<typeof deployment>> =>
  read("GET", `/deployments/name/${flow}/${name}`, deployment);

/** The next 50 run times, as the server makes them: asked until it has made them all. */
async function nextTimes(name: string): Promise<readonly string[]> {
  const { id } = await look(name);
  const body = { max_runs: 50, min_runs: 50, end_time: "2040-01-01T00:00:00Z" };
  expect((await raw("POST", `/deployments/${id}/schedule`, body)).status).toBe(200);
  const runs = await read(
    "POST",
    "/flow_runs/filter",
    z.array(z.looseObject({ expected_start_time: z.string() })),
    {
      deployments: { id: { any_: [id] } },
      flow_runs: { state: { type: { any_: ["SCHEDULED"] } } },
      sort: "EXPECTED_START_TIME_ASC",
      limit: 50,
    },
  );
  return runs.map((run) => new Date(run.expected_start_time).toISOString());
}

beforeAll(async () => {
  folder = await makeProject({
    "flows/etl.py": `from prefect import flow\n\n\n@flow(name="${flow}")\ndef etl(): ...\n`,
    "meta_prefect.yaml": file("one"),
  });
  await deployed(folder.path);
});
afterAll(async () => {
  await folder.remove();
});

describe("every kind of schedule", () => {
  it("is as declared right after a deploy: the next plan is empty [N28]", async () => {
    const { plan: next } = await plan(actionOptions(folder.path));
    expect(next).toMatchObject({ changes: [], unchanged: expect.any(Number) as number });
  });

  it.each(Object.keys(schedules))(
    "%s keeps its id, its anchor and its next 50 run times when its deployment is deployed changed [N28]",
    async (name) => {
      const before = { deployment: await look(name), times: await nextTimes(name) };
      expect(before.times).toHaveLength(50);
      const tag = `again-${name}`;
      await folder.write("meta_prefect.yaml", file(tag));
      const result = await deployed(folder.path, { selectors: [`${flow}/${name}`] });
      expect(result.outcomes.length).toBeGreaterThan(0);
      const after = { deployment: await look(name), times: await nextTimes(name) };
      expect(after.deployment.tags).toEqual([tag]);
      expect(after.deployment.schedules).toMatchObject(
        before.deployment.schedules.map(({ id, schedule }) => ({ id, schedule })),
      );
      expect(after.times).toEqual(before.times);
    },
  );
});
