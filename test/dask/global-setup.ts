import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { startPrefectServer, type TestServer } from "../support/server.ts";
import { startDaskCluster, type DaskCluster } from "./dask-cluster.ts";

declare module "vitest" {
  export interface ProvidedContext {
    daskAddress: string;
    daskQuestions: string;
  }
}

let cluster: DaskCluster | undefined;
let server: TestServer | undefined;

/** As the global setup of the other suites, with prefect-dask in its environment and a Dask cluster. */
export async function setup(project: TestProject): Promise<void> {
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    requirements: fileURLToPath(new URL("requirements.lock", import.meta.url)),
    report: () => undefined,
  });
  cluster = await startDaskCluster(python);
  try {
    server = await startPrefectServer({ python });
  } catch (cause) {
    await cluster.stop();
    throw cause;
  }
  project.provide("prefectUrl", server.url);
  project.provide("prefectPython", python);
  project.provide("daskAddress", cluster.address);
  project.provide("daskQuestions", cluster.questions);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  await cluster?.stop();
}
