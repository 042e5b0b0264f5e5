import type { TestProject } from "vitest/node";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { startPrefectServer, type TestServer } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** One for each of the run's workers. */
    prefectUrls: readonly string[];
    /** Where each of them writes, in the same order. */
    prefectLogs: readonly string[];
    prefectPython: string;
  }
}

const servers: TestServer[] = [];

/** Once per run: a Python environment with Prefect, and a real Prefect server for each file that runs at a time. */
export async function setup(project: TestProject): Promise<void> {
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    report: (event) => {
      if (event.code === "phase") process.stderr.write(`${event.phase}: ${event.detail ?? ""}\n`);
    },
  });
  await Promise.all(
    Array.from({ length: project.config.maxWorkers }, async () =>
      servers.push(await startPrefectServer({ python })),
    ),
  );
  project.provide(
    "prefectUrls",
    servers.map(({ url }) => url),
  );
  project.provide(
    "prefectLogs",
    servers.map(({ logFile }) => logFile),
  );
  project.provide("prefectPython", python);
}

export async function teardown(): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}
