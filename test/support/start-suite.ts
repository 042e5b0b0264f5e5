import type { TestProject } from "vitest/node";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { startPrefectServer } from "./server.ts";

/** What runs beside Prefect for the tests of a suite. */
interface Service {
  readonly stop: () => Promise<void>;
}

/** What a suite has beside the usual Prefect. */
export interface Suite<Beside extends Service> {
  /** File of Python packages for Prefect's environment, absolute. */
  readonly requirements: string;
  /** Starts the other service; it may use that environment. */
  readonly start: (python: string) => Promise<Beside>;
}

/** The other service of a suite that runs now. */
export interface RunningSuite<Beside extends Service> {
  readonly beside: Beside;
  /** Ends Prefect and the other service. */
  readonly stop: () => Promise<void>;
}

/** As the global setup of the other suites, with more Python packages and a second service beside Prefect. */
export async function startSuite<Beside extends Service>(
  project: TestProject,
  { requirements, start }: Suite<Beside>,
): Promise<RunningSuite<Beside>> {
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    requirements,
    report: () => undefined,
  });
  const beside = await start(python);
  const server = await startPrefectServer({ python }).catch(async (cause: unknown) => {
    await beside.stop();
    throw cause;
  });
  project.provide("prefectUrl", server.url);
  project.provide("prefectPython", python);
  return {
    beside,
    stop: async () => {
      await server.stop();
      await beside.stop();
    },
  };
}
