import { createProcessHost } from "../hosts/process-host.ts";
import { createCluster } from "../hosts/kubectl.ts";
import { dataFolder } from "../hosts/folders.ts";
import { fileHost } from "../hosts/file-host.ts";
import { createImageHost } from "../hosts/images/image-host.ts";
import { createSecretHost } from "../hosts/secret-host.ts";
import { createStorageHost } from "../hosts/storage-host.ts";
import { systemClock } from "../hosts/system-clock.ts";
import { findWorkerPython } from "../hosts/worker-python.ts";
import type { World } from "../interfaces/driver.ts";
import type { Project } from "../interfaces/project.ts";
import type { CallerOptions, PlanOptions } from "../interfaces/options.ts";
import { privatePython, type Connection } from "./connect.ts";

/** What drivers may touch, for one run of a project against one Prefect. */
export function createWorld(
  options: CallerOptions & Pick<PlanOptions, "images">,
  connection: Connection,
  project: Partial<Pick<Project, "root" | "python">>,
): World {
  const { env, reporter = () => undefined, signal = new AbortController().signal } = options;
  const processes = createProcessHost({
    dataFolder: dataFolder(env),
    apiUrl: connection.api.url,
    connection: connection.settings,
    env,
    python: () => findWorkerPython({ ...project, env, privatePython: () => privatePython(options) }),
    report: reporter,
  });
  const storage = createStorageHost({ env, signal });
  const images = createImageHost({ env, allows: options.images, signal });
  const cluster = createCluster({ env, signal });
  const secrets = createSecretHost({ root: project.root ?? options.directory, env, signal });
  return {
    api: connection.api,
    processes,
    files: fileHost,
    secrets,
    storage,
    cluster,
    images,
    clock: systemClock,
    signal,
  };
}
