import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl, python, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const project = unique("lolpop");
const image = `${inject("registry")}/${project}:1`;
let folder: ProjectFolder;
let proxy: RecordingProxy;

const cli = (api: string, ...input: readonly string[]): Promise<CliResult> =>
  runCli(input, { cwd: folder.path, env: { PREFECT_API_URL: api, ...inject("builderEnv") } });
const packaging = (more: object): string =>
  JSON.stringify({
    ...{ base_image: inject("baseImage"), copy_files: ["lolpop", "train.csv"], skip_validation: true },
    ...{ config_file: "prefect_files/quickstart.yaml", docker_image_tag: image, ...more },
  });
const shape = z.object({
  entrypoint: z.string(),
  work_pool_name: z.string(),
  job_variables: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()),
});

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  folder = await makeProject({
    "meta_prefect.yaml": `name: ${project}\npython: ${python()}\n`,
    "lolpop/__init__.py": "",
    "lolpop/runner.py":
      "class QuickstartRunner:\n    def __init__(self, conf, skip_config_validation=False):\n        self.conf = conf\n\n    def build_all(self):\n        return self.conf\n",
    "prefect_files/quickstart.yaml": "a: 1\n",
    "train.csv": "1\n",
  });
});
afterAll(async () => {
  await folder.remove();
  await proxy.close();
});

describe("a method of a Python class, by deployment package, build and run", () => {
  it("is packaged into an image that is pushed [A13, A16, A19, A53, A58]", async () => {
    const result = await cli(
      apiUrl(),
      ...[
        "deployment",
        "package",
        "-q",
        "QuickstartRunner",
        "-m",
        "lolpop.runner",
        "--packager",
        "PrefectOrchestrator",
      ],
      ...["--packaging-kwargs", packaging({ create_deployment: true, push_image: true })],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    const answer = await fetch(`http://${inject("registry")}/v2/${project}/manifests/1`, {
      headers: { accept: "application/vnd.docker.distribution.manifest.v2+json" },
    });
    expect(result.stdout).toContain(
      `Built ${image.slice(0, -2)}@${answer.headers.get("docker-content-digest") ?? ""}.`,
    );
    expect(readFileSync(join(folder.path, "prefect_files/run.py"), "utf8")).toContain(
      'prefect_entrypoint.serve(name="lolpop-quickstartrunner-build-all-serve")',
    );
  });

  it.each(["docker", "kubernetes"])(
    "is deployed to a %s work pool that is made with it, twice without a write, and run [A22, A23, A24, A27, A32, A33, A54, A55, A60, A61, A65]",
    async (type) => {
      const packed = await cli(
        apiUrl(),
        ...[
          "deployment",
          "package",
          "QuickstartRunner",
          "--packaging-kwargs",
          packaging({ work_pool: `${project}-${type}` }),
        ],
      );
      expect(packed.stdout).toContain(`no image was built: deploying to ${project}-${type} builds it`);
      const kwargs = {
        ...{
          work_pool: `${project}-${type}`,
          flow_class: "prefect_files.run",
          flow_entrypoint: "prefect_entrypoint",
        },
        ...{ docker_image_name: image, push_image: true },
        job_variables: { image_pull_policy: "Never" },
        deployment_kwargs: { tags: ["lolpop"], job_variables: { image_pull_policy: "IfNotPresent" } },
      };
      const build = [
        "deployment",
        "build",
        "-t",
        type,
        `--name=on-${type}`,
        `--deployment-kwargs=${JSON.stringify(kwargs)}`,
      ];
      const first = await cli(apiUrl(), ...build);
      expect(first.code).toBe(0);
      expect(first.stdout).toContain(`Deployed prefect-entrypoint/on-${type}: `);
      const deployed = await read("GET", `/deployments/name/prefect-entrypoint/on-${type}`, shape);
      expect(deployed).toMatchObject({
        entrypoint: "prefect_files/run.py:prefect_entrypoint",
        work_pool_name: `${project}-${type}`,
        job_variables: { image_pull_policy: "IfNotPresent" },
        tags: ["lolpop"],
      });
      expect(deployed.job_variables["image"]).toMatch(/@sha256:[0-9a-f]{64}$/);
      const pool = await read("GET", `/work_pools/${project}-${type}`, z.object({ type: z.string() }));
      expect(pool).toEqual({ type });
      proxy.clear();
      expect((await cli(proxy.url, ...build)).code).toBe(0);
      expect(proxy.requests.length).toBeGreaterThan(0);
      expect(proxy.writes()).toEqual([]);
      const run = await cli(apiUrl(), "deployment", "run", `prefect-entrypoint/on-${type}`, "--json");
      const { flowRunId, url } = z
        .looseObject({ flowRunId: z.string(), url: z.string() })
        .parse(JSON.parse(run.stdout));
      expect(url).toContain(flowRunId);
      await read("GET", `/flow_runs/${flowRunId}`, z.object({ id: z.literal(flowRunId) }));
    },
  );

  it("is refused with what is wrong in the options, and where their JSON breaks [A14, A43, A56, A68, A70]", async () => {
    const broken = await cli(apiUrl(), "deployment", "package", "X", "--packaging-kwargs", '{"a": {}}}');
    expect(broken.code).toBe(1);
    expect(broken.stderr).toMatch(/--packaging-kwargs is not a JSON object: .*position 9/);
    const unknown = await cli(
      apiUrl(),
      "deployment",
      "package",
      "X",
      "--packaging-kwargs",
      '{"copy_fles": []}',
    );
    expect(unknown.stderr).toMatch(/copy_fles[^]*hint: did you mean copy_files\?/);
    const imageless = await cli(apiUrl(), "deployment", "build", "-n", "x", "-t", "kubernetes");
    expect(imageless.stderr).toContain(
      "docker_image_name is missing, which kubernetes without a work pool needs",
    );
    const other = await cli(apiUrl(), "deployment", "build", "-n", "x", "--deployer", "AirflowOrchestrator");
    expect(other.stderr).toContain("there is no orchestrator AirflowOrchestrator");
  });
});
