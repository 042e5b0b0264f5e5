import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { startPrefectServer, type TestServer } from "../support/server.ts";
import { startBucketServer, type BucketServer } from "./bucket-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    bucketEndpoint: string;
  }
}

let buckets: BucketServer | undefined;
let server: TestServer | undefined;

/** As the global setup of the other suites, with prefect-aws in its environment and a server that speaks S3. */
export async function setup(project: TestProject): Promise<void> {
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    requirements: fileURLToPath(new URL("requirements.lock", import.meta.url)),
    report: () => undefined,
  });
  buckets = await startBucketServer(python);
  try {
    server = await startPrefectServer({ python });
  } catch (cause) {
    await buckets.stop();
    throw cause;
  }
  project.provide("prefectUrl", server.url);
  project.provide("prefectPython", python);
  project.provide("bucketEndpoint", buckets.endpoint);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  await buckets?.stop();
}
