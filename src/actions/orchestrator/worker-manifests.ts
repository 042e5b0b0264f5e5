import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { workerObjects } from "../../components/cluster-worker/manifests.ts";
import type { ClusterWorkerSpec } from "../../interfaces/cluster.ts";
import type { RunOptions } from "../../interfaces/options.ts";
import { readDeclarations } from "../declarations.ts";
import type { Deploying } from "./deploying-options.ts";

/** Writes what a worker in a cluster is made of, without its secrets, as a file; answers its absolute path. */
export async function writeWorkerManifests(options: Deploying, run: RunOptions): Promise<string> {
  const { build } = await readDeclarations(run);
  const { stringify } = await import("yaml");
  const specs = build.components
    .filter(({ component }) => component.kind === "cluster-worker")
    // What the kind says.
    .map(({ component }) => component.spec as ClusterWorkerSpec);
  const objects = specs.flatMap((spec) => workerObjects(spec, spec.api.url ?? "", undefined));
  const file = join(resolve(run.directory), options.worker_deployment_manifest);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    file,
    objects.map((each) => stringify(each, { aliasDuplicateObjects: false })).join("---\n"),
  );
  return file;
}
