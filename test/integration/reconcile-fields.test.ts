import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { workPool, workQueue } from "../../src/components/declare.ts";
import type { Component } from "../../src/interfaces/component.ts";
import type { DeploymentFields } from "../../src/interfaces/deployment.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { reconcile, type Declared, type Reconciled } from "../support/reconcile.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(() => proxy.close());

const one = (project: string, fields: DeploymentFields, requires: readonly Component[] = []): Declared => ({
  flow: `${project}-flow`,
  name: "main",
  fields,
  requires,
});
const deploy = (
  project: string,
  fields: DeploymentFields,
  requires: readonly Component[] = [],
): Promise<Reconciled> => reconcile(proxy.url, project, [one(project, fields, requires)]);

const deployment = z.looseObject({
  id: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  work_pool_name: z.string().nullable(),
  work_queue_name: z.string().nullable(),
  storage_document_id: z.string().nullable(),
  global_concurrency_limit: z.looseObject({ id: z.string(), name: z.string(), limit: z.number() }).nullable(),
  schedules: z.array(
    z.looseObject({ id: z.string(), slug: z.string().nullable(), schedule: z.looseObject({}) }),
  ),
});
const look = (project: string): Promise<z.output<typeof deployment>> =>
  read("GET", `/deployments/name/${project}-flow/main`, deployment);

/** The same declaration again finds nothing to do and writes nothing. */
async function settled(
  project: string,
  fields: DeploymentFields,
  requires: readonly Component[] = [],
): Promise<void> {
  proxy.clear();
  const { plan } = await deploy(project, fields, requires);
  expect(plan.changes).toEqual([]);
  expect(proxy.writes()).toEqual([]);
}

async function sharedLimit(project: string, limit: number): Promise<{ readonly id: string }> {
  const name = `${project}-shared`;
  return read("POST", "/v2/concurrency_limits/", z.object({ id: z.string() }), { name, limit });
}
const limitOf = async (id: string): Promise<unknown> =>
  (await read("GET", `/v2/concurrency_limits/${id}`, z.looseObject({ limit: z.number() }))).limit;

describe("the work queue of a deployment", () => {
  const place = (project: string): { pool: Component; queue: Component; name: string } => {
    const pool = workPool({ name: `${project}-pool`, type: "process" });
    return { pool, queue: workQueue({ pool, queue: "urgent" }), name: pool.name };
  };

  it("that is declared as null is the pool's default, the first time and after another one", async () => {
    const project = unique();
    const { pool, queue, name } = place(project);
    await deploy(project, { workPool: name, workQueue: null }, [pool]);
    await settled(project, { workPool: name, workQueue: null }, [pool]);
    await deploy(project, { workPool: name, workQueue: "urgent" }, [pool, queue]);
    expect((await look(project)).work_queue_name).toBe("urgent");
    await deploy(project, { workPool: name, workQueue: null }, [pool]);
    expect((await look(project)).work_queue_name).toBe("default");
    await settled(project, { workPool: name, workQueue: null }, [pool]);
  });

  it("without a work pool is refused, as Prefect would put the deployment into a pool of its own", async () => {
    const project = unique();
    proxy.clear();
    const { plan } = await reconcile(proxy.url, project, [one(project, { workQueue: "urgent" })], {
      refusable: true,
    });
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(["queue-without-pool"]);
    expect(proxy.writes()).toEqual([]);
  });
});

describe("labels that change together with", () => {
  it("a work pool that is taken away", async () => {
    const project = unique();
    const pool = workPool({ name: `${project}-pool`, type: "process" });
    await deploy(project, { workPool: pool.name, labels: { owner: "a" } }, [pool]);
    await deploy(project, { workPool: null, labels: { owner: "b" } });
    expect((await look(project)).work_pool_name).toBeNull();
    await settled(project, { workPool: null, labels: { owner: "b" } });
  });

  it.each([null, 7])("a limit (%s) leave the limit alone that others share", async (limit) => {
    const project = unique();
    await deploy(project, { labels: { owner: "a" } });
    const shared = await sharedLimit(project, 2);
    const { id } = await look(project);
    await raw("PATCH", `/deployments/${id}`, { global_concurrency_limit_id: shared.id });
    await deploy(project, { labels: { owner: "b" }, concurrencyLimit: limit });
    expect(await limitOf(shared.id)).toBe(2);
    expect((await look(project)).global_concurrency_limit?.limit ?? null).toBe(limit);
    await settled(project, { labels: { owner: "b" }, concurrencyLimit: limit });
  });
});

describe("a deployment that somebody made by hand", () => {
  it("keeps all that people set when it is taken over, and when its labels change", async () => {
    const project = unique();
    const flow = await read("POST", "/flows/", z.object({ id: z.string() }), { name: `${project}-flow` });
    const pool = `${project}-theirs`;
    await raw("POST", "/work_pools/", { name: pool, type: "process" });
    const theirs = {
      name: "main",
      flow_id: flow.id,
      version: "abc",
      tags: ["theirs"],
      labels: { team: "data" },
      parameters: { day: "monday" },
      paused: true,
      path: "/srv/theirs",
      concurrency_limit: 4,
      concurrency_options: { collision_strategy: "CANCEL_NEW", grace_period_seconds: 90 },
      work_pool_name: pool,
      work_queue_name: "urgent",
      job_variables: { env: { A: "1" } },
      schedules: [
        { slug: "a", schedule: { interval: 3600 }, active: false, parameters: { day: "sunday" } },
        { schedule: { cron: "0 2 * * *" }, active: true },
      ],
    };
    await raw("POST", "/deployments/", theirs);
    // A POST of a deployment drops it.
    const { id: deploymentId, schedules: made } = await look(project);
    for (const [index, { id, parameters }] of made.entries()) {
      const body = {
        max_scheduled_runs: 5 + index,
        parameters: z.record(z.string(), z.json()).parse(parameters),
      };
      await raw("PATCH", `/deployments/${deploymentId}/schedules/${id}`, body);
    }
    const lasting = async (): Promise<unknown> => {
      const { labels, schedules, ...all } = await look(project);
      const kept = schedules.map(({ slug, schedule, active, parameters, max_scheduled_runs }) => ({
        ...{ slug, schedule, active, parameters, max_scheduled_runs },
      }));
      const {
        version,
        tags,
        parameters,
        paused,
        path,
        concurrency_options,
        work_pool_name,
        work_queue_name,
      } = all;
      const { global_concurrency_limit: limit, job_variables } = all;
      const place = { work_pool_name, work_queue_name, job_variables, limit };
      const team = z.looseObject({ team: z.string() }).parse(labels).team;
      const times = kept.sort((one) => (one.slug === null ? 1 : -1));
      return { version, tags, parameters, paused, path, concurrency_options, ...place, team, times };
    };
    const before = await lasting();
    expect((await look(project)).schedules.map((made) => made["max_scheduled_runs"])).not.toContain(null);
    await reconcile(proxy.url, project, [one(project, { description: "ours" })], { adopt: true });
    expect(await lasting()).toEqual(before);
    await deploy(project, { description: "ours", labels: { owner: "me" } });
    await deploy(project, { description: "ours" });
    expect(await lasting()).toEqual(before);
    await deploy(project, { description: "ours", jobVariables: { env: { A: "2" } } });
    expect(await look(project)).toMatchObject({ work_pool_name: pool, work_queue_name: "urgent" });
    await settled(project, { description: "ours", jobVariables: { env: { A: "2" } } });
  });
});

describe("a field that only extra sets", () => {
  it("is written once, and taken away with its declaration", async () => {
    const project = unique();
    const shared = await sharedLimit(project, 2);
    const extra = { global_concurrency_limit_id: shared.id };
    await deploy(project, { extra });
    expect((await look(project)).global_concurrency_limit?.id).toBe(shared.id);
    await settled(project, { extra });
    await deploy(project, {});
    expect((await look(project)).global_concurrency_limit).toBeNull();
    expect(await limitOf(shared.id)).toBe(2);
    await settled(project, {});
  });
});

describe("the parameter schema", () => {
  it("that is declared as null is empty, and the deployment can still be changed", async () => {
    const project = unique();
    await deploy(project, { parameterSchema: null });
    await settled(project, { parameterSchema: null });
    await deploy(project, {});
    await deploy(project, { parameterSchema: null });
    await deploy(project, { parameterSchema: null, description: "changed" });
    await settled(project, { parameterSchema: null, description: "changed" });
  });

  it("changes together with the parameters that only the new one takes", async () => {
    const project = unique();
    await deploy(project, { parameters: { count: 3 } });
    const parameterSchema = { type: "object", properties: { count: { type: "string" } } };
    await deploy(project, { parameters: { count: "three" }, parameterSchema });
    expect((await look(project)).parameters).toEqual({ count: "three" });
    await settled(project, { parameters: { count: "three" }, parameterSchema });
  });
});

describe("parameters with templates that Prefect evaluates", () => {
  const parameters = { count: { __prefect_kind: "jinja", template: "{{ 1 + 1 }}" } };

  it("stay as they are when they are set, when something else changes, and when labels change", async () => {
    const project = unique();
    await deploy(project, { parameters });
    expect((await look(project)).parameters).toEqual(parameters);
    await deploy(project, { parameters, description: "changed" });
    expect((await look(project)).parameters).toEqual(parameters);
    await deploy(project, { parameters, description: "changed", labels: { owner: "a" } });
    expect((await look(project)).parameters).toEqual(parameters);
    await settled(project, { parameters, description: "changed", labels: { owner: "a" } });
  });
});

describe("a schedule", () => {
  const timing = async (project: string): Promise<Readonly<Record<string, unknown>>> =>
    (await look(project)).schedules.find(({ slug }) => slug === "s")?.schedule ?? {};

  it("keeps the anchor that Prefect chose when its interval changes", async () => {
    const project = unique();
    const every = (interval: number): DeploymentFields => ({
      schedules: [{ slug: "s", schedule: { interval } }],
    });
    await deploy(project, every(3600));
    const { anchor_date: anchor } = await timing(project);
    await deploy(project, every(7200));
    expect(await timing(project)).toMatchObject({ interval: 7200, anchor_date: anchor });
    await settled(project, every(7200));
  });

  it("whose rule lost its DTSTART starts where Prefect starts all rules", async () => {
    const project = unique();
    const rule = (rrule: string): DeploymentFields => ({ schedules: [{ slug: "s", schedule: { rrule } }] });
    await deploy(project, rule("DTSTART:20240101T090000\nFREQ=DAILY"));
    await deploy(project, rule("FREQ=DAILY"));
    expect((await timing(project))["rrule"]).toBe("DTSTART:20200101T000000\nFREQ=DAILY");
    await settled(project, rule("FREQ=DAILY"));
  });

  it("that people named like a part of every object is left alone", async () => {
    const project = unique();
    const fields: DeploymentFields = { schedules: [{ slug: "s", schedule: { cron: "0 2 * * *" } }] };
    await deploy(project, fields);
    const { id } = await look(project);
    await raw("POST", `/deployments/${id}/schedules`, [
      { slug: "constructor", schedule: { cron: "5 5 * * *" } },
    ]);
    await settled(project, fields);
  });
});
