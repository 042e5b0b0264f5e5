import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { copyExample, exampleJson } from "../support/example-folder.ts";
import { apiUrl, python, raw, read } from "../support/prefect.ts";
import type { ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const example = "python-class";
const project = unique("lolpop");
const image = `${inject("registry")}/${project}:1`;
let folder: ProjectFolder;
let proxy: RecordingProxy;

const cli = (api: string, ...input: readonly string[]): Promise<CliResult> =>
  runCli(input, { cwd: folder.path, env: { PREFECT_API_URL: api, ...inject("builderEnv") } });
/** The options of the example, with the base image and the registry of these tests in place of the usual ones. */
const packaging = (way: string): string =>
  JSON.stringify({ ...exampleJson(example, `${way}/packaging.json`), base_image: inject("baseImage") });
const classOf = ["QuickstartRunner", "-m", "lolpop.runner", "--packager", "PrefectOrchestrator"];
const shape = z.object({
  id: z.string(),
  entrypoint: z.string(),
  work_pool_name: z.string(),
  job_variables: z.record(z.string(), z.unknown()),
});
const buildah = (...input: readonly string[]): string =>
  execFileSync("buildah", input, {
    env: { ...process.env, ...inject("builderEnv") },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  folder = await copyExample(example, { "meta_prefect.yaml": `name: ${project}\npython: ${python()}\n` });
  // The archive of the example, which here builds itself: nothing is fetched.
  const script = fileURLToPath(new URL("make_sdist.py", import.meta.url));
  const archive = join(folder.path, "prefect_files/lolpop-testing.tar.gz");
  const extras = ["cli", "prefect", "mlflow", "xgboost"];
  execFileSync(python(), [script, folder.path, "lolpop", archive, ...extras], { stdio: "ignore" });
});
afterAll(async () => {
  await folder.remove();
  await proxy.close();
});

describe("the example of a Python class, by deployment package, build and run", () => {
  it("is packaged, with an archive and its extras, into an image in which it works; no engine runs it here [A13, A16, A18, A19, A52, A53, A58]", async () => {
    const kwargs = {
      ...exampleJson(example, "static-docker/packaging.json"),
      base_image: inject("baseImage"),
    };
    const pushed = { ...kwargs, docker_image_tag: image, push_image: true };
    const result = await cli(
      apiUrl(),
      ...["deployment", "package", "-q", ...classOf, "--packaging-kwargs", JSON.stringify(pushed)],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    const answer = await fetch(`http://${inject("registry")}/v2/${project}/manifests/1`, {
      headers: { accept: "application/vnd.docker.distribution.manifest.v2+json" },
    });
    expect(result.stdout).toContain(
      `Built ${image.slice(0, -2)}@${answer.headers.get("docker-content-digest") ?? ""}.`,
    );
    const script = readFileSync(join(folder.path, "prefect_files/run.py"), "utf8");
    expect(script).toContain('prefect_entrypoint.serve(name="lolpop-quickstartrunner-build-all-serve")');
    const container = buildah("from", "--tls-verify=false", image);
    const program =
      "from lolpop.runner import QuickstartRunner as R; import lolpop; print(R('prefect_files/quickstart.yaml').build_all(), 'site-packages' in lolpop.__file__ or 'dist-packages' in lolpop.__file__)";
    expect(buildah("run", "--isolation", "chroot", container, "--", "python", "-c", program)).toBe(
      "{'train': 0.5, 'test': 0.5} True",
    );
  }, 400_000);

  it.each(["docker", "kubernetes"])(
    "is deployed to the %s work pool of the example, which is made with it, twice without a write, and run [A22, A23, A24, A27, A32, A33, A49, A52, A54, A55, A60, A61, A65]",
    async (type) => {
      const way = `dynamic-${type}`;
      const packed = await cli(
        apiUrl(),
        ...["deployment", "package", ...classOf, "--packaging-kwargs", packaging(way)],
      );
      const given = exampleJson(example, `${way}/deployment.json`);
      const pool = z.string().parse(given["work_pool"]);
      expect(packed.stdout).toContain(`no image was built: deploying to ${pool} builds it`);
      // There is no cluster and no engine here, so no worker lives in one; the tests of Kubernetes show that.
      const kwargs = { ...given, docker_image_name: image, push_image: true, ensure_worker: false };
      const build = [
        "deployment",
        "build",
        "-q",
        ...["-t", type, `--name=on-${type}`, `--deployment-kwargs=${JSON.stringify(kwargs)}`],
      ];
      const first = await cli(apiUrl(), ...build);
      expect(first.code, first.stderr).toBe(0);
      expect(first.stdout).toContain(`Deployed prefect-entrypoint/on-${type}: `);
      const deployed = await read("GET", `/deployments/name/prefect-entrypoint/on-${type}`, shape);
      const variables =
        type === "docker"
          ? { image_pull_policy: "Never" }
          : { image_pull_policy: "IfNotPresent", namespace: "lolpop", service_account_name: "default" };
      expect(deployed).toMatchObject({
        entrypoint: "prefect_files/run.py:prefect_entrypoint",
        work_pool_name: pool,
        job_variables: variables,
      });
      expect(deployed.job_variables["image"]).toMatch(/@sha256:[0-9a-f]{64}$/);
      expect(await read("GET", `/work_pools/${pool}`, z.object({ type: z.string() }))).toEqual({ type });
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
      await raw("DELETE", `/deployments/${deployed.id}`);
      await raw("DELETE", `/work_pools/${pool}`);
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
