import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { cacheFolder } from "../../hosts/folders.ts";
import { findPython } from "../../hosts/find-python.ts";
import { createImageHost } from "../../hosts/images/image-host.ts";
import { createCluster } from "../../hosts/kubectl.ts";
import { kubectlVersion } from "../../hosts/kubectl-version.ts";
import { findPrefectEnvironment } from "../../hosts/python-environment.ts";
import { findWorkerPython } from "../../hosts/worker-python.ts";
import type { ClusterWorkerSpec } from "../../interfaces/cluster.ts";
import type { Component } from "../../interfaces/component.ts";
import type { ImageSpec } from "../../interfaces/image.ts";
import type { Finding } from "../../interfaces/look-actions.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import type { Declarations } from "../declarations.ts";
import { builderFinding } from "./builder-finding.ts";
import { failureFinding } from "./failure-finding.ts";
import { clusterFinding, unneededKubectl } from "./kubectl-finding.ts";
import { workerPythonFinding } from "./worker-python-finding.ts";

/** How long a program may take that asks something else, in milliseconds: an engine, a cluster, a login. */
const patience = 10_000;

/** The Python from which the private environment is made. */
export async function pythonFinding({ env, signal }: CallerOptions): Promise<Finding> {
  const check = "python";
  try {
    const found = await findPython(env, signal);
    return { check, state: "ok", message: `${found.executable} is Python ${found.version}` };
  } catch (thrown) {
    return failureFinding(check, "warning", thrown);
  }
}

/** The Prefect of the workers of this machine; nothing is installed for the answer. */
export async function workerVersionFinding(
  { env }: CallerOptions,
  project: Partial<Pick<Declarations["project"], "root" | "python">>,
  server: string | undefined,
): Promise<Finding> {
  const made = await findPrefectEnvironment(cacheFolder(env));
  const notMade = new MetaPrefectError("no-prefect", "the private Python is not made yet", {
    hint: "the first worker of this machine makes it",
  });
  try {
    const python = await findWorkerPython({
      ...project,
      env,
      privatePython: () => (made === undefined ? Promise.reject(notMade) : Promise.resolve(made)),
    });
    return workerPythonFinding(python, server);
  } catch (thrown) {
    if (thrown === notMade) return workerPythonFinding(undefined, server);
    return failureFinding("worker-version", "warning", thrown);
  }
}

/** What would build the images that the project declares. */
export async function builderFindings(
  { env, signal }: CallerOptions,
  components: readonly Component[] | undefined,
): Promise<readonly Finding[]> {
  const images = (components ?? []).flatMap(({ kind, spec }) =>
    kind === "image" ? [spec as ImageSpec] : [],
  );
  const wanted = images.length === 0 ? [undefined] : [...new Set(images.map(({ builder }) => builder))];
  return Promise.all(
    wanted.map(async (builder) => {
      const own = images.filter((image) => image.builder === builder);
      const found = await withinPatience(signal, (limited) =>
        createImageHost({ env, signal: limited }).builder(builder),
      );
      return builderFinding({
        wanted: builder,
        found,
        images: components && own.map(({ repository }) => repository),
      });
    }),
  );
}

/** Whether kubectl is there, and reaches the clusters that workers of the project live in. */
export async function kubectlFindings(
  { env, signal }: CallerOptions,
  components: readonly Component[] | undefined,
): Promise<readonly Finding[]> {
  const contexts = (components ?? []).flatMap(({ kind, spec }) =>
    kind === "cluster-worker" ? [(spec as ClusterWorkerSpec).context] : [],
  );
  if (contexts.length === 0) {
    const version = await withinPatience(signal, (limited) => kubectlVersion({ env, signal: limited }));
    return [unneededKubectl(version, components !== undefined)];
  }
  return Promise.all(
    [...new Set(contexts)].map((context) =>
      clusterFinding(context, (asked) => createCluster({ env, signal: limitedBy(signal) }).version(asked)),
    ),
  );
}

/** What a look gives; undefined when it takes too long. */
async function withinPatience<Value>(
  signal: AbortSignal | undefined,
  look: (limited: AbortSignal) => Promise<Value | undefined>,
): Promise<Value | undefined> {
  const limited = limitedBy(signal);
  try {
    return await look(limited);
  } catch (thrown) {
    if (limited.aborted && signal?.aborted !== true) return undefined;
    throw thrown;
  }
}

function limitedBy(signal: AbortSignal | undefined): AbortSignal {
  const limit = AbortSignal.timeout(patience);
  return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}
