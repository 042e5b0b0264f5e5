import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { workPool } from "../../src/components/declare.ts";
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

const variable = z.looseObject({ name: z.string(), value: z.record(z.string(), z.unknown()) });
const ledgerOf = (project: string): Promise<readonly z.output<typeof variable>[]> =>
  read("POST", "/variables/filter", z.array(variable), {
    variables: { tags: { all_: [`meta-prefect:${project}`] } },
  });
const deployment = z.looseObject({
  id: z.string(),
  path: z.string().nullable(),
  tags: z.array(z.string()),
});
const look = (project: string, name: string): Promise<z.output<typeof deployment>> =>
  read("GET", `/deployments/name/${project}-flow/${name}`, deployment);
const one = (project: string, name: string, fields: Declared["fields"]): Declared => ({
  flow: `${project}-flow`,
  name,
  fields,
});
const refusal = {
  status: 422,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ exception_message: "refused for the test" }),
};

describe("the ledger", () => {
  it("holds the union of old and new while a change is made, and only what is declared after it", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [one(project, "main", { path: "/srv" })]);
    const entries = async (): Promise<unknown> =>
      (await ledgerOf(project))[0]?.value[`deployment:${project}-flow/main`];
    const first = await entries();
    proxy.intercept = ({ method, path }) =>
      method === "PATCH" && path.includes("/deployments/") ? refusal : undefined;
    await reconcile(proxy.url, project, [one(project, "main", { tags: ["a"] })], { fallible: true });
    const bits = z.object({ f: z.string().transform((hex) => Number.parseInt(hex, 16)) });
    const [before, during] = [bits.parse(first).f, bits.parse(await entries()).f];
    expect(during & before).toBe(before);
    expect(during).toBeGreaterThan(before);
    proxy.intercept = undefined;
    await reconcile(proxy.url, project, [one(project, "main", { tags: ["a"] })]);
    expect(await look(project, "main")).toMatchObject({ path: null, tags: ["a"] });
    expect(bits.parse(await entries()).f).not.toBe(during);
  });

  it("remembers what a run wrote that was cut off before it could trim the ledger", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [one(project, "main", {})]);
    proxy.intercept = ({ method, path }) =>
      method === "GET" && path.includes("/deployments/") ? refusal : undefined;
    const cut = await reconcile(proxy.url, project, [one(project, "main", { tags: ["a"] })], {
      fallible: true,
    });
    expect(cut.outcomes.map(({ status }) => status)).toEqual(["failed"]);
    proxy.intercept = undefined;
    expect((await look(project, "main")).tags).toEqual(["a"]);
    await reconcile(proxy.url, project, [one(project, "main", {})]);
    expect((await look(project, "main")).tags).toEqual([]);
  });

  it("that is deleted costs nothing but the memory of what is not declared any more", async () => {
    const project = unique();
    const main = one(project, "main", { description: "x", tags: ["a"] });
    await reconcile(proxy.url, project, [main]);
    for (const { name } of await ledgerOf(project)) await raw("DELETE", `/variables/name/${name}`);
    const { plan } = await reconcile(proxy.url, project, [main]);
    expect(plan.changes).toEqual([]);
    proxy.clear();
    await reconcile(proxy.url, project, [main]);
    expect(proxy.writes()).toEqual([]);
    await reconcile(proxy.url, project, [one(project, "main", { description: "x" })]);
    expect((await look(project, "main")).tags).toEqual([]);
  });

  it("that cannot be trimmed after the changes takes nothing back, and the next deploy trims it", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [one(project, "main", { path: "/srv" })]);
    // By what they say: one that a locked SQLite turned away comes again.
    const writes = new Set<string>();
    proxy.intercept = ({ method, path, body }) => {
      if (method !== "PATCH" || !path.includes("/variables/")) return undefined;
      return writes.add(JSON.stringify(body)).size > 1 ? refusal : undefined;
    };
    const { outcomes } = await reconcile(proxy.url, project, [one(project, "main", { tags: ["a"] })]);
    expect(writes.size).toBe(2);
    expect(outcomes.map(({ status }) => status)).toEqual(["done"]);
    proxy.intercept = undefined;
    const again = await reconcile(proxy.url, project, [one(project, "main", { tags: ["a"] })]);
    expect(again.plan.changes).toEqual([]);
    proxy.clear();
    await reconcile(proxy.url, project, [one(project, "main", { tags: ["a"] })]);
    expect(proxy.writes()).toEqual([]);
  });

  it("keeps what another run of the project wrote while this one was at work", async () => {
    const project = unique();
    const flow = `${project}-flow`;
    await reconcile(proxy.url, project, [one(project, "first", { tags: ["a"] })]);
    const other = await startRecordingProxy(apiUrl());
    let meanwhile: Promise<unknown> | undefined;
    other.intercept = ({ method, path }) => {
      if (method !== "POST" || !path.endsWith("/deployments/") || meanwhile !== undefined) return undefined;
      meanwhile = reconcile(proxy.url, project, [one(project, "second", { tags: ["b"] })]);
      return { status: 503, headers: { "retry-after": "3" } };
    };
    await reconcile(other.url, project, [one(project, "third", { version: { $late: "nextInteger" } })]);
    await meanwhile;
    await other.close();
    const known = (await ledgerOf(project)).flatMap(({ value }) => Object.keys(value));
    expect(known.sort()).toEqual(["first", "second", "third"].map((name) => `deployment:${flow}/${name}`));
  });

  it("holds entries that are too long for one variable, in ASCII and beyond, and forgets all of each", async () => {
    const project = unique();
    const schedules = Array.from({ length: 60 }, (_, index) => ({
      slug: `${'långsam ✓ 🚀 "x" \\ '.repeat(6)}${index.toString()}`,
      schedule: { cron: "0 2 * * *" },
    }));
    const pool = workPool({
      name: `${project}-pool`,
      type: "process",
      templatePatches: [
        { path: ["variables"], value: { type: "object", properties: {} } },
        { path: ["job_configuration"], value: { command: "x" } },
      ],
    });
    const main: Declared = { ...one(project, "main", { schedules, workPool: pool.name }), requires: [pool] };
    await reconcile(proxy.url, project, [main]);
    proxy.clear();
    const { plan } = await reconcile(proxy.url, project, [main]);
    expect(plan.changes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
    const few = { ...main, fields: { ...main.fields, schedules: schedules.slice(0, 1) } };
    await reconcile(proxy.url, project, [few]);
    const { id } = await look(project, "main");
    expect(await read("GET", `/deployments/${id}/schedules`, z.array(z.unknown()))).toHaveLength(1);
    const keys = (await ledgerOf(project)).flatMap(({ value }) => Object.keys(value)).sort();
    expect(keys).toEqual([`deployment:${project}-flow/main`, `work-pool:${project}-pool`]);
  });
});
