import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { external, workPool, workQueue } from "../../src/components/declare.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { reconcile, type Declared } from "../support/reconcile.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterEach(() => {
  proxy.intercept = undefined;
});
afterAll(() => proxy.close());

const status = async (path: string): Promise<number> => (await raw("GET", path)).status;
const identified = z.looseObject({ id: z.string() });
const one = (project: string, name: string, rest: Partial<Declared> = {}): Declared => ({
  flow: `${project}-flow`,
  name,
  fields: {},
  ...rest,
});
const placed = (project: string, name: string, queue?: string): Declared => {
  const pool = workPool({ name: `${project}-pool`, type: "process" });
  return one(project, name, {
    fields: { workPool: pool.name, ...(queue !== undefined && { workQueue: queue }) },
    requires: [pool, ...(queue === undefined ? [] : [workQueue({ pool, queue })])],
  });
};

describe("pruning", () => {
  it("finds a deployment of ours whose flow lost the tag", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [one(project, "main")]);
    const flow = await read("GET", `/flows/name/${project}-flow`, identified);
    await raw("PATCH", `/flows/${flow.id}`, { tags: [] });
    const { plan } = await reconcile(proxy.url, project, [], { prune: true });
    expect(plan.changes.map(({ action, name }) => [action, name])).toEqual([
      ["delete", `${project}-flow/main`],
    ]);
    expect(await status(`/deployments/name/${project}-flow/main`)).toBe(404);
  });

  it("leaves a deployment alone that lost its labels, and a pool that lost its mark: they are nobody's [N3]", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [placed(project, "main")]);
    const { flow_id } = await read(
      "GET",
      `/deployments/name/${project}-flow/main`,
      z.looseObject({ flow_id: z.string() }),
    );
    await raw("POST", "/deployments/", { name: "main", flow_id });
    await raw("PATCH", `/work_pools/${project}-pool`, { description: "mine" });
    const { plan } = await reconcile(proxy.url, project, [], { prune: true });
    expect(plan.changes).toEqual([]);
    expect(await status(`/deployments/name/${project}-flow/main`)).toBe(200);
    expect(await status(`/work_pools/${project}-pool`)).toBe(200);
  });

  it("deletes a queue of ours, not the ones that people added or that another environment has", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [placed(project, "main", "urgent")]);
    await raw("POST", `/work_pools/${project}-pool/queues`, { name: "theirs" });
    const kept = await reconcile(proxy.url, project, [placed(project, "main")]);
    expect(kept.plan.orphans.map(({ kind, name }) => [kind, name])).toEqual([
      ["work-queue", `${project}-pool/urgent`],
    ]);
    expect(await status(`/work_pools/${project}-pool/queues/urgent`)).toBe(200);
    await reconcile(proxy.url, project, [placed(project, "main")], { prune: true });
    expect(await status(`/work_pools/${project}-pool/queues/urgent`)).toBe(404);
    expect(await status(`/work_pools/${project}-pool/queues/theirs`)).toBe(200);
    expect((await reconcile(proxy.url, project, [placed(project, "main")])).plan.orphans).toEqual([]);
  });

  it("deletes the pool that a deployment left for one of somebody else, after the move, paused or not", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [placed(project, "main", "urgent")]);
    const theirs = `${project}-theirs`;
    await raw("POST", "/work_pools/", { name: theirs, type: "process", is_paused: true });
    const moved = one(project, "main", {
      fields: { workPool: theirs },
      requires: [external("work-pool", theirs)],
    });
    const { plan } = await reconcile(proxy.url, project, [moved], { prune: true });
    expect(plan.changes.map(({ action, kind }) => [action, kind])).toEqual([
      ["update", "deployment"],
      ["delete", "work-queue"],
      ["delete", "work-pool"],
    ]);
    expect(await status(`/work_pools/${project}-pool`)).toBe(404);
    const place = z.looseObject({ work_pool_name: z.string(), work_queue_name: z.string() });
    expect(await read("GET", `/deployments/name/${project}-flow/main`, place)).toMatchObject({
      work_pool_name: theirs,
      work_queue_name: "default",
    });
    proxy.clear();
    await reconcile(proxy.url, project, [moved], { prune: true });
    expect(proxy.writes()).toEqual([]);
  });

  it("keeps the pool when the deployment in it could not be moved, and when somebody else's is in it", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [placed(project, "main")]);
    proxy.intercept = ({ method, path }) =>
      method === "PATCH" && path.includes("/deployments/")
        ? { status: 422, body: JSON.stringify({ exception_message: "refused for the test" }) }
        : undefined;
    const nowhere = one(project, "main");
    const { outcomes } = await reconcile(proxy.url, project, [nowhere], { prune: true, fallible: true });
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["failed", "skipped"]);
    expect(await status(`/work_pools/${project}-pool`)).toBe(200);
    proxy.intercept = undefined;
    const flow = await read("POST", "/flows/", identified, { name: `${project}-their-flow` });
    await raw("POST", "/deployments/", { name: "x", flow_id: flow.id, work_pool_name: `${project}-pool` });
    const second = await reconcile(proxy.url, project, [nowhere], { prune: true, fallible: true });
    expect(second.outcomes.map(({ status: ended, code }) => [ended, code])).toEqual([
      ["done", undefined],
      ["failed", "still-used"],
    ]);
    expect(await status(`/work_pools/${project}-pool`)).toBe(200);
  });

  it("leaves the limit alone that a deleted deployment shared with others", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [one(project, "main")]);
    const limit = await read("POST", "/v2/concurrency_limits/", identified, {
      name: `${project}-shared`,
      limit: 2,
    });
    const { id } = await read("GET", `/deployments/name/${project}-flow/main`, identified);
    await raw("PATCH", `/deployments/${id}`, { global_concurrency_limit_id: limit.id });
    await reconcile(proxy.url, project, [], { prune: true });
    expect(await status(`/deployments/${id}`)).toBe(404);
    expect(await status(`/v2/concurrency_limits/${limit.id}`)).toBe(200);
  });

  it("of one environment deletes nothing of another, and one with nothing declared is pruned empty [N3]", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [one(project, "main-dev")], { environment: "dev" });
    await reconcile(proxy.url, project, [one(project, "main-prod")], { environment: "prod" });
    await reconcile(proxy.url, project, [], { environment: "dev", prune: true });
    expect(await status(`/deployments/name/${project}-flow/main-dev`)).toBe(404);
    expect(await status(`/deployments/name/${project}-flow/main-prod`)).toBe(200);
  });
});

describe("a flow that was renamed", () => {
  it("has its deployment under the new name, and the old one is offered for pruning", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [one(project, "main")]);
    const renamed = { ...one(project, "main"), flow: `${project}-new` };
    const { plan } = await reconcile(proxy.url, project, [renamed]);
    expect(plan.orphans.map(({ name }) => name)).toEqual([`${project}-flow/main`]);
    await reconcile(proxy.url, project, [renamed], { prune: true });
    expect(await status(`/deployments/name/${project}-new/main`)).toBe(200);
    expect(await status(`/deployments/name/${project}-flow/main`)).toBe(404);
  });
});
