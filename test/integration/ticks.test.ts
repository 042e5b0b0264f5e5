import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { identified } from "../support/kinds/kind.ts";
import { apiUrl, read } from "../support/prefect.ts";
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
  const shape = z.array(z.looseObject({ expected_start_time: z.string() }));
  const runs = await read("POST", "/flow_runs/filter", shape, {
    flow_runs: { deployment_id: { any_: [id] } },
    limit: 200,
  });
  const ticks = runs
    .map(({ expected_start_time: time }) => Date.parse(time))
    .filter((time) => time >= began && time <= ended + 4_000)
    .sort((a, b) => a - b);
  expect(ticks.length).toBeGreaterThan(2);
  const gaps = ticks.slice(1).map((time, index) => time - (ticks[index] ?? 0));
  expect(new Set(gaps)).toEqual(new Set([2_000]));
});
