import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

const project = unique("yaml");
const pool = `${project}-existing`;
const files = {
  "examples/hello_world.py": `import a_package_that_is_not_installed
from prefect import flow


@flow(name="${project}-hello", description="Says hello.")
def hello(number: int, name: str = "you"):
    a_package_that_is_not_installed.print(number, name)
`,
  "lib/other/deep.py": `from prefect import flow


@flow(name="${project}-deep")
def deep():
    """Deep in the tree."""
`,
  "meta_prefect.yaml": `name: ${project}
defaults:
  variables:
    tags: {tags: [from-defaults]}
environments:
  dev:
    variables:
      job_variables: {env: {STAGE: "\${env}"}}
  prod:
    variables:
      tags: {tags: [from-prod]}
deployments:
  examples/hello_world.py:hello:
    - name: Flow1
      recipes:
        - work_pool: {name: ${pool}, queue: dev}
        - parameters: {number: 42, name: "Do not panic!"}
        - schedule: {cron: "0 0 * * *", timezone: America/Chicago}
        - tags: {tags: [dev, some-tag1, dev]}
        - job_variables
      extra: {version: "0.0.1"}
    - name: Flow2
      recipes:
        - tags
        - schedule: {interval: 3600, anchor-date: "2024-01-01T00:00:00Z", slug: hourly}
        - schedule: {rrule: "FREQ=WEEKLY;BYDAY=MO", slug: weekly}
        - description_resolver: {description: "In \${env}, of \${NOT_THERE:-nobody}."}
  ${project}-deep:
    - name: main
      recipe: versioneer
`,
};

const deployment = z.looseObject({
  id: z.string(),
  version: z.string().nullable(),
  tags: z.array(z.string()),
  parameters: z.record(z.string(), z.unknown()),
  schedules: z.array(z.looseObject({ slug: z.string(), schedule: z.looseObject({}) })),
});

let folder: ProjectFolder;
const env = { PREFECT_API_URL: apiUrl() };
const cli = (...input: readonly string[]): Promise<CliResult> => runCli(input, { cwd: folder.path, env });
const look = (name: string, flow = "hello"): Promise<z.output<typeof deployment>> =>
  read("GET", `/deployments/name/${project}-${flow}/${name}`, deployment);

beforeAll(async () => {
  folder = await makeProject(files);
  await raw("POST", "/work_pools/", {
    name: pool,
    type: "process",
    base_job_template: {
      job_configuration: { env: "{{ env }}", command: "{{ command }}" },
      variables: { type: "object", properties: { env: { type: "object" }, command: { type: "string" } } },
    },
  });
  await raw("POST", `/work_pools/${pool}/queues`, { name: "dev" });
});
afterAll(() => folder.remove());

describe("the YAML wrapper's own example", () => {
  it("deploys several deployments of one flow that cannot be imported here [E01, E02, E04, E20, E21, E29]", async () => {
    const { code, stderr, stdout } = await cli("deploy");
    expect(stderr + stdout).not.toContain("error");
    expect(code).toBe(0);
    expect(await look("Flow1")).toMatchObject({
      entrypoint: "examples/hello_world.py:hello",
      description: "Says hello.",
    });
    expect(await look("main", "deep")).toMatchObject({ entrypoint: "lib/other/deep.py:deep" });
  });

  it("keeps the types of parameters [E22, E23]", async () => {
    expect((await look("Flow1")).parameters).toEqual({ number: 42, name: "Do not panic!" });
  });

  it("sends each tag once, in order [E24]", async () => {
    expect((await look("Flow1")).tags).toEqual(["dev", "some-tag1"]);
  });

  it("takes cron, interval with its anchor, and rrule, several on one deployment [E25, E26]", async () => {
    expect((await look("Flow1")).schedules).toMatchObject([
      { schedule: { cron: "0 0 * * *", timezone: "America/Chicago" } },
    ]);
    const bySlug = new Map((await look("Flow2")).schedules.map(({ slug, schedule }) => [slug, schedule]));
    expect(bySlug.get("hourly")).toMatchObject({ interval: 3600, anchor_date: "2024-01-01T00:00:00Z" });
    expect(bySlug.get("weekly")).toMatchObject({
      rrule: expect.stringContaining("FREQ=WEEKLY;BYDAY=MO") as string,
    });
  });

  it("uses the pool and queue that exist, and a version that reaches the server [E05, E27, E28]", async () => {
    expect(await look("Flow1")).toMatchObject({
      work_pool_name: pool,
      work_queue_name: "dev",
      version: "0.0.1",
    });
  });

  it("layers defaults, environment and entry, and interpolates inside strings [E03]", async () => {
    expect((await look("Flow2")).tags).toEqual(["from-defaults"]);
    expect(await look("Flow2")).toMatchObject({ description: "In dev, of nobody." });
    expect(await look("Flow1")).toMatchObject({ job_variables: { env: { STAGE: "dev" } } });
    const prod = await cli("render", "--env", "prod", "--format", "json");
    expect(prod.stdout).toContain("from-prod");
    expect(prod.stdout).not.toContain("from-defaults");
  });

  it("deploys the same from any folder [N38]", async () => {
    for (const cwd of ["examples", "lib/other"]) {
      const result = await runCli(["plan"], { cwd: `${folder.path}/${cwd}`, env });
      expect(result.code).toBe(0);
    }
    const outside = await runCli(["plan", "--project", folder.path], { cwd: "/", env });
    expect(outside.code).toBe(0);
    expect((await runCli(["plan", folder.path], { cwd: "/", env })).code).toBe(0);
  });

  it("shows each deployment while it works, and what it did in machine form with ids and addresses [E30]", async () => {
    await folder.write("meta_prefect.yaml", files["meta_prefect.yaml"].replace("some-tag1", "some-tag2"));
    const { code, stdout, stderr } = await cli("deploy", "--json");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    const document = z
      .looseObject({
        version: z.literal(1),
        deployments: z.array(
          z.object({ flow: z.string(), name: z.string(), id: z.string(), url: z.string() }),
        ),
      })
      .parse(JSON.parse(stdout));
    const { id } = await look("Flow1");
    expect(document.deployments.find(({ name }) => name === "Flow1")).toEqual({
      flow: `${project}-hello`,
      name: "Flow1",
      id,
      url: `${apiUrl().replace(/\/api$/, "")}/deployments/deployment/${id}`,
    });
  });
});

describe("the parameters of a flow", () => {
  it("are in Prefect after the next deploy, and declared values are checked before it, unless that is off [N29, N45]", async () => {
    const source = "examples/hello_world.py";
    await folder.write(source, files[source].replace('= "you"', '= "you", loud: bool = False'));
    expect((await cli("deploy")).code).toBe(0);
    expect((await look("Flow1"))["parameter_openapi_schema"]).toMatchObject({
      properties: { number: { type: "integer" }, loud: { type: "boolean", default: false } },
      required: ["number"],
    });
    expect((await cli("plan")).code).toBe(0);

    const wrong = files["meta_prefect.yaml"].replace("number: 42, ", "number: many, nmae: x, ");
    await folder.write("meta_prefect.yaml", wrong);
    const nowhere = { PREFECT_API_URL: "http://127.0.0.1:1/api" };
    const { code, stderr } = await runCli(["validate"], { cwd: folder.path, env: nowhere });
    expect(code).toBe(1);
    expect(stderr).toMatch(/meta_prefect\.yaml:\d+:\d+ {2}invalid-parameter/);
    expect(stderr).toMatch(/meta_prefect\.yaml:\d+:\d+ {2}unknown-parameter/);
    const off = wrong.replace('{version: "0.0.1"}', '{version: "0.0.1", enforce_parameter_schema: false}');
    await folder.write("meta_prefect.yaml", off);
    expect((await cli("deploy")).code).toBe(0);
    expect(await look("Flow1")).toMatchObject({
      enforce_parameter_schema: false,
      parameters: { number: "many", nmae: "x" },
    });
  });
});

describe("a file that declares nothing", () => {
  it.each([
    ["is empty", ""],
    ["has only a name", "name: lonely\n"],
  ])("and %s is an error, not a silent success [E15, E16, E18]", async (_what, content) => {
    const empty = await makeProject({ "meta_prefect.yaml": content });
    const { code, stdout, stderr } = await runCli(["deploy"], { cwd: empty.path, env });
    await empty.remove();
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("meta_prefect.yaml");
  });

  it("and is not there at all is an error that says where it was looked for [E14, E15]", async () => {
    const empty = await makeProject({ "flow.py": "" });
    const { code, stdout, stderr } = await runCli(["deploy"], { cwd: empty.path, env });
    await empty.remove();
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("meta_prefect.yaml");
  });
});
