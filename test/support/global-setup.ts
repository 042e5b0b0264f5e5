import type { TestProject } from "vitest/node";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { startPrefectServer, type TestServer } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    prefectUrl: string;
    prefectPython: string;
  }
}

let server: TestServer | undefined;

/** Once per run: a Python environment with Prefect, and one real Prefect server that all tests share. */
export async function setup(project: TestProject): Promise<void> {
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    report: (event) => {
      if (event.code === "phase") process.stderr.write(`${event.phase}: ${event.detail ?? ""}\n`);
    },
  });
  server = await startPrefectServer({ python });
  project.provide("prefectUrl", server.url);
  project.provide("prefectPython", python);
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
