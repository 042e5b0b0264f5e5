import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serverValues, workerValues } from "../components/cluster-worker/helm-values.ts";
import { secretName, secretSettings, workerObjects } from "../components/cluster-worker/manifests.ts";
import { hasErrors, problem } from "../errors/diagnostics.ts";
import type { ClusterWorkerComponent } from "../interfaces/cluster.ts";
import type { Component } from "../interfaces/component.ts";
import type { JsonObject } from "../interfaces/json.ts";
import type { ManifestsOptions, ManifestsResult, ManifestsSecret } from "../interfaces/manifests.ts";
import { readDeclarations } from "./declarations.ts";
import { targetOf } from "./prepare.ts";

const heading = "# Written by `meta-prefect manifests`; a change here is lost with the next one.\n";

/** Writes the files; no server and no cluster is asked, and no secret is looked up. */
export async function writeManifests(options: ManifestsOptions): Promise<ManifestsResult> {
  const declarations = await readDeclarations(options);
  const { project, build } = declarations;
  const target = targetOf(declarations, null);
  const workers = build.components.filter(({ component }) => isClusterWorker(component));
  const addressless = workers.filter(
    ({ component }) => isClusterWorker(component) && !component.spec.api.url,
  );
  const diagnostics = [
    ...declarations.diagnostics,
    ...addressless.map(({ component, location }) =>
      problem(
        "unreachable-api",
        `the worker ${component.name} has no api.url, and a file cannot find one out`,
        {
          hint: "say under api.url how the cluster reaches Prefect",
          location: location ?? { file: "meta_prefect.yaml", line: 1, column: 1 },
        },
      ),
    ),
  ];
  if (hasErrors(diagnostics)) return { target, files: [], secrets: [], diagnostics };
  const { stringify } = await import("yaml");
  const text = (documents: readonly JsonObject[]): string =>
    heading + documents.map((each) => stringify(each, { aliasDuplicateObjects: false })).join("---\n");
  const folder = options.out ?? join(project.root, "manifests");
  const files: string[] = [];
  const write = async (name: string, documents: readonly JsonObject[]): Promise<void> => {
    const file = join(folder, name);
    await writeFile(file, text(documents));
    files.push(file);
  };
  const secrets: ManifestsSecret[] = [];
  if (workers.length > 0) await mkdir(folder, { recursive: true });
  for (const { component } of workers) {
    if (!isClusterWorker(component)) continue;
    const { spec } = component;
    const { url = "" } = spec.api;
    const name = `${spec.namespace}-${spec.objects}`;
    await write(`${name}.yaml`, workerObjects(spec, url, undefined));
    await write(`${name}.helm-values.yaml`, [workerValues(spec, url)]);
    const secret = secretName(spec);
    const keys = secretSettings(spec).map(([setting]) => setting);
    if (secret !== undefined && keys.length > 0) {
      secrets.push({ namespace: spec.namespace, name: secret, keys });
    }
  }
  if (workers.length > 0) await write("prefect-server.helm-values.yaml", [serverValues()]);
  return { target, files, secrets, diagnostics };
}

function isClusterWorker(component: Component): component is ClusterWorkerComponent {
  return component.kind === "cluster-worker";
}
