import type { TestProject } from "vitest/node";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { freePort, startPrefectServer, type TestServer } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where a run has several: whoever listens on the port of one has it for itself; the log is what it writes. */
    prefectServers: readonly { readonly url: string; readonly port: number; readonly log: string }[];
    /** Where a run has one only. */
    prefectUrl: string | undefined;
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
    "prefectServers",
    await Promise.all(servers.map(async ({ url, logFile: log }) => ({ url, log, port: await freePort() }))),
  );
  project.provide("prefectPython", python);
}

export async function teardown(): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}
