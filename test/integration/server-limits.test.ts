import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  globalConcurrencyLimit,
  tagConcurrencyLimit,
} from "../../src/components/concurrency-limit/declare.ts";
import { workPool, workQueue } from "../../src/components/declare.ts";
import { drivers } from "../../src/components/drivers.ts";
import { variable } from "../../src/components/variable/declare.ts";
import { schemaChecker } from "../../src/hosts/schema-checker.ts";
import type { Component } from "../../src/interfaces/component.ts";
import type { DeploymentFields } from "../../src/interfaces/deployment.ts";
import type { Json, JsonObject } from "../../src/interfaces/json.ts";
import { build } from "../../src/resolver/build.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { reconcile } from "../support/reconcile.ts";
import { unique } from "../support/unique.ts";

/** The codes of what `validate` says, which asks no server. */
function refusals(component: Component): readonly string[] {
  const facts = {
    project: "acme",
    root: "/srv",
    now: "2026-01-01T00:00:00.000Z",
    env: {},
    git: () => undefined,
    packageVersion: () => undefined,
  };
  const declared = [{ component, environment: "dev" }];
  return build([], facts, drivers, schemaChecker, declared).diagnostics.map(({ code }) => code);
}
const statusOf = async (path: string, body: Json): Promise<number> => (await raw("POST", path, body)).status;
const identified = z.looseObject({ id: z.string() });

describe("what the server refuses or cannot work with is refused before it is asked:", () => {
  it.each<[string, (project: string) => { name: string; value: Json }, string | undefined]>([
    ["a value of 5,000 bytes", (project) => ({ name: project, value: "x".repeat(4_998) }), undefined],
    ["a value of 5,001 bytes", (project) => ({ name: project, value: "x".repeat(4_999) }), "too-large"],
    [
      "a mapping of 5,001 bytes",
      (project) => ({ name: project, value: { a: "x".repeat(4_993) } }),
      "too-large",
    ],
    [
      "a mapping of 5,000 bytes",
      (project) => ({ name: project, value: { a: "x".repeat(4_992) } }),
      undefined,
    ],
    ["letters of two bytes that fit", (project) => ({ name: project, value: "é".repeat(2_499) }), undefined],
    ["letters of two bytes", (project) => ({ name: project, value: "é".repeat(2_500) }), "too-large"],
    ["a name of 255", (project) => ({ name: project.padEnd(255, "x"), value: 1 }), undefined],
    ["a name of 256", (project) => ({ name: project.padEnd(256, "x"), value: 1 }), "invalid-name"],
    ["a capital in the name", (project) => ({ name: `${project}A`, value: 1 }), "invalid-name"],
    ["a dot in the name", (project) => ({ name: `${project}.a`, value: 1 }), "invalid-name"],
  ])("a variable with %s [N46]", async (_what, make, code) => {
    const declared = make(unique());
    expect(refusals(variable(declared))).toEqual(code === undefined ? [] : [code]);
    expect(await statusOf("/variables/", { ...declared, tags: [] })).toBe(code === undefined ? 201 : 422);
  });

  it.each(["Prefect-pool", "prefect", "a/b", "a%b"])("a pool named %s [N46]", async (name) => {
    expect(refusals(workPool({ name, type: "process" }))).toEqual(["invalid-name"]);
    expect([403, 422]).toContain(await statusOf("/work_pools/", { name, type: "process" }));
  });

  it.each(["a/b", "a<b", ""])("a limit or a queue named %j [N46]", async (name) => {
    expect(refusals(globalConcurrencyLimit({ name, limit: 1 }))).toEqual(["invalid-name"]);
    expect(await statusOf("/v2/concurrency_limits/", { name, limit: 1 })).toBe(422);
    const pool = workPool({ name: unique(), type: "process" });
    expect(refusals(workQueue({ pool, queue: name }))).toEqual(["invalid-name"]);
    await raw("POST", "/work_pools/", { name: pool.name, type: "process" });
    expect(await statusOf(`/work_pools/${pool.name}/queues`, { name })).toBe(422);
  });

  it.each([-1, 1.5])("a limit of %j slots [N46]", async (limit) => {
    const name = unique();
    expect(refusals(globalConcurrencyLimit({ name, limit }))).toEqual(["invalid-limit"]);
    expect(await statusOf("/v2/concurrency_limits/", { name, limit })).toBe(422);
    expect(refusals(tagConcurrencyLimit({ tag: name, limit }))).toEqual(["invalid-limit"]);
  });

  it("the name of a limit that looks like an id, which is made and never found again [N46]", async () => {
    const name = `${unique("").slice(1)}-1234-1234-1234-123456789abc`;
    expect(refusals(globalConcurrencyLimit({ name, limit: 1 }))).toEqual(["invalid-name"]);
    const { id } = await read("POST", "/v2/concurrency_limits/", identified, { name, limit: 1 });
    expect((await raw("GET", `/v2/concurrency_limits/${name}`)).status).toBe(404);
    await raw("DELETE", `/v2/concurrency_limits/${id}`);
  });
});

describe("a deployment", () => {
  const codes = async (project: string, fields: DeploymentFields, requires: readonly Component[] = []) => {
    const declared = { flow: `${project}-flow`, name: "main", fields, requires };
    const options = { refusable: true, adopt: true };
    const { plan } = await reconcile(apiUrl(), project, [declared], options);
    return plan.diagnostics.map(({ code }) => code);
  };
  const tags = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `t${index.toString()}`);

  it("with 94 tags is refused; with 93 runs are made, with a few more Prefect fails at each [N46]", async () => {
    const project = unique();
    const pool = workPool({ name: `${project}-pool`, type: "process" });
    const fields = { tags: tags(93), workPool: pool.name };
    expect(await codes(project, { ...fields, tags: tags(94) }, [pool])).toEqual(["too-many"]);
    expect(await codes(project, fields, [pool])).toEqual([]);
    const { id } = await read("GET", `/deployments/name/${project}-flow/main`, identified);
    const scheduled = { tags: ["auto-scheduled"] };
    expect(await statusOf(`/deployments/${id}/create_flow_run`, scheduled)).toBe(201);
    await raw("PATCH", `/deployments/${id}`, { tags: tags(97) });
    expect(await statusOf(`/deployments/${id}/create_flow_run`, scheduled)).toBe(500);
  });

  it.each<[string, JsonObject, boolean]>([
    ["524,288 bytes", { day: "x".repeat(524_278) }, true],
    ["524,289 bytes", { day: "x".repeat(524_279) }, false],
    ["letters that take six bytes and fit", { day: "é".repeat(87_379) }, true],
    ["letters that take six bytes", { day: "é".repeat(87_380) }, false],
  ])("whose parameters take %s [N46]", async (_what, parameters, fits) => {
    const project = unique();
    expect(await codes(project, { parameters })).toEqual(fits ? [] : ["too-large"]);
    const flow = await read("POST", "/flows/", identified, { name: `${project}-flow` });
    const body = { name: "raw", flow_id: flow.id, parameters };
    expect(await statusOf("/deployments/", body)).toBe(fits ? 201 : 422);
  });
});
