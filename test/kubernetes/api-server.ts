import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse } from "yaml";
import { z } from "zod";
import type { Json } from "../../src/interfaces/json.ts";
import { freePort } from "../support/server.ts";

const run = promisify(execFile);
const starter = fileURLToPath(new URL("kube/kube", import.meta.url));

/** A real Kubernetes API server with etcd and without nodes. */
export interface ApiServer {
  /** Path of a kubeconfig for it. */
  readonly kubeconfig: string;
  readonly stop: () => Promise<void>;
}

/** Starts one on free ports of the loopback interface; the first time, its program is built. */
export async function startApiServer(): Promise<ApiServer> {
  const folder = await mkdtemp(join(tmpdir(), "meta-prefect-test-kubernetes-"));
  const env = { ...process.env, KUBE_PORT: String(await freePort()), ETCD_PORT: String(await freePort()) };
  await run("bash", [starter, "start", folder], { env });
  const stop = async (): Promise<void> => {
    await run("bash", [starter, "stop", folder], { env });
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { kubeconfig: join(folder, "kubeconfig"), stop };
}

const kubeconfigShape = z.object({
  clusters: z.tuple([z.object({ cluster: z.object({ server: z.url() }) })]),
  users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]),
});

/** Asks the API server without any of our code. Its certificate is one that it made for itself. */
export async function ask(
  kubeconfig: string,
  method: string,
  path: string,
  body?: Json,
  type = "application/json",
): Promise<{ readonly status: number; readonly body: unknown }> {
  const { clusters, users } = kubeconfigShape.parse(parse(await readFile(kubeconfig, "utf8")));
  const url = new URL(path, clusters[0].cluster.server);
  const headers = { authorization: `Bearer ${users[0].user.token}`, "content-type": type };
  return new Promise((resolve, reject) => {
    request(url, { method, headers, rejectUnauthorized: false, agent: false }, (response) => {
      response.setEncoding("utf8");
      let text = "";
      response.on("data", (part: string) => (text += part));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
      });
      response.on("error", reject);
    })
      .on("error", reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });
}
