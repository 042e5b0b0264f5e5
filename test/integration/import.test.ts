import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { deploy, importAll, plan } from "../../src/index.ts";
import type { DeployOptions } from "../../src/index.ts";
import type { Json } from "../../src/interfaces/json.ts";
import { actionOptions } from "../support/actions.ts";
import { raw, read, startServer } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import type { TestServer } from "../support/server.ts";

const canary = "canary-b7f1d2c9";
let server: TestServer;
let proxy: RecordingProxy;
let folder: ProjectFolder;
const identified = z.looseObject({ id: z.string() });
const make = async (path: string, body: Json): Promise<string> =>
  (await read("POST", path, identified, body, server.url)).id;

const shape = z.looseObject({
  name: z.string(),
  schedules: z.array(z.looseObject({ slug: z.string().nullable() })),
});
/** A deployment without what adopting it changes: the marks, and ids and slugs of schedules. */
async function look(name: string): Promise<unknown> {
  const { schedules, ...rest } = await read(
    "GET",
    `/deployments/name/etl/${name}`,
    shape,
    undefined,
    server.url,
  );
  const ignored = new Set([
    "labels",
    "updated",
    "created",
    "id",
    "slug",
    "deployment_id",
    "status",
    "last_polled",
  ]);
  const plain = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, inner: unknown) => (ignored.has(key) ? undefined : inner)));
  const sorted = schedules.map((one) => JSON.stringify(plain(one))).sort();
  return { rest: plain(rest), sorted };
}

beforeAll(async () => {
  server = await startServer();
  proxy = await startRecordingProxy(server.url);
  folder = await makeProject();
  await make("/work_pools/", {
    name: "hand-made",
    type: "process",
    concurrency_limit: 4,
    base_job_template: {},
  });
  await make("/work_pools/hand-made/queues", { name: "fast", priority: 3, concurrency_limit: 2 });
  await make("/variables/", { name: "region", value: { eu: ["a", 1] }, tags: ["ops"] });
  const limit = await make("/v2/concurrency_limits/", { name: "database", limit: 3 });
  await make("/concurrency_limits/", { tag: "heavy", concurrency_limit: 2 });
  const type = await read("GET", "/block_types/slug/secret", identified, undefined, server.url);
  const schemas = await read(
    "POST",
    "/block_schemas/filter",
    z.array(identified),
    { block_schemas: { block_type_id: { any_: [type.id] } } },
    server.url,
  );
  await make("/block_documents/", {
    name: "token",
    data: { value: canary },
    block_schema_id: schemas[0]?.id ?? "",
    block_type_id: type.id,
  });
  const flow = await make("/flows/", { name: "etl" });
  await make("/deployments/", {
    name: "nightly",
    flow_id: flow,
    paused: true,
    version: "7",
    description: "Loads ${ORDERS}.",
    tags: ["b", "a"],
    labels: { team: "data" },
    parameters: { day: "today", n: 3 },
    parameter_openapi_schema: {
      type: "object",
      properties: { day: { type: "string" }, n: { type: "integer" } },
    },
    entrypoint: "flows/etl.py:etl",
    pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: "/srv" } }],
    work_pool_name: "hand-made",
    work_queue_name: "fast",
    job_variables: { env: { A: "1" } },
    global_concurrency_limit_id: limit,
    concurrency_options: { collision_strategy: "CANCEL_NEW" },
    schedules: [
      { schedule: { cron: "0 2 * * *", timezone: "Europe/Berlin" }, active: false },
      { schedule: { interval: 3600 }, slug: "hourly", parameters: { n: 4 } },
      { schedule: { rrule: "FREQ=DAILY;BYDAY=MO" } },
    ],
  });
  const bare = await make("/deployments/", { name: "bare", flow_id: flow });
  await make("/automations/", {
    name: "again",
    description: "Runs bare after nightly.",
    tags: ["ops"],
    trigger: {
      type: "compound",
      require: "all",
      within: 60,
      triggers: [
        { type: "event", posture: "Reactive", expect: ["prefect.flow-run.Completed"], threshold: 2 },
        {
          type: "event",
          posture: "Proactive",
          expect: ["x"],
          within: 30,
          match_related: { "prefect.resource.id": `prefect.deployment.${bare}`, role: ["a", "b"] },
        },
      ],
    },
    actions: [
      { type: "run-deployment", source: "selected", deployment_id: bare, parameters: { n: "${n}" } },
      { type: "pause-work-pool", source: "inferred" },
    ],
    actions_on_trigger: [{ type: "do-nothing" }],
  });
});
afterAll(async () => {
  await folder.remove();
  await proxy.close();
  await server.stop();
});

const options = (more: Partial<DeployOptions> = {}): DeployOptions =>
  actionOptions(folder.path, { ...more, env: { PREFECT_API_URL: proxy.url } });

describe("what was made by hand", () => {
  it("is imported as a project file without secrets, which nothing overwrites", async () => {
    const result = await importAll(options());
    expect([result.deployments, result.components]).toEqual([2, 7]);
    const text = await readFile(join(folder.path, "meta_prefect.yaml"), "utf8");
    expect(text).not.toContain(canary);
    expect(text).toContain("secret/token");
    expect(text).toContain("deployment: etl/bare");
    expect(text).not.toContain("_id:");
    expect(proxy.writes()).toEqual([]);
    await expect(importAll(options())).rejects.toMatchObject({ code: "file-exists" });
  });

  it("is refused without --adopt; with it, the plan has nothing but adoptions [N17]", async () => {
    const refused = await plan(options());
    const errors = refused.diagnostics.filter(({ severity }) => severity === "error");
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["not-ours"]));
    const planned = await plan(options({ adopt: true }));
    expect(planned.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    // The index tag of the flow is no adoption: flows are nobody's.
    const kinds = planned.plan.changes.map(({ action, kind }) => `${action} ${kind}`);
    expect(new Set(kinds)).toEqual(
      new Set([
        "update flow",
        "adopt deployment",
        "adopt work-pool",
        "adopt work-queue",
        "adopt variable",
        "adopt global-concurrency-limit",
        "adopt tag-concurrency-limit",
        "adopt automation",
      ]),
    );
    const fields = planned.plan.changes
      .filter(({ kind }) => kind === "deployment")
      .flatMap((change) => change.fields);
    expect(new Set(fields.map(({ path }) => path))).toEqual(
      new Set(["labels.meta-prefect.project", "labels.meta-prefect.environment"]),
    );
    expect(proxy.writes()).toEqual([]);
  });

  it("is taken over as it is with one POST each, new schedule ids are told, and then nothing is left to do [N17]", async () => {
    const before = [await look("nightly"), await look("bare")];
    proxy.clear();
    const { outcomes, notes } = await deploy(options({ adopt: true }));
    expect(outcomes.map(({ status }) => status)).not.toContain("failed");
    const posts = proxy.writes().filter(({ path }) => path.endsWith("/deployments/"));
    expect(posts.map(({ method }) => method)).toEqual(["POST", "POST"]);
    expect(
      proxy.writes().filter(({ method, path }) => method === "PATCH" && path.includes("/deployments/")),
    ).toEqual([]);
    expect([await look("nightly"), await look("bare")]).toEqual(before);
    expect(notes.filter((note) => note.includes("has a new id"))).toHaveLength(3);
    const { labels } = await read(
      "GET",
      "/deployments/name/etl/nightly",
      z.looseObject({ labels: z.looseObject({}) }),
      undefined,
      server.url,
    );
    expect(labels).toMatchObject({ team: "data", "meta-prefect.environment": "dev" });
    proxy.clear();
    expect((await deploy(options())).outcomes).toEqual([]);
    expect((await plan(options())).plan.changes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
    expect((await raw("GET", "/block_types/slug/secret", undefined, server.url)).status).toBe(200);
  });
});
