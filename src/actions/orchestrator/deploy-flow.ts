import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { splitReference } from "../../components/image/reference.ts";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { createContainerHost } from "../../hosts/container-host.ts";
import { createCluster } from "../../hosts/kubectl.ts";
import type { KubernetesObject } from "../../interfaces/cluster.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import type { OrchestratedDeploy } from "../../interfaces/orchestrator.ts";
import { findProjectFile } from "../../project/find-project-file.ts";
import { readYaml } from "../../project/read-yaml.ts";
import { isObject } from "../../util/stable-json.ts";
import { connect } from "../connect.ts";
import { deploy } from "../deploy.ts";
import { checked, deployingOptions, type Deploying } from "./options.ts";
import { servingManifests } from "./serving-manifests.ts";

/** Settings with which a container reaches the same Prefect. */
const passed = ["PREFECT_API_URL", "PREFECT_API_KEY", "PREFECT_API_AUTH_STRING"];

/** Deploys: to a work pool where one is named (dynamic), else a container that serves the flow (static). */
export async function deployFlow(given: object, caller: CallerOptions): Promise<OrchestratedDeploy> {
  const options = checked(deployingOptions, given, "deploying");
  if (options.work_pool !== undefined) return dynamic(options, options.work_pool, caller);
  if (options.deployment_type === "docker") return serveByDocker(options, caller);
  if (options.deployment_type === "kubernetes") return serveByKubernetes(options, caller);
  throw new MetaPrefectError(
    "invalid-orchestration",
    `deployment_type ${options.deployment_type} needs a work pool`,
    { hint: "give work_pool, or run the entrypoint script where it shall be served" },
  );
}

/** The project's own deploy, of a project that has this one deployment. */
async function dynamic(options: Deploying, pool: string, caller: CallerOptions): Promise<OrchestratedDeploy> {
  const found = await findProjectFile(caller.directory);
  const root = found.file === undefined ? resolve(caller.directory) : dirname(found.file);
  const { value: own = {} } = found.file === undefined ? {} : await readYaml(found.file, "meta_prefect.yaml");
  const head = Object.fromEntries(
    ["name", "python", "environments"].flatMap((key) => (key in own ? [[key, own[key]]] : [])),
  );
  const entrypoint = `${options.flow_class.replaceAll(".", "/")}.py:${options.flow_entrypoint}`;
  const project = { ...head, deployments: { [entrypoint]: [entryOf(options, pool)] } };
  const draft = {
    file: join(root, "meta_prefect.yaml"),
    text: JSON.stringify(project).replaceAll("${", () => "$${"),
  };
  // Only this deployment is looked at: what else the project declares stays as it is.
  const selectors = [`*/${options.deployment_name}`];
  const result = await deploy({ ...caller, draft, selectors });
  return { mode: "dynamic", result, manifests: [], notes: result.notes };
}

/** Job variables come from both documented places; those of `deployment_kwargs` win. */
function entryOf(options: Deploying, pool: string): JsonObject {
  const {
    deployment_type: kind,
    docker_image_name: image,
    deployment_kwargs: kwargs,
    flow_kwargs: parameters,
  } = options;
  const type = kind === "local" ? "process" : kind;
  const { job_variables: more, ...extra } = kwargs;
  const variables = { ...options.job_variables, ...(isObject(more) ? more : {}) };
  const { repository, tag = "latest" } = splitReference(image ?? "");
  const built = {
    ...{ repository, tag, dockerfile: options.dockerfile, push: options.push_image, folder: "/opt/prefect" },
  };
  return {
    name: options.deployment_name,
    recipes: [
      { work_pool: { name: pool, type } },
      ...(image === undefined ? [] : [{ built_image: built }]),
      ...(Object.keys(parameters).length > 0 ? [{ parameters }] : []),
      ...(Object.keys(variables).length > 0 ? [{ job_variables: variables }] : []),
    ],
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}

async function serveByDocker(options: Deploying, caller: CallerOptions): Promise<OrchestratedDeploy> {
  const image = imageOf(options);
  const { settings } = await connect(caller, resolve(caller.directory), { mayStart: false });
  const env = { ...caller.env, ...settings };
  const host = createContainerHost({ env, signal: caller.signal });
  const names = passed.filter((name) => (settings[name] ?? "") !== "");
  const id = await host.start(image, `meta-prefect.serves=${options.deployment_name}`, names);
  return {
    mode: "static",
    manifests: [],
    notes: [`container ${id.slice(0, 12)} serves ${options.deployment_name}`],
  };
}

async function serveByKubernetes(options: Deploying, caller: CallerOptions): Promise<OrchestratedDeploy> {
  const root = resolve(caller.directory);
  const { settings } = await connect(caller, root, { mayStart: false });
  const { parse, stringify } = await import("yaml");
  const own = options.k8s_deployment_manifest;
  const { secret, deployment } = servingManifests(
    options,
    own === undefined ? imageOf(options) : "",
    settings,
  );
  const path = join(root, own ?? options.manifest_path);
  if (own === undefined) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, stringify(deployment));
  }
  // A manifest of one's own is checked by the cluster.
  const object = own === undefined ? deployment : (parse(await readFile(path, "utf8")) as KubernetesObject);
  await createCluster({ env: caller.env, signal: caller.signal }).apply([secret, object]);
  const notes = [
    `Deployment ${object.metadata.name} of namespace ${options.namespace} serves ${options.deployment_name}`,
  ];
  return { mode: "static", manifests: [path], notes };
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
