import type { TestProject } from "vitest/node";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { startPrefectServer, type TestServer } from "../support/server.ts";
import { startCluster, type Cluster } from "./cluster.ts";
import { findBinaries } from "./find-binaries.ts";

let cluster: Cluster | undefined;
let server: TestServer | undefined;

/** As the global setup of the other suites, with a Prefect server that keeps its data in PostgreSQL. */
export async function setup(project: TestProject): Promise<void> {
  const binaries = await findBinaries();
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    report: () => undefined,
  });
  cluster = await startCluster(binaries);
  try {
    server = await startPrefectServer({
      python,
      env: { PREFECT_API_DATABASE_CONNECTION_URL: cluster.url },
    });
  } catch (cause) {
    await cluster.stop();
    throw cause;
  }
  project.provide("prefectUrl", server.url);
  project.provide("prefectPython", python);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  await cluster?.stop();
}
