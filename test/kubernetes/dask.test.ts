import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { runCli } from "../support/cli.ts";
import { apiUrl, python } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { ask } from "./api-server.ts";

const run = promisify(execFile);
const clusters = "/apis/kubernetes.dask.org/v1/namespaces/dask-runs/daskclusters";
const list = z.object({ items: z.array(z.looseObject({ metadata: z.object({ name: z.string() }) })) });
let project: ProjectFolder;

beforeAll(async () => {
  // The definitions that Dask's operator brings along; the operator itself would need nodes.
  const { stdout } = await run(python(), [
    "-c",
    "import dask_kubernetes, pathlib; print(pathlib.Path(dask_kubernetes.__file__).parent / 'operator/deployment/helm/dask-kubernetes-operator/crds')",
  ]);
  const env = { ...process.env, KUBECONFIG: inject("kubeconfig") };
  await run("kubectl", ["apply", "--server-side", "-f", stdout.trim()], { env });
  const established = ["--for=condition=established", "crd/daskclusters.kubernetes.dask.org"];
  await run("kubectl", ["wait", ...established, "--timeout=300s"], { env });
  await run("kubectl", ["create", "namespace", "dask-runs"], { env });
  project = await makeProject({
    "flow.py": `from prefect import flow, task


@task
def one() -> int:
    return 1


@flow
def ones() -> int:
    return one.submit().result()
`,
    "meta_prefect.yaml": `name: dask-runs
python: ${python()}
deployments:
  ones:
    - name: five
      recipes:
        - dask_k8s:
            { num_workers: 5, cpu: 0.5, memory: 2, image: "registry.example/flows:1", namespace: dask-runs, env: { MODE: full } }
        - local_run_provisioner
        - environment_variables:
            { KUBECONFIG: "${inject("kubeconfig")}", DASK_KUBERNETES__RESOURCE_TIMEOUT: "5" }
`,
  });
});
afterAll(async () => {
  await project.remove();
});

// What is shown ends with the resource that the API server took from the run: the operator makes the pods of it.
describe("dask_k8s", () => {
  it("makes each run ask for the cluster that the recipe describes, which fits the operator's own definition [C43, C39]", async () => {
    const env = { PREFECT_API_URL: apiUrl() };
    const deployed = await runCli(["deploy"], { cwd: project.path, env });
    expect(deployed.code, deployed.stderr).toBe(0);
    expect((await runCli(["run", "ones/five"], { cwd: project.path, env })).code).toBe(0);
    let found: z.output<typeof list>["items"] = [];
    const look = async (): Promise<number> => {
      const { items } = list.parse((await ask(inject("kubeconfig"), "GET", clusters)).body);
      if (items.length > 0) found = items;
      return found.length;
    };
    await expect.poll(look, { timeout: 300_000, interval: 200 }).toBe(1);
    const resources = { requests: { cpu: "0.5", memory: "2Gi" }, limits: { cpu: "0.5", memory: "2Gi" } };
    const container = {
      image: "registry.example/flows:1",
      resources,
      env: [{ name: "MODE", value: "full" }],
    };
    expect(found[0]).toMatchObject({
      kind: "DaskCluster",
      metadata: { name: expect.stringMatching(/^prefect-[0-9a-f-]+$/) as unknown },
      spec: {
        worker: { replicas: 5, spec: { containers: [container] } },
        scheduler: { spec: { containers: [container] } },
      },
    });
  });
});
