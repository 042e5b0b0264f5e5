import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { startSuite } from "../support/start-suite.ts";
import { startDaskCluster } from "./dask-cluster.ts";

declare module "vitest" {
  export interface ProvidedContext {
    daskAddress: string;
    daskQuestions: string;
  }
}

/** With prefect-dask in Prefect's environment, and a Dask cluster. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const requirements = fileURLToPath(new URL("requirements.lock", import.meta.url));
  const { beside, stop } = await startSuite(project, { requirements, start: startDaskCluster });
  project.provide("daskAddress", beside.address);
  project.provide("daskQuestions", beside.questions);
  return stop;
}
