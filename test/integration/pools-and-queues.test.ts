import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { workPool, workQueue } from "../../src/components/declare.ts";
import type { Component, WorkPoolSpec } from "../../src/interfaces/component.ts";
import type { JsonObject } from "../../src/interfaces/json.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { reconcile, type Reconciled } from "../support/reconcile.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(() => proxy.close());

const poolShape = z.looseObject({
  is_paused: z.boolean(),
  concurrency_limit: z.number().nullable(),
  description: z.string().nullable(),
  base_job_template: z.record(z.string(), z.json()),
});
const look = (project: string): Promise<z.output<typeof poolShape>> =>
  read("GET", `/work_pools/${project}-pool`, poolShape);

const deploy = (
  project: string,
  requires: readonly Component[],
  options: Parameters<typeof reconcile>[3] = {},
): Promise<Reconciled> => {
  proxy.clear();
  const fields = { workPool: `${project}-pool` };
  return reconcile(
    proxy.url,
    project,
    [{ flow: `${project}-flow`, name: "main", fields, requires }],
    options,
  );
};
const pool = (project: string, spec: Partial<WorkPoolSpec> = {}): ReturnType<typeof workPool> =>
  workPool({ name: `${project}-pool`, type: "process", ...spec });
async function settled(project: string, requires: readonly Component[]): Promise<void> {
  const { plan } = await deploy(project, requires);
  expect(plan.changes).toEqual([]);
  expect(proxy.writes()).toEqual([]);
}
const team = (value: string): Partial<WorkPoolSpec> => ({
  templatePatches: [
    { path: ["variables", "properties", "team"], value: { type: "string", default: value } },
    { path: ["job_configuration", "env"], value: { TEAM: "{{ team }}" } },
  ],
});

describe("a work pool", () => {
  it("with one edited template variable is one PATCH with a small difference, unchanged none [N13]", async () => {
    const project = unique();
    await deploy(project, [pool(project, team("data"))]);
    const before = await look(project);
    await settled(project, [pool(project, team("data"))]);
    const { plan } = await deploy(project, [pool(project, team("web"))]);
    expect(plan.changes.flatMap(({ fields }) => fields.map(({ path }) => path))).toEqual([
      "base_job_template.variables.properties.team",
    ]);
    const writes = proxy.writes().filter(({ path }) => path.includes("/work_pools/"));
    expect(writes.map(({ method }) => method)).toEqual(["PATCH"]);
    const after = await look(project);
    const edited = structuredClone(before.base_job_template) as {
      variables: { properties: { team: { default: string } } };
    };
    edited.variables.properties.team.default = "web";
    expect(after.base_job_template).toEqual(edited);
    await settled(project, [pool(project, team("web"))]);
  });

  it("keeps a limit and a pause that are not declared; what was declared goes back to its default [N13, N11]", async () => {
    const project = unique();
    await deploy(project, [pool(project)]);
    await raw("PATCH", `/work_pools/${project}-pool`, { is_paused: true, concurrency_limit: 4 });
    await settled(project, [pool(project)]);
    await deploy(project, [pool(project, { description: "new" })]);
    expect(await look(project)).toMatchObject({ is_paused: true, concurrency_limit: 4 });
    await deploy(project, [pool(project, { paused: false, concurrencyLimit: 2 })]);
    expect(await look(project)).toMatchObject({ is_paused: false, concurrency_limit: 2 });
    await deploy(project, [pool(project, { paused: true, concurrencyLimit: null })]);
    expect(await look(project)).toMatchObject({ is_paused: true, concurrency_limit: null });
    await deploy(project, [pool(project, { paused: true, concurrencyLimit: 0 })]);
    expect(await look(project)).toMatchObject({ concurrency_limit: 0 });
    await deploy(project, [pool(project)]);
    expect(await look(project)).toMatchObject({ is_paused: false, concurrency_limit: null });
    await settled(project, [pool(project)]);
  });

  it("cannot change its type, and the refusal says what to do [N13]", async () => {
    const project = unique();
    await deploy(project, [pool(project)]);
    const { plan } = await deploy(project, [pool(project, { type: "docker" })], { refusable: true });
    expect(plan.diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ["type-change", "the type of a pool cannot change: delete the pool, or choose another name"],
    ]);
    expect(proxy.writes()).toEqual([]);
  });

  it("of a type that the server does not know is refused with the nearest that it knows", async () => {
    const project = unique();
    const { plan } = await deploy(project, [pool(project, { type: "proces" })], { refusable: true });
    expect(plan.diagnostics.map(({ code, hint }) => [code, hint?.split(";")[0]])).toEqual([
      ["unknown-worker-type", "did you mean process?"],
    ]);
    expect(proxy.writes()).toEqual([]);
  });

  it("goes back to the default template when a whole one is taken away, with the patches on top [N13]", async () => {
    const project = unique();
    await deploy(project, [pool(project)]);
    const standard = (await look(project)).base_job_template;
    const own: JsonObject = {
      job_configuration: { command: "{{ command }}" },
      variables: { type: "object", properties: { command: { type: "string" } } },
    };
    await deploy(project, [pool(project, { baseJobTemplate: own })]);
    expect((await look(project)).base_job_template).toEqual(own);
    await settled(project, [pool(project, { baseJobTemplate: own })]);
    await deploy(project, [pool(project, team("data"))]);
    const { variables } = z
      .looseObject({ variables: z.looseObject({ properties: z.record(z.string(), z.json()) }) })
      .parse((await look(project)).base_job_template);
    expect(variables.properties).toMatchObject({ team: { default: "data" }, stream_output: {} });
    await settled(project, [pool(project, team("data"))]);
    await deploy(project, [pool(project)]);
    expect((await look(project)).base_job_template).toEqual(standard);
    await settled(project, [pool(project)]);
  });
});

describe("work queues with priorities", () => {
  const order = async (project: string): Promise<readonly (readonly [string, number])[]> => {
    const shape = z.array(z.looseObject({ name: z.string(), priority: z.number() }));
    const queues = await read("POST", `/work_pools/${project}-pool/queues/filter`, shape, {});
    return queues.map(({ name, priority }) => [name, priority] as const).sort(([, a], [, b]) => a - b);
  };
  const queues = (project: string, priorities: Readonly<Record<string, number | undefined>>): Component[] => {
    const own = pool(project);
    const made = Object.entries(priorities).map(([queue, priority]) =>
      workQueue({ pool: own, queue, ...(priority !== undefined && { priority }) }),
    );
    return [own, ...made];
  };
  // A deployment reaches only its own queue, so each queue has one.
  const deployQueues = (
    project: string,
    priorities: Readonly<Record<string, number | undefined>>,
    options: Parameters<typeof reconcile>[3] = {},
  ): Promise<Reconciled> => {
    proxy.clear();
    const requires = queues(project, priorities);
    const declared = Object.keys(priorities).map((queue) => ({
      flow: `${project}-flow`,
      name: queue,
      fields: { workPool: `${project}-pool`, workQueue: queue },
      requires,
    }));
    return reconcile(proxy.url, project, declared, options);
  };
  async function inOrder(
    project: string,
    priorities: Readonly<Record<string, number | undefined>>,
  ): Promise<void> {
    const { plan } = await deployQueues(project, priorities);
    expect(plan.changes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
  }

  it("all have them after one run, whichever Prefect moves while they are made", async () => {
    const project = unique();
    const first = { batch: 2, middle: 3 };
    await deployQueues(project, first);
    expect(await order(project)).toEqual([
      ["default", 1],
      ["batch", 2],
      ["middle", 3],
    ]);
    await inOrder(project, first);
    const second = { late: 4, batch: 2, urgent: 1, middle: 3 };
    await deployQueues(project, second);
    expect((await order(project)).filter(([name]) => name !== "default")).toEqual([
      ["urgent", 1],
      ["batch", 2],
      ["middle", 3],
      ["late", 4],
    ]);
    await inOrder(project, second);
    const swapped = { late: 1, batch: 3, urgent: 4, middle: 2 };
    await deployQueues(project, swapped);
    expect((await order(project)).filter(([name]) => name !== "default")).toEqual([
      ["late", 1],
      ["middle", 2],
      ["batch", 3],
      ["urgent", 4],
    ]);
    await inOrder(project, swapped);
  });

  it("keep one that people set, and get back Prefect's when a declared one is taken away [N11]", async () => {
    const project = unique();
    await deployQueues(project, { urgent: undefined });
    await raw("PATCH", `/work_pools/${project}-pool/queues/urgent`, { priority: 9 });
    await inOrder(project, { urgent: undefined });
    await deployQueues(project, { urgent: 7 });
    expect(await order(project)).toContainEqual(["urgent", 7]);
    await deployQueues(project, { urgent: undefined });
    expect(await order(project)).toEqual([
      ["default", 1],
      ["urgent", 2],
    ]);
    await inOrder(project, { urgent: undefined });
  });

  it("are refused where two have the same", async () => {
    const project = unique();
    const { plan } = await deployQueues(project, { a: 2, b: 2 }, { refusable: true });
    expect(plan.diagnostics.map(({ message }) => message)).toContain(
      `work queues a and b of pool ${project}-pool both have the priority 2`,
    );
    expect(proxy.writes()).toEqual([]);
  });
});
