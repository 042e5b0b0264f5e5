import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonObject } from "../../src/interfaces/json.ts";
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

const shape = z.looseObject({
  id: z.string(),
  paused: z.boolean(),
  description: z.string().nullable(),
  tags: z.array(z.string()),
  parameters: z.record(z.string(), z.unknown()),
  job_variables: z.record(z.string(), z.unknown()),
  schedules: z.array(
    z.looseObject({
      id: z.string(),
      slug: z.string().nullable(),
      active: z.boolean(),
      schedule: z.looseObject({}),
    }),
  ),
});
type Seen = z.output<typeof shape>;
const look = (project: string, name: string): Promise<Seen> =>
  read("GET", `/deployments/name/${project}-flow/${name}`, shape);
const status = async (project: string, name: string): Promise<number> =>
  (await raw("GET", `/deployments/name/${project}-flow/${name}`)).status;
const one = (project: string, name: string, fields: Declared["fields"]): Declared => ({
  flow: `${project}-flow`,
  name,
  fields,
});
const nightly = { slug: "nightly", schedule: { cron: "0 2 * * *" } };

describe("a renamed deployment", () => {
  it("takes over what people changed, and the old one goes with a word about its history [N27]", async () => {
    const project = unique();
    const fields = { tags: ["a"], schedules: [nightly] };
    await reconcile(proxy.url, project, [one(project, "old", fields)]);
    const old = await look(project, "old");
    await raw("PATCH", `/deployments/${old.id}`, {
      paused: true,
      parameters: { day: "monday" },
      job_variables: { env: { A: "1" } },
    });
    await raw("PATCH", `/deployments/${old.id}/schedules/${old.schedules[0]?.id ?? ""}`, {
      ...{ active: false, max_scheduled_runs: 7 },
    });
    const renamed = one(project, "new", { ...fields, tags: ["b"], renamedFrom: "old" });
    const { plan } = await reconcile(proxy.url, project, [renamed]);
    expect(plan.changes.map(({ action, name, replaces }) => [action, name, replaces])).toEqual([
      ["rename", `${project}-flow/new`, `deployment:${project}-flow/old`],
    ]);
    expect(plan.changes[0]?.fields[0]?.because).toContain("earlier runs stay under the old name");
    expect(plan.orphans).toEqual([]);
    expect(await look(project, "new")).toMatchObject({
      paused: true,
      job_variables: { env: { A: "1" } },
      tags: ["b"],
      parameters: { day: "monday" },
      schedules: [{ slug: "nightly", active: false, max_scheduled_runs: 7, schedule: { cron: "0 2 * * *" } }],
    });
    expect(await status(project, "old")).toBe(404);
    proxy.clear();
    expect((await reconcile(proxy.url, project, [renamed])).plan.changes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
  });

  it("that was cut off before the old one went is finished by the next run", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [one(project, "old", {})]);
    proxy.intercept = ({ method, path }) =>
      method === "DELETE" && path.includes("/deployments/") ? { status: 422, body: "{}" } : undefined;
    const renamed = one(project, "new", { renamedFrom: "old" });
    await reconcile(proxy.url, project, [renamed], { fallible: true });
    expect([await status(project, "old"), await status(project, "new")]).toEqual([200, 200]);
    proxy.intercept = undefined;
    const { plan } = await reconcile(proxy.url, project, [renamed]);
    expect(plan.changes.map(({ action }) => action)).toEqual(["rename"]);
    expect([await status(project, "old"), await status(project, "new")]).toEqual([404, 200]);
    expect((await reconcile(proxy.url, project, [renamed])).plan.changes).toEqual([]);
  });

  it("takes nothing from one that is not ours, or that is still declared", async () => {
    const project = unique();
    const flow = await read("POST", "/flows/", z.object({ id: z.string() }), { name: `${project}-flow` });
    await raw("POST", "/deployments/", { name: "theirs", flow_id: flow.id });
    await reconcile(proxy.url, project, [one(project, "new", { renamedFrom: "theirs" })]);
    expect([await status(project, "theirs"), await status(project, "new")]).toEqual([200, 200]);
    await reconcile(proxy.url, project, [
      one(project, "new", {}),
      one(project, "more", { renamedFrom: "new" }),
    ]);
    expect([await status(project, "new"), await status(project, "more")]).toEqual([200, 200]);
  });
});

describe("changes that are to be ignored", () => {
  const inFolder = (directory: string): JsonObject => ({
    "prefect.deployments.steps.set_working_directory": { directory },
  });
  const cases = [
    ["description", { description: "ours" }, { description: "theirs" }],
    ["tags", { tags: ["a"] }, { tags: ["b"] }],
    [
      "parameters.day",
      { parameters: { day: "monday", count: 2 } },
      { parameters: { day: "friday", count: 2 } },
    ],
    [
      "job_variables.env.A",
      { jobVariables: { env: { A: "1", B: "2" } } },
      { job_variables: { env: { A: "9", B: "2" } } },
    ],
    ["version", { version: "1" }, { version: "7" }],
    ["concurrency_limit", { concurrencyLimit: 2 }, { concurrency_limit: 5 }],
    [
      "concurrency_options",
      { concurrencyOptions: { collision_strategy: "CANCEL_NEW" } },
      { concurrency_options: { collision_strategy: "ENQUEUE" } },
    ],
    ["path", { path: "/ours" }, { path: "/theirs" }],
    ["entrypoint", { entrypoint: "a.py:a" }, { entrypoint: "b.py:b" }],
    ["enforce_parameter_schema", { enforceParameterSchema: false }, { enforce_parameter_schema: true }],
    [
      "parameter_openapi_schema",
      { parameterSchema: { type: "object", properties: { day: { type: "string" } } } },
      { parameter_openapi_schema: { type: "object", properties: { hour: { type: "integer" } } } },
    ],
    ["pull_steps", { pullSteps: [inFolder("/ours")] }, { pull_steps: [inFolder("/theirs")] }],
  ] as const;

  it.each(cases)("%s: made as declared, then left as people have it [N11]", async (path, fields, patch) => {
    const project = unique();
    const declared = one(project, "main", { ...fields, paused: false, ignoreChanges: [path] });
    await reconcile(proxy.url, project, [declared]);
    const made = await look(project, "main");
    await raw("PATCH", `/deployments/${made.id}`, patch);
    proxy.clear();
    expect((await reconcile(proxy.url, project, [declared])).plan.changes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
    await raw("PATCH", `/deployments/${made.id}`, { paused: true });
    const { plan } = await reconcile(proxy.url, project, [declared]);
    expect(plan.changes.map(({ fields: changed }) => changed.map((change) => change.path))).toEqual([
      ["paused"],
    ]);
    const insisting = { ...declared, fields: { ...declared.fields, ignoreChanges: [] } };
    const again = await reconcile(proxy.url, project, [insisting], { dry: true });
    expect(again.plan.changes).toHaveLength(1);
  });

  it("of a part of a value leave the rest under control, and of schedules also what people deleted [N11]", async () => {
    const project = unique();
    const at = (count: number, ignoreChanges: readonly string[]): Declared =>
      one(project, "main", { parameters: { day: "monday", count }, schedules: [nightly], ignoreChanges });
    await reconcile(proxy.url, project, [at(1, ["parameters.day", "schedules"])]);
    const { id, schedules } = await look(project, "main");
    await raw("PATCH", `/deployments/${id}`, { parameters: { day: "friday", count: 1 } });
    await raw("DELETE", `/deployments/${id}/schedules/${schedules[0]?.id ?? ""}`);
    await reconcile(proxy.url, project, [at(2, ["parameters.day", "schedules"])]);
    expect(await look(project, "main")).toMatchObject({
      parameters: { day: "friday", count: 2 },
      schedules: [],
    });
    await reconcile(proxy.url, project, [at(2, ["schedules.nightly.active"])]);
    const made = await look(project, "main");
    expect(made.schedules).toHaveLength(1);
    await raw("PATCH", `/deployments/${id}/schedules/${made.schedules[0]?.id ?? ""}`, { active: false });
    const { plan } = await reconcile(proxy.url, project, [at(2, ["schedules.nightly.active"])]);
    expect(plan.changes).toEqual([]);
  });

  it("of something that no deployment has are a mistake", async () => {
    const project = unique();
    const { plan } = await reconcile(
      proxy.url,
      project,
      [one(project, "main", { ignoreChanges: ["tgas"] })],
      {
        refusable: true,
      },
    );
    expect(plan.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["unknown-field", expect.stringContaining('"tgas"') as string],
    ]);
  });
});
