import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { patched } from "../../src/components/work-pool/template.ts";
import { referencedVariables, variablesOf } from "../../src/components/work-pool/placeholders.ts";
import { renderJob } from "../../src/components/work-pool/render-job.ts";
import type { JsonObject } from "../../src/interfaces/json.ts";
import { kubernetesPatches } from "../../src/recipes/infrastructure/kubernetes-template.ts";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl, python, raw, read } from "../support/prefect.ts";
import { makeProject } from "../support/project-folder.ts";
import { withoutPrefectSettings } from "../support/server.ts";
import { unique } from "../support/unique.ts";

const program = fileURLToPath(new URL("../support/job_configuration.py", import.meta.url));
const metadata = z.record(
  z.string(),
  z.record(z.string(), z.object({ default_base_job_configuration: z.record(z.string(), z.json()) })),
);

let templates: ReadonlyMap<string, JsonObject>;
beforeAll(async () => {
  const collections = await read("GET", "/collections/views/aggregate-worker-metadata", metadata);
  templates = new Map(
    Object.values(collections).flatMap((types) =>
      Object.entries(types).map(([type, { default_base_job_configuration: template }]) => [type, template]),
    ),
  );
});

interface Asked {
  readonly type: string;
  readonly template: JsonObject;
  readonly values: JsonObject;
}

/** The jobs that Prefect's own classes make. */
async function jobsOfPrefect(asked: readonly Asked[]): Promise<unknown> {
  const child = spawn(python(), [program], {
    env: { ...withoutPrefectSettings(process.env), PREFECT_API_URL: apiUrl() },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(asked));
  const [answer] = await Promise.all([text(child.stdout), once(child, "close")]);
  return JSON.parse(answer);
}

async function plan(file: string, ...more: readonly string[]): Promise<CliResult> {
  const source = "from prefect import flow\n\n\n@flow\ndef etl():\n    pass\n";
  const folder = await makeProject({ "flows.py": source, "meta_prefect.yaml": file });
  onTestFinished(folder.remove);
  return runCli(["plan", ...more], { cwd: folder.path, env: { PREFECT_API_URL: apiUrl() } });
}

/** A project with a pool of ours whose template has one more variable, used at a path or not at all. */
const projectFile = (project: string, use: string, variables: string): string => `name: ${project}
components:
  - work_pool:
      name: ${project}-pool
      type: process
      template_patches:
        - {path: [variables, properties, team], value: {type: string, default: data}}
${use}
deployments:
  etl:
    - name: main
      recipes:
        - work_pool: {name: ${project}-pool}
        - job_variables:
            ${variables}
`;
const used = `        - {path: [job_configuration, env], value: {TEAM: "{{ team }}", FIXED: "1"}}`;

describe("a job that is rendered here", () => {
  it("is what Prefect's own classes make, for process, Kubernetes and every other worker type", async () => {
    const team = [
      { path: ["variables", "properties", "team"], value: { type: "string", default: "data" } },
      { path: ["variables", "properties", "env", "default"], value: { POOL: "p", BOTH: "p", N: 1 } },
      { path: ["job_configuration", "env"], value: { TEAM: "{{ team }}", BOTH: "t" } },
    ];
    const values: JsonObject = {
      env: { BOTH: "d", MINE: "{{ image }}" },
      "env.DOTTED": "yes",
      image: "acme/flows:1",
      command: "python -m x",
      labels: { a: "b" },
      team: "web",
    };
    const asked = [...templates].flatMap(([type, standard]): Asked[] => {
      const template = type === "kubernetes" ? patched(standard, kubernetesPatches) : standard;
      const own = { node_selector: { disk: "ssd" }, finished_job_ttl: 60, annotations: { "a.b/c": "d" } };
      const given = type === "kubernetes" ? { ...values, ...own } : values;
      return [
        { type, template, values: {} },
        { type, template, values: given },
        { type, template: patched(template, team), values: given },
      ];
    });
    expect(templates.has("process") && templates.has("kubernetes")).toBe(true);
    const mine = asked.map(({ template, values: given }) => renderJob(template, given).configuration);
    expect(mine).toEqual(await jobsOfPrefect(asked));
  });

  it("is what they make of texts with placeholders, lists and values of any type", async () => {
    const template: JsonObject = {
      job_configuration: {
        name: "{{ n }}-{{ flag }}-{{ map }}-{{ gone }}",
        list: ["{{ gone }}", "{{ n }}", ["{{ deep.x[1] }}"]],
        same: "{{ n }}{{ n }}",
        nothing: { gone: "{{ gone }}" },
        plain: [1, null, true],
      },
      variables: { properties: { n: { default: 3 }, flag: { default: true }, deep: {}, map: {}, gone: {} } },
    };
    const values = { map: { it: "isn't", none: null, list: [1.5, false] }, deep: { x: ["a", "b"] }, n: null };
    const asked = [
      { type: "any", template, values },
      { type: "any", template, values: {} },
    ];
    expect(asked.map((one) => renderJob(one.template, one.values).configuration)).toEqual(
      await jobsOfPrefect(asked),
    );
  });
});

describe("meta-prefect plan", () => {
  it("finds no unreferenced variable in any default template of Prefect", () => {
    const idle = [...templates].flatMap(([type, template]) => {
      const referenced = referencedVariables(template);
      return Object.keys(variablesOf(template)).flatMap((name) =>
        referenced.has(name) ? [] : [`${type}.${name}`],
      );
    });
    expect(templates.size).toBeGreaterThan(5);
    expect(idle).toEqual([]);
  });

  it("checks job variables, refuses a variable that nothing uses, and renders jobs with the origin of each value [N14]", async () => {
    const project = unique("job");
    const wrong = await plan(projectFile(project, used, "stream_output: [1]"));
    expect(wrong.code).toBe(1);
    expect(wrong.stdout + wrong.stderr).toMatch(/meta_prefect\.yaml:15:\d+ +invalid-job-variable/);

    const idle = await plan(projectFile(project, "", "stream_output: false"));
    expect(idle.code).toBe(1);
    expect(idle.stdout + idle.stderr).toMatch(/meta_prefect\.yaml:3:\d+ +unreferenced-variable[\s\S]*"team"/);

    const cut = `        - {path: [job_configuration, command], value: "python -m mine"}\n${used}`;
    const unused = await plan(projectFile(project, cut, "command: python -m x"));
    expect(unused.code).toBe(1);
    expect(unused.stdout + unused.stderr).toMatch(/meta_prefect\.yaml:16:\d+ +unused-job-variable/);

    const file = projectFile(project, used, `env: {MINE: "{{ $HOME }}", LIMIT: "5"}\n            team: web`);
    const { code, stdout } = await plan(file, "--render", "--json");
    expect([code, z.looseObject({ diagnostics: z.json() }).parse(JSON.parse(stdout)).diagnostics]).toEqual([
      2,
      [],
    ]);
    const { jobs } = z
      .object({ jobs: z.array(z.looseObject({ values: z.array(z.looseObject({ path: z.string() })) })) })
      .parse(JSON.parse(stdout));
    expect(jobs).toHaveLength(1);
    expect(jobs[0]).toMatchObject({
      pool: `${project}-pool`,
      configuration: {
        env: { TEAM: "web", FIXED: "1", MINE: "{{ $HOME }}", LIMIT: "5" },
        stream_output: true,
      },
    });
    const value = (path: string): unknown => jobs[0]?.values.find((one) => one.path === path);
    const recipe = { origin: "deployment", recipe: "job_variables" };
    expect(value("env.TEAM")).toMatchObject({ ...recipe, location: { file: "meta_prefect.yaml", line: 16 } });
    expect(value("env.LIMIT")).toMatchObject({ ...recipe, value: "5", location: { line: 15 } });
    expect(value("env.MINE")).toMatchObject({ atRunTime: true });
    expect(value("env.FIXED")).toMatchObject({ origin: "template" });
    expect(value("stream_output")).toMatchObject({ origin: "pool", value: true });

    const text = await plan(file, "--render");
    expect(text.stdout).toMatch(/env\.FIXED +"1" +template/);
    expect(text.stdout).toMatch(/env\.TEAM +"web" +deployment, recipe job_variables, meta_prefect\.yaml:16/);
    expect((await raw("GET", `/work_pools/${project}-pool`)).status).toBe(404);
  });

  it("warns of a job variable that another's pool never uses", async () => {
    const project = unique("job");
    const pool = `${project}-theirs`;
    const properties = { command: { type: "string" }, idle: { type: "string" } };
    await raw("POST", "/work_pools/", {
      name: pool,
      type: "process",
      base_job_template: {
        job_configuration: { command: "{{ command }}" },
        variables: { type: "object", properties },
      },
    });
    const file = `name: ${project}
deployments:
  etl:
    - name: main
      recipes:
        - work_pool: {name: ${pool}}
        - job_variables: {idle: x}
`;
    const { code, stdout } = await plan(file, "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [{ severity: "warning", code: "unused-job-variable", location: { line: 7 } }],
    });
  });
});
