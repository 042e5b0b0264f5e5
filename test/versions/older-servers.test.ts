import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { pruneOpenApi } from "../../scripts/prune-openapi.ts";
import { fields } from "../../src/components/deployment/fields.ts";
import { deploy } from "../../src/actions/deploy.ts";
import { destroy } from "../../src/actions/destroy.ts";
import { plan } from "../../src/actions/plan.ts";
import { status } from "../../src/actions/status.ts";
import { actionOptions, deployed } from "../support/actions.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

// A name with dashes: older servers take none in the names of the variables that hold the ledger.
const project = unique("older-servers");
const flow = `${project}-etl`;
const file = `name: ${project}
components:
  - variable: { name: ${project.replaceAll("-", "_")}, value: eu }
deployments:
  ${flow}:
    - name: one
      recipes:
        - work_pool: { name: ${project}-pool, type: process, queue: urgent, concurrency_limit: 3 }
        - schedule: { cron: "0 2 * * *", timezone: Europe/Berlin, slug: night }
        - schedule: { rrule: "FREQ=DAILY;BYHOUR=3;BYMINUTE=0", slug: day }
        - concurrency_limiter: { limit: 2, collision_strategy: CANCEL_NEW }
        - parameters: { count: 2 }
        - versioneer
    - name: two
      recipes: [tags_resolver, { tags: { tags: [a] } }]
`;
let folder: ProjectFolder;
let proxy: RecordingProxy;

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  folder = await makeProject({
    "flows/etl.py": `from prefect import flow\n\n\n@flow(name="${flow}")\ndef etl(count: int = 1): ...\n`,
    "meta_prefect.yaml": file,
  });
});
afterAll(async () => {
  await proxy.close();
  await folder.remove();
});

const shape = z.looseObject({
  id: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  schedules: z.array(z.looseObject({ slug: z.string() })),
  concurrency_options: z.unknown(),
});
const openApi = z.looseObject({
  components: z.looseObject({
    schemas: z.record(
      z.string(),
      z.looseObject({ properties: z.record(z.string(), z.unknown()).optional() }),
    ),
  }),
});
const look = (name: string): Promise<z.output<typeof shape>> =>
  read("GET", `/deployments/name/${flow}/${name}`, shape);

describe("an older Prefect 3", () => {
  it("has every request that we make, and lacks just the fields that are left out or refused [N25, N33]", async () => {
    const { pruned, missing } = pruneOpenApi((await raw("GET", "/openapi.json")).body);
    expect(missing).toEqual([]);
    const { schemas } = openApi.parse(pruned).components;
    const lacks = (schema: string, ...names: readonly string[]): readonly string[] =>
      names.filter((name) => !(name in (schemas[schema]?.properties ?? {})));
    const declarable = fields.map(({ name }) => name);
    expect(lacks("DeploymentUpdate", ...declarable, "schedules")).toEqual([]);
    expect(lacks("DeploymentCreate", ...declarable, "schedules", "labels", "name", "flow_id")).toEqual([]);
    expect(lacks("ConcurrencyOptions", "collision_strategy", "grace_period_seconds")).toEqual([
      "grace_period_seconds",
    ]);
    expect(lacks("ChangeFlowRunState", "state", "name", "message", "force")).toEqual(["force"]);
    const { body: version } = await raw("GET", "/admin/version");
    const tags = version === "3.4.0" ? ["tags"] : [];
    expect(lacks("AutomationCreate", "trigger", "actions_on_resolve", "tags")).toEqual(tags);
  });

  it("gets everything in one run, and nothing in the second [N25]", async () => {
    const env = { PREFECT_API_URL: proxy.url };
    const first = await deployed(folder.path, { env });
    expect(first.outcomes.length).toBeGreaterThan(4);
    const one = await look("one");
    expect(one.parameters).toEqual({ count: 2 });
    expect(one.schedules.map(({ slug }) => slug).sort()).toEqual(["day", "night"]);
    expect(one.concurrency_options).toMatchObject({ collision_strategy: "CANCEL_NEW" });
    expect((await raw("GET", `/work_pools/${project}-pool/queues/urgent`)).status).toBe(200);
    proxy.clear();
    expect((await deployed(folder.path, { env })).outcomes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
    const { deployments } = await status(actionOptions(folder.path));
    expect(deployments.map(({ sync }) => sync)).toEqual(["in-sync", "in-sync"]);
  });

  it("gets a change as one, and drift back [N25]", async () => {
    await folder.write("meta_prefect.yaml", file.replace("count: 2", "count: 5"));
    const { id } = await look("two");
    await raw("PATCH", `/deployments/${id}`, { tags: ["by hand"] });
    const { outcomes } = await deployed(folder.path);
    expect(outcomes.map(({ change: { name } }) => name).sort()).toEqual([`${flow}/one`, `${flow}/two`]);
    expect((await look("one")).parameters).toEqual({ count: 5 });
    expect((await plan(actionOptions(folder.path))).plan.changes).toEqual([]);
  });

  it("is not given a tuning that it does not know, with a warning at its place; all else is as declared [N25]", async () => {
    const declared = file.replace("strategy: CANCEL_NEW", "strategy: ENQUEUE, grace_period_seconds: 90");
    await folder.write("meta_prefect.yaml", declared);
    const { diagnostics } = await deployed(folder.path);
    expect(diagnostics.filter(({ code }) => code === "left-out-for-server")).toMatchObject([
      { severity: "warning", location: { file: "meta_prefect.yaml", line: 11 } },
    ]);
    expect((await look("one")).concurrency_options).toMatchObject({ collision_strategy: "ENQUEUE" });
    proxy.clear();
    const again = await deployed(folder.path, { env: { PREFECT_API_URL: proxy.url } });
    expect([again.outcomes, proxy.writes()]).toEqual([[], []]);
    await folder.write("meta_prefect.yaml", file);
    await deployed(folder.path);
  });

  it("is not given what would then mean something else: the declaration is refused with its place [N25]", async () => {
    const automation = `  - automation:
      name: ${project} forced
      trigger: { type: event, posture: Reactive, expect: [prefect.flow-run.Late] }
      actions: [{ type: change-flow-run-state, state: CANCELLED, force: true }]
deployments:`;
    await folder.write("meta_prefect.yaml", file.replace("deployments:", automation));
    const result = await deploy(actionOptions(folder.path));
    expect(result.outcomes).toEqual([]);
    const refused = result.diagnostics.filter(({ code }) => code === "unsupported-by-server");
    expect(refused[0]).toMatchObject({ location: { file: "meta_prefect.yaml", line: 4 } });
    const { body: version } = await raw("GET", "/admin/version");
    expect(refused[0]?.message).toContain(`the server has ${String(version)}`);
    await folder.write("meta_prefect.yaml", file);
  });

  it("is left without a trace by destroy [N25]", async () => {
    const done = await destroy({ ...actionOptions(folder.path), confirm: () => Promise.resolve(true) });
    expect(done.outcomes.every(({ status: ended }) => ended === "done")).toBe(true);
    expect((await raw("GET", `/deployments/name/${flow}/one`)).status).toBe(404);
    expect((await raw("GET", `/work_pools/${project}-pool`)).status).toBe(404);
    const variables = await read(
      "POST",
      "/variables/filter",
      z.array(z.looseObject({ name: z.string() })),
      {},
    );
    expect(variables.filter(({ name }) => name.includes(project.replaceAll("-", "__")))).toEqual([]);
  });
});
