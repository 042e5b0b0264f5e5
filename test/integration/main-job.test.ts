import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const flowSource = (name: string): string => `import os

from prefect import flow


@flow(name="${name}", log_prints=True)
def add_two_numbers_flow(x: int, y: int) -> int:
    """Add two numbers."""
    env = os.environ["META_PREFECT__ENV"]
    print(f"Running add_two_numbers_flow in {env=}")
    return x + y
`;

const projectFile = (project: string, flow: string): string => `name: ${project}
deployments:
  ${flow}:
    - recipe: local_run_deployer
      variables:
        name: local-run
        schedule:
          rrule: "FREQ=DAILY;BYDAY=MO,WE,FR,SA"
          timezone: "US/Pacific"
`;

const deployment = z.looseObject({
  id: z.string(),
  version: z.string(),
  tags: z.array(z.string()),
  labels: z.record(z.string(), z.unknown()),
  work_pool_name: z.string(),
  work_queue_name: z.string(),
  entrypoint: z.string(),
  pull_steps: z.unknown(),
  description: z.string(),
  parameter_openapi_schema: z.unknown(),
  enforce_parameter_schema: z.boolean(),
  schedules: z.array(
    z.object({
      id: z.string(),
      active: z.boolean(),
      schedule: z.object({ rrule: z.string(), timezone: z.string() }),
    }),
  ),
});
const workers = z.array(z.object({ name: z.string(), status: z.string() }));

let proxy: RecordingProxy;
let folder: ProjectFolder;
const project = unique("seed");
const flow = `${project}-add-two-numbers-flow`;
const cli = (...input: readonly string[]): Promise<CliResult> =>
  runCli(input, { cwd: folder.path, env: { PREFECT_API_URL: proxy.url } });
const look = (): Promise<z.output<typeof deployment>> =>
  read("GET", `/deployments/name/${flow}/local-run-dev`, deployment);
/** As {@link look}, without what its worker's questions for runs change every few seconds. */
const lookAtRest = async (): Promise<unknown> => {
  const { last_polled: _asked, status: _status, ...rest } = await look();
  return rest;
};

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  folder = await makeProject({
    "flow.py": flowSource(flow),
    "meta_prefect.yaml": projectFile(project, flow),
  });
});
afterAll(async () => {
  await folder.remove();
  await proxy.close();
});

describe("a folder with a flow and meta_prefect.yaml", () => {
  it("deploys with one command: flow, deployment, pool and worker [C06, C07, C09, C10, C11, C24, C26, C28]", async () => {
    const { code, stdout, stderr } = await cli("deploy");
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
    expect(stdout).toContain(`+ deployment   ${flow}/local-run-dev`);
    expect((await raw("GET", `/flows/name/${flow}`)).status).toBe(200);
    const { work_pool_name: pool } = await look();
    expect(pool).toMatch(/^local-process-work-pool-[0-9a-f]{8}$/);
    const online = (await read("POST", `/work_pools/${pool}/workers/filter`, workers, {})).filter(
      ({ status }) => status === "ONLINE",
    );
    expect(online.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^ProcessWorker -- [0-9a-f-]{36} -- [0-9a-f]{4}$/),
    ]);
  });

  it("gives the deployment the seed's name, tag, version, queue, entrypoint and description [C12, C13, C17, C18, C25, C29]", async () => {
    expect(await look()).toMatchObject({
      version: "1",
      tags: ["env=dev"],
      work_queue_name: "default",
      entrypoint: "flow.py:add_two_numbers_flow",
      description: "Add two numbers.",
      enforce_parameter_schema: true,
      pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: folder.path } }],
      labels: { "meta-prefect.project": project, "meta-prefect.environment": "dev" },
    });
  });

  it("sends pull steps and no block of storage or infrastructure [C20]", async () => {
    expect(await look()).toMatchObject({
      pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: folder.path } }],
      storage_document_id: null,
      infrastructure_document_id: null,
    });
  });

  it("needs no Python to plan: Node alone and the address of Prefect [C02]", async () => {
    const { bin } = z
      .object({ bin: z.record(z.string(), z.string()), engines: z.object({ node: z.string() }) })
      .parse(JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")));
    expect(Object.keys(bin)).toEqual(["meta-prefect"]);
    const env = { PREFECT_API_URL: proxy.url, PATH: "/nowhere" };
    const { code, stdout } = await runCli(["plan"], { cwd: folder.path, env });
    expect(stdout).toContain("5 unchanged");
    expect(code).toBe(0);
  });

  it("keeps the schedule with the federal holidays taken out, switched off in dev [C08, C14, C15]", async () => {
    const [schedule] = (await look()).schedules;
    expect(schedule?.active).toBe(false);
    expect(schedule?.schedule.timezone).toBe("US/Pacific");
    expect(schedule?.schedule.rrule).toMatch(
      /^DTSTART:20200101T000000\nFREQ=DAILY;BYDAY=MO,WE,FR,SA\nEXDATE:/,
    );
    const year = new Date().getUTCFullYear();
    expect(schedule?.schedule.rrule).toContain(`${year.toString()}0704T000000`);
    expect(schedule?.schedule.rrule).toContain(`${(year + 1).toString()}1225T000000`);
  });

  it("sends the parameter schema that the source has, without running it [C03, C04, C19]", async () => {
    expect((await look()).parameter_openapi_schema).toEqual({
      title: "Parameters",
      type: "object",
      properties: {
        x: { position: 0, title: "x", type: "integer" },
        y: { position: 1, title: "y", type: "integer" },
      },
      required: ["x", "y"],
      definitions: {},
    });
  });

  it("makes a process pool whose template hands the environment on, without the variable that breaks workers [C16, C21, C22, C23]", async () => {
    const { work_pool_name: name } = await look();
    const pool = await read(
      "GET",
      `/work_pools/${name}`,
      z.looseObject({ type: z.string(), concurrency_limit: z.null(), base_job_template: z.unknown() }),
    );
    expect(pool.type).toBe("process");
    expect(pool.base_job_template).toMatchObject({
      job_configuration: { env: { META_PREFECT__ENV: "{{ meta_prefect_env }}" }, command: "{{ command }}" },
      variables: { properties: { meta_prefect_env: { type: "string", default: "dev" } } },
    });
  });

  it("has nothing to do the second time: no write, the same version and schedule [N1]", async () => {
    const before = await lookAtRest();
    proxy.clear();
    const { code, stdout } = await cli("deploy");
    expect(code).toBe(0);
    expect(stdout).toContain("Nothing to deploy, 5 unchanged.");
    expect(proxy.writes()).toEqual([]);
    expect(await lookAtRest()).toEqual(before);
    expect((await cli("plan")).code).toBe(0);
  });

  it("runs the flow through the real worker and follows it to Completed [C05, C24]", async () => {
    const { code, stdout } = await cli("run", `${flow}/local-run-dev`, "-p", "x=1", "-p", "y=2", "--watch");
    expect(stdout).toContain("Running add_two_numbers_flow in env='dev'");
    expect(stdout).toContain("Completed");
    expect(code).toBe(0);
  });

  it("starts no second worker when the first one lives, and bumps the version of a changed flow only [C12, C24]", async () => {
    await folder.write("flow.py", flowSource(flow).replace("Add two numbers.", "Add two numbers well."));
    const planned = await cli("plan", "--json");
    expect(planned.code).toBe(2);
    const { code, stdout } = await cli("deploy");
    expect(code).toBe(0);
    expect(stdout).toContain("version");
    const { version, work_pool_name: pool } = await look();
    expect(version).toBe("2");
    expect(await read("POST", `/work_pools/${pool}/workers/filter`, workers, {})).toHaveLength(1);
    await cli("deploy");
    expect((await look()).version).toBe("2");
  });
});
