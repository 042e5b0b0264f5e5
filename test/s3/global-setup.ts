import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { startSuite } from "../support/start-suite.ts";
import { startBucketServer } from "./bucket-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    bucketEndpoint: string;
  }
}

/** With prefect-aws in Prefect's environment, and a server that speaks S3. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const requirements = fileURLToPath(new URL("requirements.lock", import.meta.url));
  const { beside, stop } = await startSuite(project, { requirements, start: startBucketServer });
  project.provide("bucketEndpoint", beside.endpoint);
  return stop;
}
