import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { runCli } from "../support/cli.ts";
import { apiUrl, python, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { freePort, withoutPrefectSettings } from "../support/server.ts";
import { ask } from "./api-server.ts";

const deploymentShape = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.tuple([
          z.object({
            args: z.array(z.string()),
            env: z.array(z.object({ name: z.string(), value: z.string() })),
          }),
        ]),
      }),
    }),
  }),
});
const identified = z.object({ id: z.string() });
let project: ProjectFolder;
let worker: ChildProcess | undefined;
let port: number;
let log = "";

beforeAll(async () => {
  port = await freePort();
  for (const name of ["least", "least-runs", "least-forbidden"]) {
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    await ask(inject("kubeconfig"), "POST", "/api/v1/namespaces", body);
  }
  const deployment = (name: string, namespace: string): string =>
    `    - name: ${name}\n      recipe: kubernetes\n      variables: { own_pool: least-pool, image: registry.example/flows:1, namespace: ${namespace} }\n`;
  project = await makeProject({
    "flow.py": "from prefect import flow\n\n\n@flow\ndef least() -> None:\n    pass\n",
    "meta_prefect.yaml": `name: least
components:
  - cluster_worker: { pool: least-pool, namespace: least, job_namespaces: [least-runs], api: { url: "${apiUrl()}" } }
deployments:
  least:
${deployment("allowed", "least-runs")}${deployment("forbidden", "least-forbidden")}`,
  });
  const env = { PREFECT_API_URL: apiUrl(), KUBECONFIG: inject("kubeconfig") };
  const deployed = await runCli(["deploy"], { cwd: project.path, env });
  expect(deployed.code, deployed.stderr).toBe(0);
  const found = await ask(
    inject("kubeconfig"),
    "GET",
    "/apis/apps/v1/namespaces/least/deployments/prefect-worker",
  );
  const [container] = deploymentShape.parse(found.body).spec.template.spec.containers;
  const settings = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
  worker = spawn(python(), ["-m", ...container.args], {
    cwd: project.path,
    env: {
      ...withoutPrefectSettings(process.env),
      ...settings,
      KUBECONFIG: await kubeconfigOfTheAccount(),
      HOME: project.path,
      PREFECT_HOME: project.path,
      PREFECT_WORKER_WEBSERVER_HOST: "127.0.0.1",
      PREFECT_WORKER_WEBSERVER_PORT: String(port),
      PREFECT_WORKER_QUERY_SECONDS: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [worker.stdout, worker.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (log += text));
});
afterAll(async () => {
  if (worker?.exitCode === null) {
    const ended = once(worker, "exit");
    worker.kill("SIGKILL");
    await ended;
  }
  await project.remove();
});

/** A kubeconfig with a token of the worker's own account, and nothing else. */
async function kubeconfigOfTheAccount(): Promise<string> {
  const path = "/api/v1/namespaces/least/serviceaccounts/prefect-worker/token";
  const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
  const { body } = await ask(inject("kubeconfig"), "POST", path, request);
  const { token } = z.object({ status: z.object({ token: z.string() }) }).parse(body).status;
  const text = await readFile(inject("kubeconfig"), "utf8");
  const own = join(project.path, "kubeconfig");
  await writeFile(own, text.replace(/token: "[^"]*"/, `token: "${token}"`));
  return own;
}

async function submit(name: string): Promise<string> {
  const { id } = await read("GET", `/deployments/name/least/${name}`, identified);
  return (await read("POST", `/deployments/${id}/create_flow_run`, identified, {})).id;
}

const jobsIn = async (namespace: string): Promise<number> => {
  const { body } = await ask(inject("kubeconfig"), "GET", `/apis/batch/v1/namespaces/${namespace}/jobs`);
  return z.object({ items: z.array(z.unknown()) }).parse(body).items.length;
};

// The worker is Prefect's own, started as its Deployment says and with the rights of its account: there are no nodes here.
describe("the rights of a worker in a cluster", () => {
  it("are enough for Prefect's worker to make the Jobs of its namespaces, and to be healthy [A31, A45, A61]", async () => {
    await submit("allowed");
    await expect.poll(() => jobsIn("least-runs"), { timeout: 300_000, interval: 500 }).toBe(1);
    expect((await fetch(`http://127.0.0.1:${String(port)}/health`)).status).toBe(200);
    expect(log).not.toMatch(/forbidden/i);
  });

  it("do not reach into another namespace", async () => {
    const run = await submit("forbidden");
    const shape = z.object({ state_type: z.string() });
    const state = async (): Promise<string> => (await read("GET", `/flow_runs/${run}`, shape)).state_type;
    await expect.poll(state, { timeout: 300_000, interval: 500 }).toBe("CRASHED");
    expect(await jobsIn("least-forbidden")).toBe(0);
    await expect.poll(() => log, { timeout: 60_000 }).toMatch(/forbidden/i);
  });
});
