import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { destroy } from "../../src/actions/destroy.ts";
import { drift } from "../../src/actions/drift.ts";
import { plan } from "../../src/actions/plan.ts";
import { actionOptions, deployed } from "../support/actions.ts";
import { automationsNamed } from "../support/kinds/automation.ts";
import { readBlock } from "../support/kinds/block.ts";
import { identified } from "../support/kinds/kind.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";

const example = fileURLToPath(new URL("../../examples/company", import.meta.url));
const alarm = "company stops when the warehouse fails";
let project: ProjectFolder;
let proxy: RecordingProxy;
beforeAll(async () => {
  project = await makeProject();
  await cp(example, project.path, { recursive: true });
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(async () => {
  await proxy.close();
  await project.remove();
});

const named = z.array(z.looseObject({ name: z.string() }));
const names = async (path: string, filter: Parameters<typeof raw>[2] = {}): Promise<readonly string[]> =>
  (await read("POST", path, named, filter)).map(({ name }) => name).sort();
const ours = { tags: { all_: ["meta-prefect:company"] } };
const ownAutomations = (): Promise<readonly string[]> => names("/automations/filter", { automations: ours });
const ownDeployments = (): Promise<readonly string[]> =>
  names("/deployments/filter", { flows: { tags: { all_: ["meta-prefect:company"] } } });

/** The kind of what a request deletes, by its own id or name; not what it owned. */
const deleted = /\/api\/(?:v2\/)?([a-z_]+)\/(?!owned-by)/;

/** Deploys through the proxy and answers what was written. */
const writesOf = async (more: Parameters<typeof deployed>[1] = {}): Promise<readonly string[]> => {
  proxy.clear();
  await deployed(project.path, { ...more, env: { PREFECT_API_URL: proxy.url } });
  return proxy.writes().map(({ method, path }) => `${method} ${path}`);
};

const nameIn = (body: unknown): unknown => z.looseObject({ name: z.unknown() }).safeParse(body).data?.name;

describe("the company example", () => {
  it("is deployed in one run from nothing, in the order of need, and unchanged in the second [N19, N1, N22]", async () => {
    await writesOf();
    const written = (path: string, name: string): number =>
      proxy.writes().findIndex((one) => one.path.endsWith(path) && nameIn(one.body) === name);
    const deployment = written("/deployments/", "nightly-prod");
    const automation = written("/automations/", "transform/nightly-prod: after extract/nightly-prod");
    const queue = written("/work_pools/company-prod/queues", "nightly");
    const chain = [written("/work_pools/", "company-prod"), queue, deployment, automation];
    expect([chain.includes(-1), chain]).toEqual([false, chain.toSorted((a, b) => a - b)]);
    const needed = [
      written("/block_documents/", "company-prod"),
      written("/block_documents/", "company-warehouse-prod"),
      written("/v2/concurrency_limits/", "company-warehouse-prod"),
    ];
    expect(needed.every((index) => index >= 0 && index < deployment)).toBe(true);
    expect(written("/variables/", "company-region-prod")).toBeGreaterThanOrEqual(0);
    expect(await ownDeployments()).toHaveLength(9);
    expect(await ownAutomations()).toHaveLength(15);
    const placed = z.array(z.looseObject({ work_pool_name: z.string() }));
    const all = await read("POST", "/deployments/filter", placed, {
      flows: { tags: { all_: ["meta-prefect:company"] } },
    });
    expect(new Set(all.map((one) => one.work_pool_name))).toEqual(new Set(["company-dev", "company-prod"]));
    const transform = await read(
      "GET",
      "/deployments/name/transform/nightly-prod",
      z.looseObject({
        id: z.string(),
        work_pool_name: z.string(),
        work_queue_name: z.string(),
        global_concurrency_limit: z.looseObject({ name: z.string(), limit: z.number() }),
      }),
    );
    expect(transform).toMatchObject({
      work_pool_name: "company-prod",
      work_queue_name: "nightly",
      global_concurrency_limit: { name: "company-warehouse-prod", limit: 3 },
    });
    const extract = await read("GET", "/deployments/name/extract/nightly-prod", identified);
    const [after] = await automationsNamed("transform/nightly-prod: after extract/nightly-prod");
    expect(JSON.stringify(after?.trigger)).toContain(`prefect.deployment.${extract.id}`);
    expect(JSON.stringify(after)).toContain(`"deployment_id":"${transform.id}"`);
    const secret = await readBlock("secret", "company-warehouse-prod");
    expect(secret.data).toMatchObject({ value: expect.stringContaining("sample.invalid") as string });
    expect(await writesOf()).toEqual([]);
  });

  it("is drifted by hand in five ways, told so, and repaired [N16, N19]", async () => {
    const { id } = await read("GET", "/deployments/name/report/daily-prod", identified);
    await raw("PATCH", `/deployments/${id}`, { description: "by hand", tags: [] });
    await raw("PATCH", "/work_pools/company-prod", { concurrency_limit: 99 });
    await raw("PATCH", "/variables/name/company-region-prod", { value: "us" });
    await raw("PATCH", "/v2/concurrency_limits/company-warehouse-prod", { limit: 99 });
    const [automation] = await automationsNamed(alarm);
    await raw("DELETE", `/automations/${automation?.id ?? ""}`);
    const { drifted } = await drift(actionOptions(project.path));
    expect(drifted.map(({ kind, name, state }) => `${kind} ${name} ${state}`).sort()).toEqual([
      `automation ${alarm} gone`,
      "deployment report/daily-prod changed",
      "global-concurrency-limit company-warehouse-prod changed",
      "variable company-region-prod changed",
      "work-pool company-prod changed",
    ]);
    await deployed(project.path);
    expect(await read("GET", "/variables/name/company-region-prod", z.looseObject({}))).toMatchObject({
      value: { primary: "eu", others: ["us"] },
    });
    expect(await automationsNamed(alarm)).toHaveLength(1);
    const looked = ["/deployments/name/report/daily-prod", "/work_pools/company-prod"].map((path) =>
      read("GET", path, z.looseObject({})),
    );
    expect(await Promise.all(looked)).toMatchObject([
      { id, description: "Writes the report that everybody reads in the morning.", tags: ["env=prod"] },
      { concurrency_limit: 8 },
    ]);
    const limit = await raw("GET", "/v2/concurrency_limits/company-warehouse-prod");
    expect(limit.body).toMatchObject({ limit: 3 });
    expect(await writesOf()).toEqual([]);
  });

  it("loses what leaves the file, with its automations, and nothing else [N3, N36]", async () => {
    const file = join(project.path, "meta_prefect.yaml");
    const text = await readFile(file, "utf8");
    const [before, rest = ""] = text.split("    - name: full-prod");
    await writeFile(file, `${before ?? ""}${rest.slice(rest.indexOf("  report:\n"))}`);
    const { plan: planned } = await plan(actionOptions(project.path, { prune: true }));
    expect(planned.changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`).sort()).toEqual([
      "delete automation transform/full-prod: after company.catalogue.changed",
      "delete automation transform/full-prod: slack-webhook/company-prod on Failed, Crashed, TimedOut",
      "delete deployment transform/full-prod",
    ]);
    await deployed(project.path, { prune: true });
    expect(await ownDeployments()).toHaveLength(8);
    expect(await ownAutomations()).toHaveLength(13);
    const limit = await raw("GET", "/v2/concurrency_limits/company-warehouse-prod");
    expect(limit).toMatchObject({ status: 200, body: { limit: 3 } });
  });

  it("is destroyed without residue, and a second time there is nothing to do [N19, N36]", async () => {
    const options = { ...actionOptions(project.path), confirm: () => Promise.resolve(true) };
    const ids = (
      await read("POST", "/deployments/filter", z.array(identified), {
        flows: { tags: { all_: ["meta-prefect:company"] } },
      })
    ).map(({ id }) => id);
    expect(ids).toHaveLength(8);
    // Prefect's scheduler may be about to make more when the deployments go: those that are there already count.
    const scheduled = { deployment_id: { any_: ids }, state: { type: { any_: ["SCHEDULED"] } } };
    const upcoming = (): Promise<readonly { readonly id: string }[]> =>
      read("POST", "/flow_runs/filter", z.array(identified), { flow_runs: scheduled });
    await expect.poll(async () => (await upcoming()).length, { timeout: 60_000 }).toBeGreaterThan(0);
    const made = (await upcoming()).map(({ id }) => id);
    for (const environment of ["dev", "prod"]) {
      proxy.clear();
      const env = { ...options.env, PREFECT_API_URL: proxy.url };
      const { outcomes } = await destroy({ ...options, env, environment });
      expect(outcomes.filter(({ status }) => status !== "done")).toEqual([]);
      const kinds = proxy
        .writes()
        .flatMap(({ method, path }) => (method === "DELETE" ? [deleted.exec(path)?.[1] ?? ""] : []));
      const order = ["automations", "deployments", "work_pools"].map((kind) => [
        kinds.indexOf(kind),
        kinds.lastIndexOf(kind),
      ]);
      expect([order.flat().includes(-1), order.flat()]).toEqual([
        false,
        order.flat().toSorted((a, b) => a - b),
      ]);
      expect(kinds.indexOf("block_documents")).toBeGreaterThan(kinds.lastIndexOf("automations"));
      expect(kinds.indexOf("concurrency_limits")).toBeGreaterThan(kinds.lastIndexOf("deployments"));
    }
    expect((await raw("POST", "/flow_runs/count", { flow_runs: { id: { any_: made } } })).body).toBe(0);
    expect(await ownDeployments()).toEqual([]);
    expect(await ownAutomations()).toEqual([]);
    expect(await names("/variables/filter", { variables: ours })).toEqual([]);
    const left = (all: readonly string[]): readonly string[] =>
      all.filter((name) => name.startsWith("company"));
    expect(await names("/flows/filter", { flows: ours })).toEqual([]);
    expect(left(await names("/work_pools/filter"))).toEqual([]);
    for (const path of ["/variables/name/company-region-prod", "/work_pools/company-prod/queues/nightly"])
      expect((await raw("GET", path)).status).toBe(404);
    expect(left(await names("/v2/concurrency_limits/filter"))).toEqual([]);
    const blocks = await read(
      "POST",
      "/block_documents/filter",
      z.array(z.looseObject({ name: z.string().nullable() })),
    );
    expect(left(blocks.map(({ name }) => name ?? ""))).toEqual([]);
    const { outcomes } = await destroy({ ...options, environment: "prod" });
    expect(outcomes).toEqual([]);
  });
});
