import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { identified } from "../support/kinds/kind.ts";
import type { Schedule } from "../../src/interfaces/schedule.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { reconcile, type Declared } from "../support/reconcile.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(() => proxy.close());

it("a tick that falls between two writes of one deploy is made up for, and none comes twice [N6]", async () => {
  const project = unique();
  const declared = (description: string): readonly Declared[] => [
    {
      flow: project,
      name: "main",
      fields: { description, schedules: [{ slug: "often", schedule: { interval: 2 } }] },
    },
  ];
  await reconcile(proxy.url, project, declared("one"));
  const { id } = await read("GET", `/deployments/name/${project}/main`, identified);
  // Prefect deletes the runs to come at the PATCH; it is slow to make them again.
  proxy.intercept = ({ path }) =>
    path.endsWith(`/deployments/${id}/schedule`) ? { delay: 5_000 } : undefined;
  const began = Date.now();
  await reconcile(proxy.url, project, declared("two")).finally(() => {
    proxy.intercept = undefined;
  });
  const ended = Date.now();
  expectEach(2_000, await ticksOf(id, began, ended + 4_000));
});

it("nor is a tick lost where the same deploy edits, removes and adds other schedules, though nobody takes runs [N6]", async () => {
  const project = unique();
  const declared = (description: string, ...others: readonly Schedule[]): readonly Declared[] => [
    {
      flow: project,
      name: "main",
      fields: { description, schedules: [{ slug: "often", schedule: { interval: 2 } }, ...others] },
    },
  ];
  const [edited, gone, added] = ["edited", "gone", "added"].map((slug) => ({
    slug,
    schedule: { cron: "0 2 * * *" },
  })) as [Schedule, Schedule, Schedule];
  await reconcile(proxy.url, project, declared("one", edited, gone));
  const shape = z.looseObject({
    id: z.string(),
    schedules: z.array(z.looseObject({ id: z.string(), slug: z.string(), updated: z.string() })),
  });
  const { id, schedules } = await read("GET", `/deployments/name/${project}/main`, shape);
  const often = schedules.find(({ slug }) => slug === "often");
  const made = Math.max(...schedules.map(({ updated }) => Date.parse(updated)));
  await raw("POST", `/deployments/${id}/schedule`, {});
  await expect.poll(() => Date.now(), { timeout: 30_000 }).toBeGreaterThan(made + 5_000);
  const late = await ticksOf(id, made, Date.now(), often?.id);
  expect(late.length).toBeGreaterThan(0);
  proxy.clear();
  proxy.intercept = ({ path }) =>
    path.endsWith(`/deployments/${id}/schedule`) ? { delay: 2_500 } : undefined;
  const hourly: Schedule = { slug: "edited", schedule: { interval: 3_600 } };
  await reconcile(proxy.url, project, declared("two", hourly, added)).finally(() => {
    proxy.intercept = undefined;
  });
  const ended = Date.now();
  expect(proxy.writes().filter(({ path }) => path.endsWith(`/deployments/${id}/schedule`))).toHaveLength(4);
  const ticks = await ticksOf(id, made, ended + 4_000, often?.id);
  expect(ticks[0]).toBe(late[0]);
  expectEach(2_000, ticks);
});

/** Due times of a deployment's runs, or of those that one schedule made, between two instants. */
async function ticksOf(id: string, from: number, to: number, schedule?: string): Promise<readonly number[]> {
  const shape = z.array(
    z.looseObject({
      expected_start_time: z.string(),
      created_by: z.looseObject({ id: z.string() }).nullable(),
    }),
  );
  const runs = await read("POST", "/flow_runs/filter", shape, {
    flow_runs: { deployment_id: { any_: [id] } },
    sort: "EXPECTED_START_TIME_ASC",
    limit: 200,
  });
  return runs
    .filter(({ created_by: maker }) => schedule === undefined || maker?.id === schedule)
    .map(({ expected_start_time: time }) => Date.parse(time))
    .filter((time) => time >= from && time <= to);
}

function expectEach(milliseconds: number, ticks: readonly number[]): void {
  expect(ticks.length).toBeGreaterThan(2);
  const gaps = ticks.slice(1).map((time, index) => time - (ticks[index] ?? 0));
  expect(new Set(gaps)).toEqual(new Set([milliseconds]));
}
