import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { pause, resume, stop } from "../../src/actions/control.ts";
import { deploy } from "../../src/actions/deploy.ts";
import { status } from "../../src/actions/status.ts";
import { renderStatus } from "../../src/cli/render/status.ts";
import type { DeploymentStatus, StatusResult } from "../../src/interfaces/results.ts";
import { actionOptions, deployed } from "../support/actions.ts";
import { raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

const project = unique("status");
const flow = `${project}-etl`;
const pool = `${project}-pool`;
const file = `name: ${project}
deployments:
  ${flow}:
    - name: hourly
      recipes:
        - work_pool: { name: ${pool}, type: process, queue: urgent }
        - schedule: { cron: "0 * * * *", slug: hour }
    - name: plain
      recipes: [{ tags: { tags: [a] } }]
`;
let folder: ProjectFolder;
const only = async (name: string): Promise<DeploymentStatus | undefined> =>
  (await status(actionOptions(folder.path))).deployments.find((one) => one.name === name);
const runs = (id: string): Promise<readonly { readonly id: string; readonly state_type: string }[]> =>
  read("POST", "/flow_runs/filter", z.array(z.looseObject({ id: z.string(), state_type: z.string() })), {
    deployments: { id: { any_: [id] } },
  });

beforeAll(async () => {
  folder = await makeProject({
    "flows/etl.py": `from prefect import flow\n\n\n@flow(name="${flow}")\ndef etl(): ...\n`,
    "meta_prefect.yaml": file,
  });
});
afterAll(async () => {
  await folder.remove();
});

describe("who takes the runs", () => {
  it("is looked at after a deploy, which warns that nobody does [N32]", async () => {
    const { diagnostics } = await deployed(folder.path);
    expect(diagnostics).toMatchObject([{ severity: "warning", code: "nobody-picks-up" }]);
    expect(diagnostics[0]?.message).toContain(`${flow}/hourly: no worker of ${pool} is online`);
    expect((await deployed(folder.path)).diagnostics).toEqual([]);
  });

  it("is a worker that is online, of a pool and a queue that are not paused, or the pool itself [N32]", async () => {
    expect((await only("hourly"))?.pickup).toMatchObject({ by: null, workers: 0 });
    await raw("POST", `/work_pools/${pool}/workers/heartbeat`, {
      name: "a-worker",
      heartbeat_interval_seconds: 60,
    });
    expect((await only("hourly"))?.pickup).toEqual({ by: "worker", workers: 1, reasons: [] });
    await raw("PATCH", `/work_pools/${pool}/queues/urgent`, { is_paused: true });
    await raw("PATCH", `/work_pools/${pool}`, { is_paused: true });
    expect((await only("hourly"))?.pickup).toEqual({
      by: null,
      workers: 1,
      reasons: [`the work pool ${pool} is paused`, `the work queue urgent of ${pool} is paused`],
    });
    await raw("PATCH", `/work_pools/${pool}/queues/urgent`, { is_paused: false });
    await raw("PATCH", `/work_pools/${pool}`, { is_paused: false });
    expect((await only("plain"))?.pickup.reasons[0]).toContain("no work pool");
    const { id } = (await only("plain")) ?? { id: "" };
    for (const [type, by] of [
      ["cloud-run:push", "push"],
      ["prefect:managed", "managed"],
    ] as const) {
      await raw("POST", "/work_pools/", { name: `${pool}-${by}`, type });
      expect((await raw("PATCH", `/deployments/${id}`, { work_pool_name: `${pool}-${by}` })).status).toBe(
        204,
      );
      expect((await only("plain"))?.pickup).toEqual({ by, workers: 0, reasons: [] });
    }
  });

  it("a queue that nobody declared is refused, and is not made [N32]", async () => {
    const typo = file.replace("type: process, queue: urgent", "queue: urgnet");
    await folder.write("meta_prefect.yaml", typo);
    const result = await deploy(actionOptions(folder.path));
    expect(result).toMatchObject({ outcomes: [], diagnostics: [{ code: "missing-external" }] });
    expect((await raw("GET", `/work_pools/${pool}/queues/urgnet`)).status).toBe(404);
    await folder.write("meta_prefect.yaml", file);
  });
});

describe("status", () => {
  it("says of each deployment whether it is as declared, and what is not deployed yet [N32]", async () => {
    const sync = async (): Promise<unknown> => {
      const { deployments, missing } = await status(actionOptions(folder.path));
      return { ...Object.fromEntries(deployments.map((one) => [one.name, one.sync])), missing };
    };
    expect(await sync()).toEqual({ hourly: "in-sync", plain: "in-sync", missing: [] });
    const { id } = (await only("plain")) ?? { id: "" };
    await raw("PATCH", `/deployments/${id}`, { tags: ["by hand"] });
    expect(await sync()).toMatchObject({ hourly: "in-sync", plain: "changed" });
    await folder.write("meta_prefect.yaml", file.replace("name: plain", "name: other"));
    expect(await sync()).toEqual({
      hourly: "in-sync",
      plain: "not-declared",
      missing: [{ flow, name: "other", environment: "dev" }],
    });
    await folder.write("meta_prefect.yaml", file.replace("tags: [a]", "tags: 7"));
    expect(await sync()).toMatchObject({ hourly: "unknown" });
    await folder.write("meta_prefect.yaml", file);
    await deployed(folder.path);
  });

  it("tells the next runs, the last one, and whether it is paused; pause and resume switch it [N32]", async () => {
    const { id } = (await only("hourly")) ?? { id: "" };
    await expect.poll(async () => (await only("hourly"))?.nextRuns.length, { timeout: 120_000 }).toBe(3);
    const made = await read("POST", `/deployments/${id}/create_flow_run`, z.looseObject({ id: z.string() }), {
      state: { type: "COMPLETED" },
    });
    await raw("POST", `/flow_runs/${made.id}/set_state`, { state: { type: "COMPLETED" }, force: true });
    expect((await only("hourly"))?.lastRun).toMatchObject({ id: made.id, state: "Completed" });

    const selectors = [`${flow}/hourly`];
    const paused = await pause({ ...actionOptions(folder.path), selectors });
    expect(paused.deployments).toMatchObject([{ name: "hourly", changed: true }]);
    expect(await read("GET", `/deployments/${id}`, z.looseObject({ paused: z.boolean() }))).toMatchObject({
      paused: true,
    });
    expect((await only("hourly"))?.paused).toBe(true);
    expect((await deployed(folder.path)).outcomes).toEqual([]);
    expect((await pause({ ...actionOptions(folder.path), selectors })).deployments[0]?.changed).toBe(false);
    await resume({ ...actionOptions(folder.path), selectors });
    expect(await read("GET", `/deployments/${id}`, z.looseObject({ paused: z.boolean() }))).toMatchObject({
      paused: false,
    });
  });
});

describe("a declared worker", () => {
  it("is counted in status as wanted, and as online while it sends heartbeats [N31]", async () => {
    const own = `${project}-served`;
    const local = await makeProject({
      "flows/etl.py": `from prefect import flow\n\n\n@flow(name="${own}")\ndef etl(): ...\n`,
      "meta_prefect.yaml": `name: ${own}\ndeployments:\n  ${own}: [{ name: main, recipes: [local_run_provisioner] }]\n`,
    });
    const look = (): Promise<StatusResult> => status(actionOptions(local.path));
    const counts = async (): Promise<unknown> => (await look()).workerCounts;
    const [{ pool: served } = { pool: "" }] = (await look()).workerCounts;
    const heartbeat = (seconds: number): Promise<unknown> =>
      raw("POST", `/work_pools/${served}/workers/heartbeat`, {
        name: `${own}-worker`,
        heartbeat_interval_seconds: seconds,
      });
    expect(await counts()).toEqual([{ pool: served, desired: 1, online: 0 }]);
    await raw("POST", "/work_pools/", { name: served, type: "process" });
    await heartbeat(60);
    expect(await counts()).toEqual([{ pool: served, desired: 1, online: 1 }]);
    expect(renderStatus(await look(), false)).toContain(`work pool ${served}: workers 1 of 1 online`);
    await heartbeat(1);
    await expect
      .poll(counts, { timeout: 180_000, interval: 1_000 })
      .toEqual([{ pool: served, desired: 1, online: 0 }]);
    expect((await status(actionOptions(folder.path))).workerCounts).toEqual([]);
    await local.remove();
  });
});

describe("stop", () => {
  it("pauses a deployment and ends its runs, waiting ones at once [A34]", async () => {
    const { id } = (await only("hourly")) ?? { id: "" };
    const running = await read(
      "POST",
      `/deployments/${id}/create_flow_run`,
      z.looseObject({ id: z.string() }),
      {},
    );
    for (const type of ["PENDING", "RUNNING"])
      await raw("POST", `/flow_runs/${running.id}/set_state`, { state: { type }, force: true });
    await expect
      .poll(async () => (await runs(id)).some((run) => run.state_type === "SCHEDULED"), { timeout: 120_000 })
      .toBe(true);
    const there = new Set((await runs(id)).map((run) => run.id));
    const result = await stop({ ...actionOptions(folder.path), selectors: [flow] });
    const hourly = result.deployments.find(({ name }) => name === "hourly");
    expect(hourly?.cancelled).toContain(running.id);
    // Prefect's scheduler may just have been at work on more of them.
    const types = (await runs(id)).flatMap((run) => (there.has(run.id) ? [run.state_type] : []));
    expect(types).not.toContain("SCHEDULED");
    expect(types).not.toContain("RUNNING");
    expect(types).toContain("CANCELLING");
    expect(await read("GET", `/deployments/${id}`, z.looseObject({ paused: z.boolean() }))).toMatchObject({
      paused: true,
    });
    const again = await stop({ ...actionOptions(folder.path), selectors: [flow] });
    expect(again.deployments.every(({ changed }) => !changed)).toBe(true);
  });

  it("refuses a name that nothing of ours has, with the nearest [A34]", async () => {
    const selectors = [`${flow}/houly`];
    await expect(stop({ ...actionOptions(folder.path), selectors })).rejects.toMatchObject({
      code: "no-match",
      hint: expect.stringContaining(`${flow}/hourly`) as string,
    });
  });
});
