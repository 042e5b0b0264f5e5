import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const flows = (project: string): string => `from prefect import flow


@flow(name="${project}-etl")
def etl(day: str = "today", count: int = 1):
    pass
`;

interface Tried extends CliResult {
  readonly project: string;
  /** Requests that changed something on the server. */
  readonly writes: number;
}

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(() => proxy.close());

/** Deploys a file against the real server; `FLOW` stands for the flow's name. */
async function attempt(
  file: string,
  options: {
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly project?: string;
  } = {},
): Promise<Tried> {
  const project = options.project ?? unique("bad");
  const content = `name: ${project}\n${file}`.replaceAll("FLOW", `${project}-etl`);
  const folder = await makeProject({ "flows.py": flows(project), "meta_prefect.yaml": content });
  onTestFinished(folder.remove);
  proxy.clear();
  const env = { PREFECT_API_URL: proxy.url, ...options.env };
  const result = await runCli(options.args ?? ["deploy"], { cwd: folder.path, env });
  return { ...result, project, writes: proxy.writes().length };
}

const entry = (recipe: string, variables = ""): string => `deployments:
  FLOW:
    - name: main
      recipe: ${recipe}
      variables: {${variables}}
`;

describe("a mistake in the file", () => {
  it.each([
    [
      "an unknown recipe",
      entry("local_run_deploy", "name: x"),
      "unknown-recipe",
      "5:15",
      "local_run_deployer",
    ],
    ["an unknown variable", entry("schedule", 'corn: "0 2 * * *"'), "", "6:", "cron"],
    [
      "an unknown flow",
      "deployments:\n  FLOWS:\n    - {name: a, recipe: tags, variables: {tags: [x]}}\n",
      "",
      "3:3",
      "-etl",
    ],
    ["an unknown key", "deployment: {}\n", "", "2:1", "deployments"],
    ["an unset variable", entry("tags", 'tags: ["${NOT_SET_ANYWHERE}"]'), "", "6:", "NOT_SET_ANYWHERE"],
    [
      "a name that Prefect refuses",
      entry("tags", "tags: [x]").replace("main", '"a/b"'),
      "invalid-name",
      "4:",
      "/ % & < and >",
    ],
    ["an unknown parameter", entry("parameters", "dey: x"), "", "", "day"],
    ["a parameter of the wrong type", entry("parameters", "count: many"), "", "", "integer"],
  ])(
    "%s is located, with the next step, and nothing is written [N10]",
    async (_what, file, code, place, hint) => {
      const { code: exit, stderr, stdout, writes } = await attempt(file);
      const text = stdout + stderr;
      expect(exit).toBe(1);
      expect(text).toContain(`meta_prefect.yaml:${place}`);
      expect(text).toContain(code);
      expect(text).toContain(hint);
      expect(text).toContain("Nothing was written.");
      expect(text).not.toMatch(/\n\s+at /);
      expect(writes).toBe(0);
    },
  );

  it("does not hide the others, and the valid entries are not written either [E19, E32, N4]", async () => {
    const file = `deployments:
  FLOW:
    - {name: good, recipe: tags, variables: {tags: [x]}}
    - {name: bad, recipe: tagz, variables: {tags: [x]}}
    - {name: worse, recipe: tags, variables: {tags: 5}}
    - {name: worst, recipe: schedule, variables: {cron: "not a cron"}}
`;
    const { code, stdout, stderr, writes } = await attempt(file);
    const text = stdout + stderr;
    expect(code).toBe(1);
    for (const line of ["meta_prefect.yaml:5:", "meta_prefect.yaml:6:", "meta_prefect.yaml:7:"])
      expect(text).toContain(line);
    expect(text).toContain("3 errors. Nothing was written.");
    expect(writes).toBe(0);
  });

  it("that YAML itself refuses is located, without a stack trace", async () => {
    const { code, stdout, stderr } = await attempt("deployments:\n  FLOW: [\n");
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/meta_prefect\.yaml:\d+:\d+/);
    expect(stdout + stderr).not.toMatch(/\n\s+at /);
  });

  it("such as aliases that explode is refused", async () => {
    const levels = Array.from({ length: 9 }, (_, level) =>
      level === 0
        ? "a0: &a0 [x, x, x, x, x, x, x, x, x]"
        : `a${level.toString()}: &a${level.toString()} [${Array(9)
            .fill(`*a${(level - 1).toString()}`)
            .join(", ")}]`,
    );
    const { code, stdout, stderr } = await attempt(`${levels.join("\n")}\ndeployments: {}\n`);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("alias");
  });

  it("such as two entries of one flow and name is refused at validate, naming the other place or environment [E02, N7]", async () => {
    const file = `deployments:
  FLOW:
    - {name: same, recipe: tags, variables: {tags: [x]}}
    - {name: same, recipe: tags, variables: {tags: [y]}}
`;
    const { code, stdout, stderr } = await attempt(file, { args: ["validate"] });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("duplicate-deployment");
    expect(stdout + stderr).toContain("meta_prefect.yaml:4");
    const args = ["validate", "--env", "dev", "--env", "prod"];
    const both = await attempt(entry("tags", "tags: [x]"), { args });
    expect(both.code).toBe(1);
    expect(both.stderr).toContain(`${both.project}-etl/main is declared for dev and for prod`);
    expect(both.stderr).toContain("hint: put ${env} into its name");
  });
});

describe("what stands on the server", () => {
  const file = "deployments:\n  FLOW:\n    - {name: main, recipe: tags, variables: {tags: [ours]}}\n";
  const id = z.object({ id: z.string() });

  it("and is nobody's is refused, and taken over with --adopt", async () => {
    const project = unique("bad");
    const flow = await read("POST", "/flows/", id, { name: `${project}-etl` });
    const theirs = await read("POST", "/deployments/", id, {
      name: "main",
      flow_id: flow.id,
      tags: ["theirs"],
    });
    const refused = await attempt(file, { project });
    expect(refused.code).toBe(1);
    expect(refused.stdout + refused.stderr).toContain("--adopt");
    expect(refused.writes).toBe(0);
    const adopted = await attempt(file, { project, args: ["deploy", "--adopt"] });
    expect(adopted.code).toBe(0);
    const after = await read("GET", `/deployments/${theirs.id}`, z.object({ tags: z.array(z.string()) }));
    expect(after.tags).toEqual(["ours"]);
  });

  it("and belongs to another project is refused, naming it, whatever is asked", async () => {
    const project = unique("bad");
    const flow = await read("POST", "/flows/", id, { name: `${project}-etl` });
    const labels = { "meta-prefect.project": "somebody", "meta-prefect.environment": "prod" };
    await raw("POST", "/deployments/", { name: "main", flow_id: flow.id, labels });
    const { code, stdout, stderr, writes } = await attempt(file, { project, args: ["deploy", "--adopt"] });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("project somebody, environment prod");
    expect(writes).toBe(0);
  });

  it.each([
    ["it does not know", "cpuu: 2", "unknown-job-variable"],
    ["of the wrong type", "stream_output: [1]", "invalid-job-variable"],
  ])(
    "such as a pool refuses a job variable %s, at plan, with its place [N14]",
    async (_what, variable, expected) => {
      const project = unique("bad");
      const pool = `${project}-pool`;
      const templates = await read(
        "GET",
        "/collections/views/aggregate-worker-metadata",
        z.record(
          z.string(),
          z.record(z.string(), z.looseObject({ default_base_job_configuration: z.json().optional() })),
        ),
      );
      const template = templates["prefect"]?.["process"]?.default_base_job_configuration ?? {};
      await raw("POST", "/work_pools/", { name: pool, type: "process", base_job_template: template });
      const chained = `deployments:
  FLOW:
    - name: main
      recipes:
        - work_pool: {name: ${pool}}
        - job_variables:
            ${variable}
`;
      const { code, stdout, stderr, writes } = await attempt(chained, { project, args: ["plan"] });
      expect(stdout + stderr).toContain(expected);
      expect(stdout + stderr).toMatch(/meta_prefect\.yaml:[78]/);
      expect(code).toBe(1);
      expect(writes).toBe(0);
    },
  );

  it("such as a pool that is not there is missed at plan", async () => {
    const { code, stdout, stderr } = await attempt(entry("work_pool", "name: nowhere-to-be-found"), {
      args: ["plan"],
    });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("missing-external");
  });
});

describe("a change that the server refuses", () => {
  it("does not stop the others; the summary names it and the exit code is 1 [E31, N4]", async () => {
    const names = ["first", "second", "third"];
    const file = `deployments:\n  FLOW:\n${names.map((name) => `    - {name: ${name}, recipe: tags, variables: {tags: [x]}}`).join("\n")}\n`;
    proxy.intercept = ({ method, path, body }) =>
      method === "POST" && path.endsWith("/deployments/") && JSON.stringify(body).includes('"second"')
        ? {
            status: 422,
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ exception_message: "refused for the test" }),
          }
        : undefined;
    const { code, stdout, stderr, project } = await attempt(file).finally(() => {
      proxy.intercept = undefined;
    });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("refused for the test");
    expect(stdout + stderr).toMatch(/1 failed/);
    for (const [name, status] of [
      ["first", 200],
      ["second", 404],
      ["third", 200],
    ] as const) {
      expect((await raw("GET", `/deployments/name/${project}-etl/${name}`)).status).toBe(status);
    }
  });
});

describe("Ctrl-C in the middle of a deploy", () => {
  it("ends with 130 and a word on what was left, and the next run converges", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `d${index.toString()}`);
    const file = `deployments:\n  FLOW:\n${names.map((name) => `    - {name: ${name}, recipe: tags, variables: {tags: [x]}}`).join("\n")}\n`;
    const project = unique("bad");
    const content = `name: ${project}\n${file}`.replaceAll("FLOW", `${project}-etl`);
    const folder = await makeProject({ "flows.py": flows(project), "meta_prefect.yaml": content });
    onTestFinished(folder.remove);
    const stop = new AbortController();
    let written = 0;
    proxy.intercept = ({ method, path }) => {
      if (method === "POST" && path.endsWith("/deployments/") && ++written === 3) stop.abort();
      return undefined;
    };
    const env = { PREFECT_API_URL: proxy.url };
    const cut = await runCli(["deploy"], { cwd: folder.path, env, signal: stop.signal });
    proxy.intercept = undefined;
    expect(cut.code).toBe(130);
    const made = async (): Promise<number> =>
      (
        await read("POST", "/deployments/filter", z.array(z.unknown()), {
          flows: { name: { any_: [`${project}-etl`] } },
        })
      ).length;
    expect(await made()).toBeLessThan(names.length);
    expect((await runCli(["deploy"], { cwd: folder.path, env })).code).toBe(0);
    expect(await made()).toBe(names.length);
    expect((await runCli(["plan"], { cwd: folder.path, env })).code).toBe(0);
  });
});
