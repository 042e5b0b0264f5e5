import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { createContainerHost } from "../../hosts/container-host.ts";
import { createCluster } from "../../hosts/kubectl.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import type { OrchestratedDeploy } from "../../interfaces/orchestrator.ts";
import { isLoopback } from "../../util/is-loopback.ts";
import { apiSettings } from "./api-settings.ts";
import type { Deploying } from "./deploying-options.ts";
import { ownManifest } from "./own-manifest.ts";
import { servingManifests } from "./serving-manifests.ts";

/** Settings with which a container reaches the same Prefect. */
const passed = ["PREFECT_API_URL", "PREFECT_API_KEY", "PREFECT_API_AUTH_STRING"];

/** Starts a container of Docker's that serves the flow. */
export async function serveByDocker(options: Deploying, caller: CallerOptions): Promise<OrchestratedDeploy> {
  const image = imageOf(options);
  const settings = await apiSettings(caller);
  const host = createContainerHost({ env: { ...caller.env, ...settings }, signal: caller.signal });
  const names = passed.filter((name) => (settings[name] ?? "") !== "");
  const id = await host.start(image, `meta-prefect.serves=${options.deployment_name}`, names);
  return {
    mode: "static",
    manifests: [],
    notes: [`container ${id.slice(0, 12)} serves ${options.deployment_name}`, ...loopback(settings)],
  };
}

/** Applies a Deployment whose containers serve the flow, and the Secret with their settings. */
export async function serveByKubernetes(
  options: Deploying,
  caller: CallerOptions,
): Promise<OrchestratedDeploy> {
  const root = resolve(caller.directory);
  const settings = await apiSettings(caller);
  const own = options.k8s_deployment_manifest;
  const { secret, deployment } = servingManifests(
    options,
    own === undefined ? imageOf(options) : "",
    settings,
  );
  const path = join(root, own ?? options.manifest_path);
  if (own === undefined) {
    const { stringify } = await import("yaml");
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, stringify(deployment));
  }
  const object = own === undefined ? deployment : await ownManifest(own, options, caller);
  const cluster = createCluster({ env: caller.env, signal: caller.signal });
  // So that nothing is applied where the cluster refuses a part of it.
  await cluster.preview([secret, object]);
  await cluster.apply([secret, object]);
  const notes = [
    `Deployment ${object.metadata.name} of namespace ${object.metadata.namespace} serves ${options.deployment_name}`,
    ...loopback(settings),
  ];
  return { mode: "static", manifests: [path], notes };
}

/** A container's own loopback is not this machine's. */
function loopback({ PREFECT_API_URL: url = "" }: Readonly<Record<string, string>>): readonly string[] {
  return isLoopback(url)
    ? [`it is told that Prefect is at ${url}, which in a container is the container itself`]
    : [];
}

function imageOf({ docker_image_name: image, deployment_type: type }: Deploying): string {
  if (image !== undefined) return image;
  throw new MetaPrefectError(
    "invalid-orchestration",
    `docker_image_name is missing, which ${type} without a work pool needs`,
    {
      hint: "give the image that `deployment package` built, or a work_pool",
    },
  );
}
