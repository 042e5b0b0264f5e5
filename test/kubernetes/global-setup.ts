import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { startSuite } from "../support/start-suite.ts";
import { startApiServer } from "./api-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    kubeconfig: string;
  }
}

/** With Prefect's own workers for Kubernetes, Docker and ECS in its environment, and a cluster. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const requirements = fileURLToPath(new URL("requirements.lock", import.meta.url));
  const { beside, stop } = await startSuite(project, { requirements, start: startApiServer });
  project.provide("kubeconfig", beside.kubeconfig);
  return stop;
}
