import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { splitReference } from "../../components/image/reference.ts";
import type { Diagnostic } from "../../interfaces/diagnostic.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { CallerOptions, RunOptions } from "../../interfaces/options.ts";
import { findProjectFile } from "../../project/find-project-file.ts";
import { readYaml } from "../../project/read-yaml.ts";
import { isObject } from "../../util/stable-json.ts";
import { apiSettings } from "./api-settings.ts";
import { namespaceOf, type Deploying } from "./deploying-options.ts";
import { legal, recordedVariables } from "./entrypoint-script.ts";

/** A project that has this one deployment, with what it runs on. */
export interface PoolDraft {
  readonly draft: NonNullable<RunOptions["draft"]>;
  /** Settings, by Prefect's names, that the worker's secret is made of. */
  readonly settings: Readonly<Record<string, string>>;
  /** Whether a worker is made. */
  readonly hasWorker: boolean;
}

/** The deployment to a work pool as a project; what else the folder's project declares stays as it is. */
export async function poolDraft(options: Deploying, pool: string, caller: CallerOptions): Promise<PoolDraft> {
  const found = await findProjectFile(caller.directory);
  const root = found.file === undefined ? resolve(caller.directory) : dirname(found.file);
  const { value: own = {} } = found.file === undefined ? {} : await readYaml(found.file, "meta_prefect.yaml");
  const head = Object.fromEntries(
    ["name", "python", "environments"].flatMap((key) => (key in own ? [[key, own[key]]] : [])),
  );
  const inCluster = options.deployment_type === "kubernetes";
  const { ensure_worker: hasWorker = inCluster } = options;
  const clustered = hasWorker && inCluster;
  const settings = clustered ? await apiSettings(caller) : {};
  const script = `${options.flow_class.replaceAll(".", "/")}.py`;
  const variables = {
    // A script that is not there is told where the flow is looked for.
    ...recordedVariables(await readFile(join(root, script), "utf8").catch(() => "")),
    ...variablesOf(options),
  };
  const worker = hasWorker && !inCluster && { worker: true };
  const entry = entryOf(options, { name: pool, ...worker }, variables);
  const components = clustered ? [clusterWorkerOf(options, pool, settings, variables)] : [];
  const entrypoint = `${script}:${options.flow_entrypoint}`;
  const text = JSON.stringify({ ...head, components, deployments: { [entrypoint]: [entry] } });
  const draft = {
    file: join(root, "meta_prefect.yaml"),
    text: text.replaceAll("${", () => "$${"),
    partial: true,
  };
  return { draft, settings, hasWorker };
}

/** What is found in a draft stands in no file that people have. */
export function withoutPlaces(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map(({ location: _none, ...diagnostic }) => diagnostic);
}

function entryOf(options: Deploying, pool: JsonObject, variables: JsonObject): JsonObject {
  const {
    deployment_type: kind,
    docker_image_name: image,
    deployment_kwargs: kwargs,
    flow_kwargs: parameters,
  } = options;
  const { job_variables: _more, ...extra } = kwargs;
  const { repository, tag = "latest" } = splitReference(image ?? "");
  const built = {
    ...{ repository, tag, dockerfile: options.dockerfile, push: options.push_image, folder: "/opt/prefect" },
  };
  return {
    name: options.deployment_name,
    recipes: [
      { work_pool: { ...pool, type: kind === "local" ? "process" : kind } },
      ...(image === undefined ? [] : [{ built_image: built }]),
      ...(Object.keys(parameters).length > 0 ? [{ parameters }] : []),
      ...(Object.keys(variables).length > 0 ? [{ job_variables: variables }] : []),
    ],
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}

/** Job variables come from both documented places; those of `deployment_kwargs` win. */
function variablesOf({ job_variables: variables, deployment_kwargs: kwargs }: Deploying): JsonObject {
  const { job_variables: more } = kwargs;
  return { ...variables, ...(isObject(more) ? more : {}) };
}

/** The worker lives where its Jobs do, and gets the API's settings in a Secret of its own. */
function clusterWorkerOf(
  options: Deploying,
  pool: string,
  settings: Readonly<Record<string, string>>,
  { namespace: chosen }: JsonObject,
): JsonObject {
  const namespace = typeof chosen === "string" ? chosen : namespaceOf(options);
  const fromEnvironment = (name: string): JsonObject => ({ $secret: { env: name } });
  const has = (name: string): boolean => (settings[name] ?? "") !== "";
  return {
    cluster_worker: {
      pool,
      name: legal(`${pool}-worker`),
      namespace,
      job_namespaces: [typeof chosen === "string" ? chosen : "default"],
      image: options.worker_image,
      api: {
        url: settings["PREFECT_API_URL"] ?? "",
        ...(has("PREFECT_API_KEY") && { key: fromEnvironment("PREFECT_API_KEY") }),
        ...(has("PREFECT_API_AUTH_STRING") && { auth_string: fromEnvironment("PREFECT_API_AUTH_STRING") }),
      },
    },
  };
}
