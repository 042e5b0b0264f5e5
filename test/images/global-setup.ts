import type { TestProject } from "vitest/node";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { startPrefectServer, type TestServer } from "../support/server.ts";
import { makeBuilder, type TestBuilder } from "./builder.ts";
import { startRegistry, type RegistryServer } from "./registry-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    registry: string;
    baseImage: string;
    builderEnv: Readonly<Record<string, string>>;
  }
}

let registry: RegistryServer | undefined;
let builder: TestBuilder | undefined;
let server: TestServer | undefined;

/** Once per run: a real registry, buildah with a base image, and a real Prefect server. */
export async function setup(project: TestProject): Promise<void> {
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    report: () => undefined,
  });
  try {
    registry = await startRegistry();
    builder = makeBuilder(python, registry.host);
    server = await startPrefectServer({ python });
  } catch (cause) {
    await teardown();
    throw cause;
  }
  project.provide("prefectUrl", server.url);
  project.provide("prefectPython", python);
  project.provide("registry", registry.host);
  project.provide("baseImage", builder.base);
  project.provide("builderEnv", builder.env);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  builder?.remove();
  await registry?.stop();
}
