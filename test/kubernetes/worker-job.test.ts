import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { runCli } from "../support/cli.ts";
import { apiUrl, python, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { withoutPrefectSettings } from "../support/server.ts";
import { ask } from "./api-server.ts";

const jobList = z.object({ items: z.array(z.unknown()) });
const identified = z.object({ id: z.string() });

let project: ProjectFolder;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  project = await makeProject({
    "flow.py": "from prefect import flow\n\n\n@flow\ndef train(rows: int = 1) -> int:\n    return rows\n",
    "meta_prefect.yaml": `
name: cluster
deployments:
  train:
    - name: everything
      recipe: kubernetes
      variables:
        own_pool: cluster-pool
        image: registry.example/flows:1
        cpu: 500m
        cpu_limit: 2
        memory: 1.5
        memory_limit: null
        namespace: flows
        service_account: runner
        node_selector: { disk: ssd }
        tolerations: [{ key: gpu, operator: Exists, effect: NoSchedule }]
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms: [{ matchExpressions: [{ key: zone, operator: In, values: [a] }] }]
        volumes: [{ name: data, emptyDir: {} }]
        volume_mounts: [{ name: data, mountPath: /data }]
        env: { MODE: full }
        env_from: [{ secret: team }, { config_map: settings }]
        secret_env: { TOKEN: { secret: team, key: token } }
        image_pull_policy: Always
        image_pull_secrets: [registry]
        labels: { team: data }
        annotations: { owner: data }
        job_ttl: 600
        working_dir: /srv
    - name: nothing
      recipe: kubernetes
      variables: { own_pool: cluster-pool }
`,
  });
  await ask(inject("kubeconfig"), "POST", "/api/v1/namespaces", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "flows" },
  });
  // The pool first: a worker that finds none would make one of processes.
  const deployed = await runCli(["deploy"], { cwd: project.path, env: { PREFECT_API_URL: apiUrl() } });
  expect(deployed.code, deployed.stderr).toBe(0);
  const settings = withoutPrefectSettings(process.env);
  worker = spawn(
    python(),
    [...["-m", "prefect", "worker", "start", "--pool", "cluster-pool"], ...["--install-policy", "never"]],
    {
      cwd: project.path,
      stdio: "ignore",
      env: {
        ...settings,
        KUBECONFIG: inject("kubeconfig"),
        PREFECT_API_URL: apiUrl(),
        PREFECT_HOME: project.path,
        PREFECT_WORKER_QUERY_SECONDS: "1",
      },
    },
  );
});
afterAll(async () => {
  if (worker?.exitCode === null) {
    const ended = once(worker, "exit");
    worker.kill("SIGKILL");
    await ended;
  }
  await project.remove();
});

/** The Job that Prefect's worker makes of a run. */
async function jobOf(deployment: string, namespace: string): Promise<unknown> {
  const { id } = await read("GET", `/deployments/name/train/${deployment}`, identified);
  const run = await read("POST", `/deployments/${id}/create_flow_run`, identified, {});
  const query = `labelSelector=${encodeURIComponent(`prefect.io/flow-run-id=${run.id}`)}`;
  const path = `/apis/batch/v1/namespaces/${namespace}/jobs?${query}`;
  const jobs = async (): Promise<readonly unknown[]> =>
    jobList.parse((await ask(inject("kubeconfig"), "GET", path)).body).items;
  await expect.poll(jobs, { timeout: 300_000, interval: 500 }).toHaveLength(1);
  return (await jobs())[0];
}

// There are no nodes here, so what is shown ends with the Job that the API server took: no pod runs.
describe("a run of a Kubernetes pool", () => {
  it("becomes a Job with every value that the recipe set [N37, C42, D11, D13, D14, D15]", async () => {
    expect(await jobOf("everything", "flows")).toMatchObject({
      metadata: { namespace: "flows", labels: { team: "data" }, annotations: { owner: "data" } },
      spec: {
        ttlSecondsAfterFinished: 600,
        template: {
          metadata: { labels: { team: "data" }, annotations: { owner: "data" } },
          spec: {
            serviceAccountName: "runner",
            nodeSelector: { disk: "ssd" },
            tolerations: [{ key: "gpu", operator: "Exists", effect: "NoSchedule" }],
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                  nodeSelectorTerms: [{ matchExpressions: [{ key: "zone", operator: "In", values: ["a"] }] }],
                },
              },
            },
            volumes: [{ name: "data", emptyDir: {} }],
            imagePullSecrets: [{ name: "registry" }],
            containers: [
              {
                image: "registry.example/flows:1",
                imagePullPolicy: "Always",
                workingDir: "/srv",
                args: ["prefect", "flow-run", "execute"],
                resources: { limits: { cpu: "2" }, requests: { cpu: "500m", memory: "1536Mi" } },
                volumeMounts: [{ name: "data", mountPath: "/data" }],
                envFrom: [{ secretRef: { name: "team" } }, { configMapRef: { name: "settings" } }],
                env: expect.arrayContaining([
                  { name: "MODE", value: "full" },
                  { name: "TOKEN", valueFrom: { secretKeyRef: { name: "team", key: "token" } } },
                ]) as unknown,
              },
            ],
          },
        },
      },
    });
  });

  it("has nothing of what the recipe did not set", async () => {
    const job = z
      .object({ spec: z.object({ template: z.object({ spec: z.record(z.string(), z.unknown()) }) }) })
      .parse(await jobOf("nothing", "default"));
    const { spec } = job.spec.template;
    for (const name of ["nodeSelector", "tolerations", "affinity", "volumes", "imagePullSecrets"]) {
      expect(spec).not.toHaveProperty(name);
    }
    expect(JSON.stringify(spec)).not.toContain("{{");
    expect(spec["containers"]).toMatchObject([{ resources: {} }]);
  });

  it("has the same pool as before, for nothing is written the second time [N1]", async () => {
    const pool = z.looseObject({ updated: z.string() });
    const before = await read("GET", "/work_pools/cluster-pool", pool);
    const again = await runCli(["deploy"], { cwd: project.path, env: { PREFECT_API_URL: apiUrl() } });
    expect(again.stdout).toContain("Nothing to deploy");
    expect((await read("GET", "/work_pools/cluster-pool", pool))["base_job_template"]).toEqual(
      before["base_job_template"],
    );
  });
});
