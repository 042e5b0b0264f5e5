import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { copyExample, exampleJson } from "../support/example-folder.ts";
import { apiUrl, python, read } from "../support/prefect.ts";
import type { ProjectFolder } from "../support/project-folder.ts";
import { ask } from "./api-server.ts";

const example = "python-class";
const key = "canary-of-the-key";
const served = "lolpop-quickstartrunner-build-all-serve";
const inNamespace = "namespaces/lolpop";
const servingPath = `/apis/apps/v1/${inNamespace}/deployments/${served}`;
const secretPath = `/api/v1/${inNamespace}/secrets/prefect-secrets`;
const workerPath = `/apis/apps/v1/${inNamespace}/deployments/lolpop-k8s-pool-worker`;
let folder: ProjectFolder;

const cli = (...input: readonly string[]): Promise<CliResult> =>
  runCli(["deployment", ...input], {
    cwd: folder.path,
    env: { PREFECT_API_URL: apiUrl(), PREFECT_API_KEY: key, KUBECONFIG: inject("kubeconfig") },
  });
const get = async (path: string): Promise<unknown> => (await ask(inject("kubeconfig"), "GET", path)).body;
const status = async (path: string): Promise<number> => (await ask(inject("kubeconfig"), "GET", path)).status;
const versionOf = async (path: string): Promise<string> =>
  z.object({ metadata: z.object({ resourceVersion: z.string() }) }).parse(await get(path)).metadata
    .resourceVersion;
/** The options of the example; nothing is built here, the tests of images show that. */
const deployment = (way: string, more: object = {}): string => {
  const { docker_image_name: image, ...kwargs } = exampleJson(example, `${way}/deployment.json`);
  return JSON.stringify({
    ...(way.startsWith("static") && { docker_image_name: image }),
    ...kwargs,
    ...more,
  });
};

beforeAll(async () => {
  folder = await copyExample(example, { "meta_prefect.yaml": `name: lolpop\npython: ${python()}\n` });
  const packaging = JSON.stringify(exampleJson(example, "dynamic-kubernetes/packaging.json"));
  const packed = await cli("package", "QuickstartRunner", "--packaging-kwargs", packaging);
  expect(packed.code, packed.stderr).toBe(0);
});
afterAll(() => folder.remove());

// There are no nodes, so no container starts: what the API server has is what is looked at.
describe("the example of a Python class, on a cluster", () => {
  it("is refused where the namespace is missing, and nothing is applied [A59]", async () => {
    const { code, stderr } = await cli(
      ...["build", "-n", served, "-t", "kubernetes", "--deployment-kwargs", deployment("static-kubernetes")],
    );
    expect(code).toBe(1);
    expect(stderr).toContain("has no namespace lolpop");
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name: "lolpop" } };
    await ask(inject("kubeconfig"), "POST", "/api/v1/namespaces", body);
  });

  it("is served by a Deployment that gets the API's settings from a Secret, and applied twice it stays [A22, A23, A26, A28, A29, A42, A44, A46, A49, A52, A59]", async () => {
    const build = ["build", "-n", served, "-t", "kubernetes"];
    const kwargs = ["--deployment-kwargs", deployment("static-kubernetes")];
    const { code, stdout, stderr } = await cli(...build, ...kwargs);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(`Deployment ${served} of namespace lolpop serves ${served}`);
    expect(stdout).toContain("in a container is the container itself");
    const live = await get(servingPath);
    expect(live).toMatchObject({
      spec: {
        replicas: 1,
        template: {
          spec: {
            containers: [
              {
                image: "lolpop-quickstartrunner-build-all",
                imagePullPolicy: "IfNotPresent",
                env: expect.arrayContaining([
                  {
                    name: "PREFECT_API_URL",
                    valueFrom: { secretKeyRef: { name: "prefect-secrets", key: "prefect-api-url" } },
                  },
                ]) as unknown,
              },
            ],
          },
        },
      },
    });
    const base64 = (text: string): string => Buffer.from(text).toString("base64");
    expect(await get(secretPath)).toMatchObject({
      data: { "prefect-api-url": base64(apiUrl()), "prefect-api-key": base64(key) },
    });
    const file = await readFile(join(folder.path, "prefect_files/deployment_manifest.yaml"), "utf8");
    expect([file, stdout, stderr, JSON.stringify(live)].join("\n")).not.toMatch(
      new RegExp(`${key}|${base64(key)}`),
    );
    expect(parseAllDocuments(file).map((one) => one.toJS() as unknown)).toMatchObject([
      { kind: "Deployment", metadata: { name: served, namespace: "lolpop" } },
    ]);
    const before = [await versionOf(servingPath), await versionOf(secretPath)];
    expect((await cli(...build, ...kwargs)).code).toBe(0);
    expect([await versionOf(servingPath), await versionOf(secretPath)]).toEqual(before);
  });

  it("is stopped: the Deployment goes, the Secret that others use stays [A34, A59, A69]", async () => {
    const stopped = await cli("stop", "-n", served, "-t", "kubernetes");
    expect(stopped.stdout).toBe(`Stopped lolpop/${served}.\n`);
    expect([await status(servingPath), await status(secretPath)]).toEqual([404, 200]);
    expect((await cli("stop", "-n", served, "-t", "kubernetes")).stdout).toBe("Nothing was running.\n");
    const again = await cli("delete", "-n", served, "-t", "kubernetes");
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("Nothing was deployed.")]);
  });

  it("is served by a Deployment of one's own where one is named, which stop finds, too [A26, A34]", async () => {
    const labels = { app: "mine" };
    const container = { name: "flow", image: "registry.example/mine:1" };
    const manifest = {
      ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "mine", labels } },
      spec: {
        ...{ replicas: 3, selector: { matchLabels: labels } },
        template: { metadata: { labels }, spec: { containers: [container] } },
      },
    };
    await folder.write("mine.yaml", JSON.stringify(manifest));
    const kwargs = ["--deployment-kwargs", '{"k8s_deployment_manifest": "mine.yaml"}'];
    const { code, stdout, stderr } = await cli("build", "-n", "own", "-t", "kubernetes", ...kwargs);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("Deployment mine of namespace lolpop serves own");
    const own = servingPath.replace(served, "mine");
    expect(await get(own)).toMatchObject({
      spec: { replicas: 3, template: { spec: { containers: [container] } } },
    });
    expect((await cli("stop", "-n", "own", "-t", "kubernetes")).stdout).toBe("Stopped lolpop/mine.\n");
    expect(await status(own)).toBe(404);
  });

  it("is run by a pool whose worker lives in the cluster, made by build [A31, A45, A49, A61, A64, A66]", async () => {
    const kwargs = ["--deployment-kwargs", deployment("dynamic-kubernetes")];
    const build = ["build", "-n", "in-cluster", "-t", "kubernetes", ...kwargs];
    const { code, stdout, stderr } = await cli(...build);
    expect(code, stderr).toBe(0);
    // What a deploy warns of is told here, too.
    expect(stderr).toContain("which in a cluster is the pod itself");
    const manifest = join(folder.path, "prefect_files/worker_deployment_manifest.yaml");
    expect(stdout).toContain(`Wrote ${manifest}.`);
    const kinds = parseAllDocuments(await readFile(manifest, "utf8")).map((one) => one.toJS() as unknown);
    expect(kinds).toMatchObject([
      { kind: "ServiceAccount" },
      { kind: "Role", metadata: { namespace: "lolpop" } },
      { kind: "RoleBinding" },
      { kind: "Deployment" },
    ]);
    expect(JSON.stringify(kinds)).not.toContain(key);
    const container = {
      image: "prefecthq/prefect:3-latest-kubernetes",
      args: expect.arrayContaining(["--pool", "lolpop-k8s-pool"]) as unknown,
    };
    expect(await get(workerPath)).toMatchObject({
      spec: { template: { spec: { serviceAccountName: "lolpop-k8s-pool-worker", containers: [container] } } },
    });
    const shape = z.object({ work_pool_name: z.string(), job_variables: z.unknown() });
    expect(await read("GET", "/deployments/name/prefect-entrypoint/in-cluster", shape)).toEqual({
      work_pool_name: "lolpop-k8s-pool",
      job_variables: exampleJson(example, "dynamic-kubernetes/deployment.json")["job_variables"],
    });
    const before = await versionOf(workerPath);
    expect((await cli(...build)).code).toBe(0);
    expect(await versionOf(workerPath)).toBe(before);
  });

  it("is run by a Docker pool whose worker, Prefect's own, is started here when that is asked for [A60, A66]", async () => {
    const kwargs = deployment("dynamic-docker", { ensure_worker: true });
    const built = await cli("build", "-n", "on-docker", "-t", "docker", "--deployment-kwargs", kwargs);
    expect(built.code, built.stderr).toBe(0);
    const workers = z.array(z.object({ status: z.string() }));
    expect(await read("POST", "/work_pools/lolpop-docker-pool/workers/filter", workers, {})).toEqual([
      { status: "ONLINE" },
    ]);
    const { stdout } = await cli("status", "-n", "on-docker");
    expect(stdout).toContain("work pool lolpop-docker-pool, 1 worker online");
  });
});
