import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { isMetaPrefectError } from "../../src/errors/meta-prefect-error.ts";
import { createPrefectApi } from "../../src/prefect/create-prefect-api.ts";
import { deployed } from "../support/actions.ts";
import { apiUrl, read } from "../support/prefect.ts";
import { makeProject } from "../support/project-folder.ts";
import {
  startRecordingProxy,
  type Fault,
  type RecordedRequest,
  type RecordingProxy,
} from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const faults: readonly (readonly [name: string, fault: Fault])[] = [
  ["429 with Retry-After", { status: 429, headers: { "retry-after": "1" } }],
  [
    "502 with a web page",
    { status: 502, body: "<html>Bad Gateway</html>", headers: { "content-type": "text/html" } },
  ],
  [
    "503",
    {
      status: 503,
      body: '{"exception_message":"Service Unavailable"}',
      headers: { "content-type": "application/json" },
    },
  ],
  ["408", { status: 408 }],
  ["a connection that breaks before Prefect hears of it", { reset: "before" }],
  ["a connection that breaks after Prefect has done it", { reset: "after" }],
  ["no answer in time after Prefect has done it", { silent: "after" }],
];

const named = z.array(z.looseObject({ name: z.string() }));
const deploymentShape = z.object({ id: z.string(), schedules: z.array(z.object({ slug: z.string() })) });

describe("a bad network in front of a real server", () => {
  let proxy: RecordingProxy;
  beforeAll(async () => {
    proxy = await startRecordingProxy(apiUrl());
  });
  afterAll(() => proxy.close());

  /** The first attempt of each request meets the fault. */
  const failFirst = (fault: Fault): void => {
    const met = new Set<string>();
    proxy.intercept = ({ method, path, body }: RecordedRequest) => {
      const request = JSON.stringify([method, path, body]);
      if (met.has(request)) return undefined;
      met.add(request);
      return fault;
    };
  };

  it.each(faults)(
    "brings about everything once although the first attempt of each request meets %s [N43]",
    async (_name, fault) => {
      proxy.clear();
      failFirst(fault);
      const began = Date.now();
      const api = createPrefectApi({ url: proxy.url, requestTimeout: 1_500 });
      // Another's, or ours of an attempt whose answer was lost: both are there now.
      const orExists = async (work: Promise<unknown>): Promise<void> => {
        await work.catch((thrown: unknown) => {
          if (!isMetaPrefectError(thrown) || thrown.code !== "already-exists") throw thrown;
        });
      };
      const [pool, flowName, variable] = [unique("pool"), unique("flow"), unique("v")];
      await api.version();
      await orExists(api.workPools.create({ name: pool, type: "process" }));
      await orExists(api.workPools.createQueue(pool, { name: "q" }));
      await api.variables.write({ name: variable, value: { a: 1 }, tags: [] });
      const flow = await api.flows.ensure({ name: flowName, tags: ["t"] });
      const deployment = await api.deployments.upsert({
        name: "d",
        flow_id: flow.id,
        work_pool_name: pool,
        work_queue_name: "q",
      });
      const schedules = await api.deployments.addSchedules(deployment.id, [
        { slug: "a", schedule: { cron: "0 1 * * *" } },
        { slug: "b", schedule: { interval: 3600 } },
      ]);
      await api.deployments.patch(deployment.id, { description: "x" });
      const run = await api.deployments.createFlowRun(deployment.id, {
        parameters: {},
        idempotency_key: unique("key"),
      });
      proxy.intercept = undefined;

      const pools = { work_pools: { name: { any_: [pool] } } };
      expect(await read("POST", "/work_pools/filter", named, pools)).toHaveLength(1);
      expect(await read("POST", `/work_pools/${pool}/queues/filter`, named, {})).toHaveLength(2);
      expect(
        await read("POST", "/flows/filter", named, { flows: { name: { any_: [flowName] } } }),
      ).toHaveLength(1);
      expect(await read("GET", `/variables/name/${variable}`, z.looseObject({}))).toMatchObject({
        value: { a: 1 },
      });
      const deployments = { flows: { name: { any_: [flowName] } } };
      const [only, ...others] = await read(
        "POST",
        "/deployments/filter",
        z.array(deploymentShape),
        deployments,
      );
      expect(others).toEqual([]);
      expect(only?.id).toBe(deployment.id);
      expect(only?.schedules.map(({ slug }) => slug).sort()).toEqual(["a", "b"]);
      expect(schedules.map(({ slug }) => slug).sort()).toEqual(["a", "b"]);
      const manual = { flow_runs: { deployment_id: { any_: [deployment.id] }, tags: { is_null_: true } } };
      expect(await read("POST", "/flow_runs/filter", named, manual)).toMatchObject([{ name: run.name }]);
      // Every request was sent twice, and the second one only after what Retry-After says.
      const sent = proxy.requests.map(({ method, path, body }) => JSON.stringify([method, path, body]));
      expect(sent.length).toBeGreaterThanOrEqual(2 * new Set(sent).size);
      if ("headers" in fault && "retry-after" in (fault.headers ?? {})) {
        expect(Date.now() - began).toBeGreaterThanOrEqual(1_000 * new Set(sent).size);
      }
    },
  );

  it("a whole deploy gets through all of it in one go, and then nothing is left to do [N43]", async () => {
    const [project, flowName] = [unique("faults"), unique("flow")];
    const entries = Array.from(
      { length: 4 },
      (_, at) =>
        `    - { name: d${String(at)}, recipes: [{ work_pool: { type: process, name: ${project} } }, { schedule: { cron: "0 ${String(at)} * * *" } }] }\n`,
    );
    const folder = await makeProject({
      "flow.py": `from prefect import flow\n\n@flow(name="${flowName}")\ndef f():\n    pass\n`,
      "meta_prefect.yaml": `name: ${project}\ndeployments:\n  ${flowName}:\n${entries.join("")}`,
    });
    onTestFinished(() => folder.remove());
    const env = { PREFECT_API_URL: proxy.url };
    const kinds = faults.flatMap(([name, fault]) => (name.startsWith("no answer") ? [] : [fault]));
    const met = new Set<string>();
    proxy.intercept = ({ method, path, body }) => {
      const request = JSON.stringify([method, path, body]);
      if (met.has(request)) return undefined;
      met.add(request);
      return kinds[met.size % kinds.length];
    };
    await deployed(folder.path, { env });
    proxy.intercept = undefined;
    const flows = { flows: { name: { any_: [flowName] } } };
    const made = await read("POST", "/deployments/filter", z.array(deploymentShape), flows);
    expect(made.map(({ schedules }) => schedules.length)).toEqual([1, 1, 1, 1]);
    proxy.clear();
    expect((await deployed(folder.path, { env })).outcomes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
  });

  it.each(faults.filter(([name]) => !name.startsWith("429")))(
    "sends a POST that is not safe to repeat only once, although it meets %s [N43]",
    async (_name, fault) => {
      const api = createPrefectApi({ url: proxy.url, requestTimeout: 1_500 });
      const flow = await api.flows.ensure({ name: unique("flow"), tags: [] });
      const { id } = await api.deployments.upsert({ name: "d", flow_id: flow.id });
      proxy.clear();
      proxy.intercept = ({ path }) => (path.endsWith("/schedules") ? fault : undefined);
      const unslugged = [{ schedule: { cron: "0 1 * * *" } }];
      await expect(api.deployments.addSchedules(id, unslugged)).rejects.toMatchObject({
        name: "MetaPrefectError",
      });
      proxy.intercept = undefined;
      expect(proxy.requests.filter(({ path }) => path.endsWith("/schedules"))).toHaveLength(1);
      const live = await read("GET", `/deployments/${id}/schedules`, z.array(z.unknown()));
      expect(live.length).toBeLessThanOrEqual(1);
    },
  );
});
