import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { startPrefectServer, type TestServer } from "../support/server.ts";

const servers: TestServer[] = [];

/** As the global setup of the other suites, with the Prefect that the project is called after: `prefect-3.4.0`. */
export async function setup(project: TestProject): Promise<void> {
  const version = project.name.replace("prefect-", "");
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    requirements: fileURLToPath(new URL(`${version}.lock`, import.meta.url)),
    report: () => undefined,
  });
  const server = await startPrefectServer({ python });
  servers.push(server);
  project.provide("prefectUrl", server.url);
  project.provide("prefectPython", python);
}

export async function teardown(): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}
