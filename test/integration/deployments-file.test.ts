import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { deploy } from "../../src/actions/deploy.ts";
import type { RunEvent } from "../../src/interfaces/events.ts";
import { actionOptions } from "../support/actions.ts";
import { runCli, type CliResult } from "../support/cli.ts";
import { makeHome } from "../support/home.ts";
import { apiUrl, python, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

const project = unique("handed");
const pool = `${project}-pool`;
const key = "canary-4711-aws";
const file = "prefect-deployments-dev.yaml";
const first = `  - entrypoint: flows/random_numbers.py:random_numbers
    name: nightly
    description: Adds one to a number, at night.
    parameters: { most: 100 }
    tags: [dev, numbers]
    version: 0.0.1
    schedules:
      - { cron: "0 2 * * *", timezone: Europe/Berlin, slug: night }
      - { rrule: "FREQ=WEEKLY;BYDAY=MO", slug: weekly }
    concurrency_limit: 2
    enforce_parameter_schema: false
    work_pool: { work_queue_name: slow, job_variables: { env: { STAGE: dev } } }
`;
const second = `  - entrypoint: flows/random_numbers.py:random_numbers
    name: by-hand
`;
const infrastructure = (
  environment: string,
): string => `import { block, secret, workPool } from "meta-prefect/kit";

const at = (name: string) => ["variables", "properties", name, "default"];
export const credentials = block({
  type: "aws-credentials",
  name: "${project}-${environment}",
  fields: {
    region_name: "eu-central-1",
    aws_access_key_id: "AKIA0000",
    aws_secret_access_key: secret.env("AWS_SECRET_ACCESS_KEY"),
  },
});
export const pool = workPool({
  name: "${project}-ecs-${environment}",
  type: "ecs",
  templatePatches: [
    { path: at("cluster"), value: "flows-${environment}" },
    { path: at("cpu"), value: 512 },
    { path: at("memory"), value: 1024 },
    { path: at("image"), value: process.env["IMAGE"] ?? "prefecthq/prefect:3-latest" },
    { path: at("task_role_arn"), value: "arn:aws:iam::123456789012:role/flows" },
    { path: at("execution_role_arn"), value: "arn:aws:iam::123456789012:role/ecs" },
  ],
});
`;
const home = makeHome();
let folder: ProjectFolder;
const env = (): Readonly<Record<string, string>> => ({
  PREFECT_API_URL: apiUrl(),
  AWS_SECRET_ACCESS_KEY: key,
  IMAGE: "registry.example.com/acme/flows@sha256:0",
});
const cli = (...input: readonly string[]): Promise<CliResult> =>
  runCli(input, { cwd: folder.path, env: env() });
const content = (...entries: readonly string[]): string =>
  ["ib-block: process/local", "deployments:", ...entries].join("\n");
const body = z.looseObject({ id: z.string(), flow_id: z.string(), paused: z.boolean() });
const look = (name: string): Promise<z.output<typeof body>> =>
  read("GET", `/deployments/name/${project}/${name}`, body);
/** What both ways of deploying say of a deployment. */
const said = async (name: string): Promise<object> => {
  const found = await look(name);
  const schedules = z
    .array(z.looseObject({ slug: z.string(), active: z.boolean(), schedule: z.unknown() }))
    .parse(found["schedules"]);
  const fields = [
    ...["name", "entrypoint", "description", "parameters", "tags", "version", "work_pool_name", "paused"],
    ...["work_queue_name", "job_variables", "pull_steps", "enforce_parameter_schema"],
    ...["concurrency_options", "global_concurrency_limit"],
  ];
  const limit = z
    .object({ limit: z.number() })
    .nullable()
    .parse(found["global_concurrency_limit"] ?? null);
  // Without what is empty, which Prefect leaves out.
  const { properties } = z.looseObject({ properties: z.unknown() }).parse(found["parameter_openapi_schema"]);
  return {
    properties,
    ...Object.fromEntries(fields.map((field) => [field, found[field]])),
    global_concurrency_limit: limit?.limit ?? null,
    schedules: schedules
      .map(({ slug, active, schedule }) => ({ slug, active, schedule }))
      .sort((a, b) => a.slug.localeCompare(b.slug)),
  };
};

beforeAll(async () => {
  folder = await makeProject({
    "meta_prefect.yaml": `name: ${project}\nib_blocks: { process/local: { name: ${pool}, type: process } }\n`,
    [file]: content(first, second),
    "flows/random_numbers.py": `from prefect import flow


@flow(name="${project}")
def random_numbers(most: int = 100):
    """Adds one to a number."""
`,
    "infra/meta_prefect.yaml": `name: ${project}-infra\nmodules: ["ecs-task-\${env}.ts"]\n`,
    "infra/ecs-task-dev.ts": infrastructure("dev"),
    "infra/ecs-task-prod.ts": infrastructure("prod"),
  });
});
afterAll(() => folder.remove());

describe("infrastructure in a file for each environment", () => {
  it("is an ECS pool with its defaults and a block with the credentials, of that environment alone [E33]", async () => {
    const deployed = await cli("deploy", "-q", "--project", "infra", "--env", "dev");
    expect(deployed).toMatchObject({ code: 0 });
    expect(deployed.stdout + deployed.stderr).not.toContain(key);
    const shape = z.object({
      type: z.string(),
      base_job_template: z.looseObject({
        variables: z.object({
          properties: z.record(z.string(), z.looseObject({ default: z.unknown().optional() })),
        }),
      }),
    });
    const found = await read("GET", `/work_pools/${project}-ecs-dev`, shape);
    const { properties } = found.base_job_template.variables;
    const names = ["cluster", "cpu", "memory", "image", "task_role_arn", "execution_role_arn"];
    expect(found.type).toBe("ecs");
    expect(names.map((name) => properties[name]?.default)).toEqual([
      ...["flows-dev", 512, 1024, "registry.example.com/acme/flows@sha256:0"],
      ...["arn:aws:iam::123456789012:role/flows", "arn:aws:iam::123456789012:role/ecs"],
    ]);
    const document = z.object({ data: z.record(z.string(), z.unknown()) });
    const block = `/block_types/slug/aws-credentials/block_documents/name/${project}-dev?include_secrets=true`;
    expect((await read("GET", block, document)).data).toMatchObject({
      region_name: "eu-central-1",
      aws_secret_access_key: key,
    });
    expect((await raw("GET", `/work_pools/${project}-ecs-prod`)).status).toBe(404);
    const again = await cli("deploy", "-q", "--project", "infra", "--env", "dev");
    expect(again.stdout).toContain("Nothing to deploy");
  });
});

describe("a deployments file on a server", () => {
  it("is deployed step by step for who listens, and answers ids as data [D23]", async () => {
    const events: RunEvent[] = [];
    const result = await deploy(
      actionOptions(folder.path, {
        deploymentsFile: `${folder.path}/${file}`,
        reporter: (event) => events.push(event),
      }),
    );
    expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(events.flatMap((event) => (event.code === "phase" ? [event.phase] : []))).toEqual(
      expect.arrayContaining(["read", "observe", "plan", "apply"]),
    );
    const started = events.filter(({ code }) => code === "change-started");
    const ended = events.flatMap((event) => (event.code === "change-ended" ? [event] : []));
    expect(started).toHaveLength(result.plan.changes.length);
    expect(ended).toHaveLength(started.length);
    for (const { outcome, total } of ended)
      expect([outcome.status, total]).toEqual(["done", result.plan.changes.length]);
    for (const name of ["nightly", "by-hand"]) {
      const { id } = await look(name);
      expect(result.deployments.find((one) => one.name === name)).toMatchObject({ flow: project, id });
    }
  });

  it("makes a pool of its own and marks its flow: nothing is made by hand, and no project in Prefect [D07]", async () => {
    const { flow_id: flow } = await look("nightly");
    const tags = z.object({ tags: z.array(z.string()) });
    expect((await read("GET", `/flows/${flow}`, tags)).tags).toContain(`meta-prefect:${project}`);
    expect((await raw("GET", `/work_pools/${pool}`)).status).toBe(200);
    const labels = z.object({ labels: z.record(z.string(), z.unknown()) });
    const { labels: marks } = await read("GET", `/deployments/name/${project}/nightly`, labels);
    expect(Object.values(marks)).toEqual(expect.arrayContaining([project, "dev"]));
  });

  it("runs by its schedule, and by a command [D24]", async () => {
    const runs = z.array(z.object({ id: z.string(), auto_scheduled: z.boolean() }));
    const of = async (name: string): Promise<z.output<typeof runs>> => {
      const { id } = await look(name);
      return read("POST", "/flow_runs/filter", runs, { deployments: { id: { any_: [id] } } });
    };
    // Prefect's scheduler looks every few seconds.
    await expect.poll(() => of("nightly"), { timeout: 90_000, interval: 500 }).not.toEqual([]);
    expect((await of("nightly")).every(({ auto_scheduled: auto }) => auto)).toBe(true);
    expect(await of("by-hand")).toEqual([]);
    const run = await cli("run", "-q", `${project}/by-hand`, "-p", "most=6", "--json");
    expect(run.code).toBe(0);
    const { id } = z.looseObject({ id: z.string() }).parse(JSON.parse(run.stdout));
    expect(await of("by-hand")).toEqual([{ id, auto_scheduled: false }]);
    const parameters = z.object({ parameters: z.record(z.string(), z.unknown()) });
    expect((await read("GET", `/flow_runs/${id}`, parameters)).parameters).toMatchObject({ most: 6 });
  });

  it("becomes a prefect.yaml with which prefect deploy makes the same of nothing [E06]", async () => {
    const before = { nightly: await said("nightly"), "by-hand": await said("by-hand") };
    const rendered = await cli("render", "-q", "-f", file, "--format", "prefect-yaml");
    expect(rendered.code).toBe(0);
    for (const name of ["nightly", "by-hand"]) await raw("DELETE", `/deployments/${(await look(name)).id}`);
    await folder.write("prefect.yaml", rendered.stdout);
    await promisify(execFile)(python(), ["-m", "prefect", "--no-prompt", "deploy", "--all"], {
      cwd: folder.path,
      env: { ...process.env, ...home.env, ...env() },
    });
    // Without a version in the file, Prefect makes one of its own.
    const ours = { ...before["by-hand"], version: expect.anything() as unknown };
    expect({ nightly: await said("nightly"), "by-hand": await said("by-hand") }).toEqual({
      nightly: before.nightly,
      "by-hand": ours,
    });
    expect(await cli("deploy", "-q", "-f", file, "--adopt")).toMatchObject({ code: 0 });
    expect(await cli("plan", "-q", "-f", file)).toMatchObject({ code: 0 });
  });

  it("says what would change, keeps what people paused, and deletes what has left it [E42]", async () => {
    await raw("POST", `/deployments/${(await look("nightly")).id}/pause_deployment`, {});
    await folder.write(file, content(first.replace("most: 100", "most: 9")));
    const plan = await cli("plan", "-q", "-f", file);
    expect(plan.code).toBe(2);
    expect(plan.stdout).toMatch(/parameters\.most +100 → 9/);
    expect(plan.stdout).toContain(`${project}/by-hand`);
    expect(await cli("deploy", "-q", "-f", file, "--prune")).toMatchObject({ code: 0 });
    expect((await raw("GET", `/deployments/name/${project}/by-hand`)).status).toBe(404);
    expect(await look("nightly")).toMatchObject({
      paused: true,
      parameters: { most: 9 },
    });
  });
});
