import { z } from "zod";
import { dotted, identifier, infrastructure, object, text, type EitherSpelling } from "./options.ts";

const pullPolicy = z.enum(["Always", "IfNotPresent", "Never"]);

/** Where an option has an effect: with a work pool, without one in a cluster, with one in a cluster, in a cluster, or always. */
type Place = "always" | "pool" | "served-cluster" | "pool-cluster" | "cluster";

const shape = {
  deployment_name: text.describe("Name of the deployment."),
  deployment_type: infrastructure.default("docker").describe("What it runs on."),
  work_pool: text
    .optional()
    .describe(
      "Work pool whose workers run it; it is made when it is missing. Without: a container serves it.",
    ),
  flow_class: dotted.default("prefect_files.run").describe("Module with the flow."),
  flow_entrypoint: identifier.default("prefect_entrypoint").describe("Function of the flow."),
  docker_image_name: text.optional().describe("Image with the code; without a work pool it must be built."),
  job_variables: object
    .default({})
    .describe("Of each run's job. Without a work pool: image_pull_policy and namespace, on Kubernetes."),
  dockerfile: text.default("Dockerfile").describe("From which the image is built."),
  push_image: z.boolean().default(false).describe("Whether the image is pushed to its registry."),
  flow_kwargs: object.default({}).describe("Parameters of the flow."),
  deployment_kwargs: object
    .default({})
    .describe("Fields of the deployment, such as tags; its job_variables win over the others."),
  ensure_worker: z
    .boolean()
    .optional()
    .describe("Whether a worker is made: in the cluster, else on this machine. Default: in a cluster."),
  namespace: text.default("lolpop").describe("Where it is served, or its worker lives; it must exist."),
  num_replicas: z.number().int().min(0).default(1).describe("How many containers serve it."),
  image_pull_policy: pullPolicy.default("Never").describe("When the image is pulled."),
  secret_name: text.default("prefect-secrets").describe("Secret with the settings of Prefect's API."),
  prefect_api_url: text.default("prefect-api-url").describe("Its key with the address."),
  prefect_api_key: text.default("prefect-api-key").describe("Its key with the API key."),
  manifest_path: text
    .default("prefect_files/deployment_manifest.yaml")
    .describe("Where the Deployment is written."),
  k8s_deployment_manifest: text.optional().describe("Deployment of one's own, applied in place of ours."),
  worker_image: text
    .default("prefecthq/prefect:3-latest-kubernetes")
    .describe("Image of the worker: Prefect and prefect-kubernetes."),
  worker_deployment_manifest: text
    .default("prefect_files/worker_deployment_manifest.yaml")
    .describe("Where what the worker is made of is written, without its secrets."),
};

type OptionName = keyof typeof shape;

const places: Readonly<Record<OptionName, Place>> = {
  deployment_name: "always",
  deployment_type: "always",
  work_pool: "always",
  // Documented for every kind, although an image that serves knows its own flow.
  flow_class: "always",
  flow_entrypoint: "always",
  docker_image_name: "always",
  job_variables: "always",
  dockerfile: "pool",
  push_image: "pool",
  flow_kwargs: "pool",
  deployment_kwargs: "pool",
  ensure_worker: "pool",
  namespace: "cluster",
  num_replicas: "served-cluster",
  image_pull_policy: "served-cluster",
  secret_name: "served-cluster",
  prefect_api_url: "served-cluster",
  prefect_api_key: "served-cluster",
  manifest_path: "served-cluster",
  k8s_deployment_manifest: "served-cluster",
  worker_image: "pool-cluster",
  worker_deployment_manifest: "pool-cluster",
};
const fields: Readonly<Record<OptionName, z.ZodType>> = shape;
const names = Object.keys(places) as readonly OptionName[];

/** What decides which options there are. */
export interface Situation {
  readonly type: z.output<typeof infrastructure>;
  readonly hasPool: boolean;
}

function hasEffect(name: OptionName, { type, hasPool }: Situation): boolean {
  const inCluster = type === "kubernetes";
  switch (places[name]) {
    case "always":
      return true;
    case "pool":
      return hasPool;
    case "cluster":
      return inCluster;
    case "served-cluster":
      return inCluster && !hasPool;
    case "pool-cluster":
      return inCluster && hasPool;
  }
}

/** Job variables that are fields of the Deployment which serves a flow. */
const servedVariables = z.strictObject({
  image_pull_policy: pullPolicy.optional(),
  namespace: text.optional(),
});

/**
 * Options of `deploy`, by their documented names. One that has no effect on what is deployed to is a mistake, unless it
 * says what is so anyway.
 */
export const deployingOptions = z.strictObject(shape).superRefine((given, issues) => {
  const situation = { type: given.deployment_type, hasPool: given.work_pool !== undefined };
  const where = `${situation.type} ${situation.hasPool ? "with" : "without"} a work pool`;
  const report = (path: readonly string[], message: string): void => {
    const hint = `\`meta-prefect deployment options -t ${situation.type}\` lists those of ${situation.type}`;
    issues.addIssue({ code: "custom", path: [...path], message, params: { hint } });
  };
  const said: Readonly<Record<string, unknown>> = given;
  for (const name of names) {
    const usual = fields[name].safeParse(undefined).data;
    if (hasEffect(name, situation) || JSON.stringify(said[name]) === JSON.stringify(usual)) continue;
    report([name], `has no effect on ${where}`);
  }
  if (situation.hasPool) return;
  for (const [name, value] of Object.entries(given.job_variables)) {
    const known = situation.type === "kubernetes" && name in servedVariables.shape;
    if (!known) report(["job_variables", name], `has no effect on ${where}`);
    else if (!servedVariables.safeParse({ [name]: value }).success)
      report(["job_variables", name], `${JSON.stringify(value)} is not valid`);
  }
});

/** Options of `deploy` of an orchestrator. */
export type DeployingOptions = EitherSpelling<z.input<typeof deployingOptions>>;
/** Checked options of `deploy`. */
export type Deploying = z.output<typeof deployingOptions>;

/** The options that have an effect there. */
export function deployingOptionsOf(situation: Situation): z.ZodObject {
  const picked = names.filter((name) => hasEffect(name, situation));
  return z.strictObject(Object.fromEntries(picked.map((name) => [name, fields[name]] as const)));
}

/** The namespace in which a deployment's things live: its job variable's, else the option's. */
export function namespaceOf({ job_variables: { namespace: chosen }, namespace }: Deploying): string {
  return typeof chosen === "string" ? chosen : namespace;
}
