import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { globalConcurrencyLimit } from "../../src/components/concurrency-limit/declare.ts";
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

const limitShape = z.looseObject({
  id: z.string(),
  name: z.string(),
  limit: z.number(),
  active: z.boolean(),
});
const deploymentShape = z.looseObject({ id: z.string(), global_concurrency_limit: limitShape.nullable() });
const limitNamed = (name: string): Promise<z.output<typeof limitShape>> =>
  read("GET", `/v2/concurrency_limits/${name}`, limitShape);
const deployment = (project: string, name: string): Promise<z.output<typeof deploymentShape>> =>
  read("GET", `/deployments/name/${project}-flow/${name}`, deploymentShape);
const limitOf = async (project: string, name: string): Promise<unknown> => {
  const { global_concurrency_limit: limit } = await deployment(project, name);
  return limit === null ? null : [limit.name, limit.limit];
};

/** Two deployments of a project; each with these fields, and the project's limit where it is given. */
function members(
  project: string,
  fields: Readonly<Record<string, DeploymentFields>>,
  limit?: Parameters<typeof globalConcurrencyLimit>[0],
): readonly Declared[] {
  const requires = limit === undefined ? [] : [globalConcurrencyLimit(limit)];
  return Object.entries(fields).map(([name, own]) => ({
    flow: `${project}-flow`,
    name,
    fields: own,
    requires,
  }));
}

async function settled(project: string, declared: readonly Declared[]): Promise<void> {
  proxy.clear();
  const { plan } = await reconcile(proxy.url, project, declared);
  expect(plan.changes).toEqual([]);
  expect(proxy.writes()).toEqual([]);
}

const actions = ({ plan }: Reconciled): string[] =>
  plan.changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`);

describe("a limit that two deployments share by its name", () => {
  const setUp = async (): Promise<{
    project: string;
    name: string;
    both: readonly Declared[];
    limit: { readonly name: string; readonly initialLimit: number };
  }> => {
    const project = unique();
    const name = `${project}-db`;
    const limit = { name, initialLimit: 2 };
    const shared = { sharedLimit: name };
    const both = members(project, { a: shared, b: { ...shared, description: "b" } }, limit);
    await reconcile(proxy.url, project, both);
    return { project, name, both, limit };
  };

  it("is made before them in one run and keeps its value, also an edited one, in each redeploy [N26]", async () => {
    const { project, name, both, limit } = await setUp();
    expect(await limitOf(project, "a")).toEqual([name, 2]);
    expect(await limitOf(project, "b")).toEqual([name, 2]);
    await settled(project, both);
    await raw("PATCH", `/v2/concurrency_limits/${name}`, { limit: 7 });
    await settled(project, both);
    const shared = { sharedLimit: name };
    const changed = members(project, { a: { ...shared, description: "new" }, b: shared }, limit);
    await reconcile(proxy.url, project, changed);
    expect(await limitNamed(name)).toMatchObject({ limit: 7 });
    expect(await limitOf(project, "a")).toEqual([name, 7]);
    const labelled = members(project, { a: { ...shared, labels: { x: 1 } }, b: shared }, limit);
    await reconcile(proxy.url, project, labelled);
    expect(await limitOf(project, "a")).toEqual([name, 7]);
  });

  it("and the other reference stay when one of them is pruned [N26]", async () => {
    const { project, name, both } = await setUp();
    const before = await limitNamed(name);
    const pruned = await reconcile(proxy.url, project, both.slice(1), { prune: true });
    expect(actions(pruned)).toEqual([`delete deployment ${project}-flow/a`]);
    expect((await raw("GET", `/deployments/name/${project}-flow/a`)).status).toBe(404);
    expect(await limitNamed(name)).toEqual(before);
    expect(await limitOf(project, "b")).toEqual([name, 2]);
    await settled(project, both.slice(1));
  });

  it("goes with the last of them when nothing declares it any more", async () => {
    const { project, name } = await setUp();
    const pruned = await reconcile(proxy.url, project, members(project, { c: {} }), { prune: true });
    expect(actions(pruned).sort()).toEqual([
      `create deployment ${project}-flow/c`,
      `delete deployment ${project}-flow/a`,
      `delete deployment ${project}-flow/b`,
      `delete global-concurrency-limit ${name}`,
    ]);
    expect((await raw("GET", `/v2/concurrency_limits/${name}`)).status).toBe(404);
  });

  it("is not deleted while somebody else's deployment uses it", async () => {
    const { project, name } = await setUp();
    const { id } = await limitNamed(name);
    const flow = await read("POST", "/flows/", z.object({ id: z.string() }), { name: `${project}-theirs` });
    await raw("POST", "/deployments/", { name: "x", flow_id: flow.id, global_concurrency_limit_id: id });
    const declared = members(project, { c: {} });
    const { outcomes } = await reconcile(proxy.url, project, declared, { prune: true, fallible: true });
    expect(outcomes.flatMap(({ status, code }) => (status === "failed" ? [code] : []))).toEqual([
      "still-used",
    ]);
    expect((await limitNamed(name)).id).toBe(id);
  });

  it("is taken away when the declaration goes, and gives way to a limit of the deployment's own and back", async () => {
    const { project, name, limit } = await setUp();
    const shared = { sharedLimit: name };
    for (const own of [3, 2]) {
      const declared = members(project, { a: { concurrencyLimit: own }, b: shared }, limit);
      await reconcile(proxy.url, project, declared);
      const { id } = await deployment(project, "a");
      expect(await limitOf(project, "a")).toEqual([`deployment:${id}`, own]);
      expect((await limitNamed(name)).limit).toBe(2);
      await settled(project, declared);
      const back = members(project, { a: shared, b: shared }, limit);
      await reconcile(proxy.url, project, back);
      expect(await limitOf(project, "a")).toEqual([name, 2]);
      expect((await raw("GET", `/v2/concurrency_limits/deployment:${id}`)).status).toBe(404);
      await settled(project, back);
    }
    const without = members(project, { a: {}, b: shared }, limit);
    await reconcile(proxy.url, project, without);
    expect(await limitOf(project, "a")).toBeNull();
    expect(await limitOf(project, "b")).toEqual([name, 2]);
    await settled(project, without);
  });

  it("must exist where nobody declares it", async () => {
    const project = unique();
    const declared = members(project, { a: { sharedLimit: `${project}-nowhere` } });
    const { plan } = await reconcile(proxy.url, project, declared, { refusable: true });
    expect(plan.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["missing-external", `there is no global-concurrency-limit ${project}-nowhere`],
    ]);
    await raw("POST", "/v2/concurrency_limits/", { name: `${project}-nowhere`, limit: 4 });
    await reconcile(proxy.url, project, declared);
    expect(await limitOf(project, "a")).toEqual([`${project}-nowhere`, 4]);
    await settled(project, declared);
  });

  it("and a limit of its own are too much for one deployment", async () => {
    const project = unique();
    const declared = members(project, { a: { sharedLimit: "x", concurrencyLimit: 2 } });
    const { plan } = await reconcile(proxy.url, project, declared, { refusable: true });
    expect(plan.diagnostics.map(({ code }) => code)).toContain("two-limits");
  });
});

describe("the limit of a deployment that somebody detached and left behind", () => {
  it.each([{}, { labels: { x: "y" } }])(
    "is attached again instead of a conflict for ever (%j)",
    async (more) => {
      const project = unique();
      await reconcile(proxy.url, project, members(project, { a: { concurrencyLimit: 3 } }));
      const { id } = await deployment(project, "a");
      await raw("PATCH", `/deployments/${id}`, { global_concurrency_limit_id: null });
      expect((await raw("PATCH", `/deployments/${id}`, { concurrency_limit: 4 })).status).toBe(409);
      const declared = members(project, { a: { concurrencyLimit: 4, ...more } });
      await reconcile(proxy.url, project, declared);
      expect(await limitOf(project, "a")).toEqual([`deployment:${id}`, 4]);
      await settled(project, declared);
    },
  );
});

describe("a global concurrency limit", () => {
  const only = (
    project: string,
    spec: Omit<Parameters<typeof globalConcurrencyLimit>[0], "name">,
  ): Declared[] => [...members(project, { a: {} }, { name: `${project}-l`, ...spec })];

  it("keeps what people changed where that is not declared, and gets back what was declared before", async () => {
    const project = unique();
    await reconcile(proxy.url, project, only(project, { limit: 3, active: false, slotDecayPerSecond: 0.5 }));
    expect(await limitNamed(`${project}-l`)).toMatchObject({ active: false, slot_decay_per_second: 0.5 });
    await reconcile(proxy.url, project, only(project, { limit: 3 }));
    expect(await limitNamed(`${project}-l`)).toMatchObject({ active: true, slot_decay_per_second: 0 });
    await raw("PATCH", `/v2/concurrency_limits/${project}-l`, { active: false });
    await settled(project, only(project, { limit: 3 }));
    expect(await limitNamed(`${project}-l`)).toMatchObject({ active: false });
  });

  it("that was deleted and made again by somebody is theirs", async () => {
    const project = unique();
    await reconcile(proxy.url, project, only(project, { limit: 3 }));
    const { id } = await limitNamed(`${project}-l`);
    await raw("DELETE", `/v2/concurrency_limits/${id}`);
    await raw("POST", "/v2/concurrency_limits/", { name: `${project}-l`, limit: 3 });
    const { plan } = await reconcile(proxy.url, project, only(project, { limit: 3 }), { refusable: true });
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(["not-ours"]);
    const pruned = await reconcile(proxy.url, project, members(project, { a: {} }), { prune: true });
    expect(pruned.plan.changes).toEqual([]);
    expect((await limitNamed(`${project}-l`)).limit).toBe(3);
  });
});
