import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createPrefectApi } from "../../src/prefect/create-prefect-api.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { unique } from "../support/unique.ts";

describe("the client on a real server", () => {
  const api = createPrefectApi({ url: `${apiUrl()}/` });

  it("knows the server's version and database", async () => {
    expect(await api.version()).toBe((await raw("GET", "/admin/version")).body);
    expect(await api.database()).toBe("sqlite");
    expect(api.url).toBe(apiUrl());
    expect(`${api.uiUrl}/api`).toBe(apiUrl());
  });

  it("says that a wrong address is not Prefect's API", async () => {
    const ui = createPrefectApi({ url: apiUrl().replace(/\/api$/, "") });
    await expect(ui.version()).rejects.toMatchObject({ code: "not-prefect" });
    const nowhere = createPrefectApi({ url: `${apiUrl()}/v9` });
    await expect(nowhere.version()).rejects.toMatchObject({ code: "not-prefect" });
  });

  it("makes a flow once and changes its tags only when told", async () => {
    const [name, tag, other] = [unique("flow"), unique("tag"), unique("tag")];
    const flow = await api.flows.ensure({ name, tags: [tag] });
    expect(await api.flows.ensure({ name, tags: [other] })).toEqual(flow);
    expect(await api.flows.withTag(tag)).toEqual([{ id: flow.id, name, tags: [tag] }]);
    await api.flows.setTags(flow.id, [tag, other]);
    expect(await api.flows.named([name, unique("none")])).toEqual([
      { id: flow.id, name, tags: [tag, other] },
    ]);
    expect((await raw("GET", `/flows/${flow.id}`)).body).toMatchObject({ name, tags: [tag, other] });
    expect(await api.flows.named([])).toEqual([]);
  });

  it("writes, finds and deletes deployments, with names that need encoding", async () => {
    const [flowName, tag, name] = [unique("flow é #?"), unique("tag"), unique("a b#?ü")];
    const flow = await api.flows.ensure({ name: flowName, tags: [tag] });
    const made = await api.deployments.upsert({
      name,
      flow_id: flow.id,
      labels: { "a.b": 1 },
      parameters: { x: null },
    });
    expect(made).toMatchObject({
      name,
      flow_id: flow.id,
      parameters: { x: null },
      schedules: [],
      paused: false,
    });
    expect(made.labels).toMatchObject({ "a.b": 1 });
    expect((await raw("GET", `/deployments/${made.id}`)).body).toMatchObject(made);

    await api.deployments.patch(made.id, { description: "new" });
    const changed = { ...made, description: "new" };
    expect(await api.deployments.get(made.id)).toEqual(changed);
    expect(await api.deployments.byName(flowName, name)).toEqual(changed);
    expect(await api.deployments.ofFlowsWithTag(tag)).toEqual([changed]);
    expect(await api.deployments.named([flowName], [name, unique("none")])).toEqual([changed]);
    expect(await api.deployments.named([flowName], [])).toEqual([]);

    await api.deployments.deleteOwnedAutomations(made.id);
    await api.deployments.delete(made.id);
    await api.deployments.delete(made.id);
    expect(await api.deployments.get(made.id)).toBeUndefined();
    expect(await api.deployments.byName(flowName, name)).toBeUndefined();
    expect((await raw("GET", `/deployments/${made.id}`)).status).toBe(404);
    await expect(api.deployments.patch(made.id, {})).rejects.toMatchObject({ code: "gone" });
  });

  it("writes schedules one by one and makes their runs at once", async () => {
    const flow = await api.flows.ensure({ name: unique("flow"), tags: [] });
    const { id } = await api.deployments.upsert({ name: "d", flow_id: flow.id });
    const added = await api.deployments.addSchedules(id, [
      { slug: "cron", schedule: { cron: "0 1 * * *" } },
      { slug: "interval", schedule: { interval: 3600 }, active: false, parameters: { x: 1 } },
      { slug: "rrule", schedule: { rrule: "FREQ=DAILY", timezone: "Europe/Paris" } },
    ]);
    const bySlug = new Map(added.map((schedule) => [schedule.slug, schedule]));
    expect(bySlug.get("cron")?.schedule).toEqual({ cron: "0 1 * * *", day_or: true });
    expect(bySlug.get("interval")).toMatchObject({
      active: false,
      parameters: { x: 1 },
      schedule: { interval: 3600 },
    });
    expect(bySlug.get("rrule")?.schedule).toMatchObject({ timezone: "Europe/Paris" });
    await expect(
      api.deployments.addSchedules(id, [{ slug: "cron", schedule: { cron: "1 1 * * *" } }]),
    ).rejects.toMatchObject({
      code: "already-exists",
    });

    await api.deployments.patchSchedule(id, bySlug.get("cron")?.id ?? "", {
      schedule: { cron: "30 2 * * *" },
    });
    await api.deployments.deleteSchedule(id, bySlug.get("rrule")?.id ?? "");
    await api.deployments.deleteSchedule(id, bySlug.get("rrule")?.id ?? "");
    const live = (await api.deployments.get(id))?.schedules ?? [];
    expect(new Map(live.map(({ slug, id: key }) => [slug, key]))).toEqual(
      new Map(["interval", "cron"].map((slug) => [slug, bySlug.get(slug)?.id])),
    );

    await api.deployments.scheduleNow(id);
    const runs = await api.flowRuns.ofDeployments([id], { states: ["SCHEDULED"], limit: 2 });
    expect(runs).toHaveLength(2);
    expect(Date.parse(runs[0]?.expected_start_time ?? "")).toBeLessThan(
      Date.parse(runs[1]?.expected_start_time ?? ""),
    );
    expect(await api.flowRuns.ofDeployments([id], { states: ["COMPLETED"], limit: 2 })).toEqual([]);
  });

  it("makes a run once for a key, and reads its state and log", async () => {
    const flow = await api.flows.ensure({ name: unique("flow"), tags: [] });
    const { id } = await api.deployments.upsert({ name: "d", flow_id: flow.id });
    const body = { parameters: { x: 1 }, idempotency_key: unique("key") };
    const run = await api.deployments.createFlowRun(id, body);
    expect(run).toMatchObject({ deployment_id: id, parameters: { x: 1 }, state: { type: "SCHEDULED" } });
    expect((await api.deployments.createFlowRun(id, body)).id).toBe(run.id);
    expect(await api.flowRuns.get(run.id)).toMatchObject({ id: run.id, name: run.name });
    expect(await api.flowRuns.get("00000000-0000-4000-8000-000000000000")).toBeUndefined();

    // More than a page, with an instant that many lines share.
    const line = (index: number): Record<string, string | number> => ({
      name: "prefect.flow_runs",
      level: 20,
      message: `line ${String(index)}`,
      timestamp: new Date(Date.UTC(2026, 0, 1, 0, 0, index < 150 ? 0 : index)).toISOString(),
      flow_run_id: run.id,
    });
    await raw(
      "POST",
      "/logs/",
      Array.from({ length: 230 }, (_, index) => line(index)),
    );
    const logs = await api.flowRuns.logs(run.id, undefined);
    expect(new Set(logs.map(({ message }) => message)).size).toBe(230);
    expect(logs.map(({ timestamp }) => timestamp)).toEqual(logs.map(({ timestamp }) => timestamp).sort());
    const late = await api.flowRuns.logs(run.id, "2026-01-01T00:03:48Z");
    expect(late.map(({ message }) => message)).toContain("line 229");
    expect(late.length).toBeLessThanOrEqual(2);
  });

  it("makes work pools and queues once, and finds none where none are", async () => {
    const pool = unique("pool #1");
    const made = await api.workPools.create({ name: pool, type: "process", description: "a" });
    await expect(api.workPools.create({ name: pool, type: "process" })).rejects.toMatchObject({
      code: "already-exists",
      message: `work pool "${pool}" exists already`,
    });
    await api.workPools.patch(pool, { description: "b", concurrency_limit: 3 });
    expect(await api.workPools.named([pool, unique("none")])).toEqual([
      { ...made, description: "b", concurrency_limit: 3 },
    ]);
    expect(await api.workPools.named([])).toEqual([]);

    await api.workPools.createQueue(pool, { name: "q", priority: 5 });
    await expect(api.workPools.createQueue(pool, { name: "q" })).rejects.toMatchObject({
      code: "already-exists",
    });
    await api.workPools.patchQueue(pool, "q", { concurrency_limit: 2 });
    const queues = await api.workPools.queues(pool);
    expect(queues.map(({ name, concurrency_limit }) => [name, concurrency_limit])).toEqual([
      ["default", null],
      ["q", 2],
    ]);
    await api.workPools.deleteQueue(pool, "q");

    await raw("POST", `/work_pools/${encodeURIComponent(pool)}/workers/heartbeat`, { name: "w" });
    expect(await api.workPools.workers(pool)).toMatchObject([{ name: "w", status: "ONLINE" }]);
    expect(await api.deployments.countInPool(pool)).toBe(0);
    const flow = await api.flows.ensure({ name: unique("flow"), tags: [] });
    await api.deployments.upsert({ name: "d", flow_id: flow.id, work_pool_name: pool });
    expect(await api.deployments.countInPool(pool)).toBe(1);

    await api.workPools.delete(pool);
    await api.workPools.delete(pool);
    expect(await api.workPools.queues(pool)).toEqual([]);
    expect(await api.workPools.workers(pool)).toEqual([]);
    expect(Object.keys(await api.workPools.defaultTemplates())).toContain("process");
  });

  it("says which names are reserved", async () => {
    await expect(api.workPools.create({ name: unique("prefect"), type: "process" })).rejects.toMatchObject({
      code: "prefect-forbidden",
    });
  });

  it("writes a variable whether it is there or not", async () => {
    const [name, tag] = [unique("v"), unique("tag")];
    await api.variables.write({ name, value: { a: [1, null] }, tags: [tag] });
    await api.variables.write({ name, value: "new", tags: [tag, "b"] });
    expect(await api.variables.withTags([tag, "b"])).toMatchObject([
      { name, value: "new", tags: [tag, "b"] },
    ]);
    const shape = z.object({ value: z.string() });
    expect(await read("GET", `/variables/name/${name}`, shape)).toEqual({ value: "new" });
    await api.variables.delete(name);
    await api.variables.delete(name);
    expect(await api.variables.withTags([tag])).toEqual([]);
  });

  it("tells why Prefect refuses a deployment, without the secret that was in it", async () => {
    const flow = await api.flows.ensure({ name: unique("flow"), tags: [] });
    const schema = { type: "object", properties: { token: { type: "integer" } } };
    const body = {
      name: "d",
      flow_id: flow.id,
      enforce_parameter_schema: true,
      parameter_openapi_schema: schema,
    };
    const failure: unknown = await api.deployments
      .upsert({ ...body, parameters: { token: "canary-4711" } })
      .catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "prefect-refused" });
    expect(String(failure)).toMatch(/field 'token'.*not of type 'integer'/);
    expect(String(failure)).not.toContain("canary");
  });
});
