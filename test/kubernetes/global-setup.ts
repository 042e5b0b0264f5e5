import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { startPrefectServer, type TestServer } from "../support/server.ts";
import { startApiServer, type ApiServer } from "./api-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    kubeconfig: string;
  }
}

let cluster: ApiServer | undefined;
let server: TestServer | undefined;

/** As the global setup of the other suites, with Prefect's own workers for Kubernetes, Docker and ECS, and a cluster. */
export async function setup(project: TestProject): Promise<void> {
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    requirements: fileURLToPath(new URL("requirements.lock", import.meta.url)),
    report: () => undefined,
  });
  cluster = await startApiServer();
  try {
    server = await startPrefectServer({ python });
  } catch (cause) {
    await cluster.stop();
    throw cause;
  }
  project.provide("prefectUrl", server.url);
  project.provide("prefectPython", python);
  project.provide("kubeconfig", cluster.kubeconfig);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  await cluster?.stop();
}
