import { dropUndefined, jsonObject, z, type JsonObject } from "../../kit.ts";
import { cpuQuantity, memoryQuantity } from "./quantities.ts";

/** Names of Kubernetes: RFC 1123 subdomains. */
const kubernetesName = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
    "expected lower-case letters, digits, hyphens and dots, as Kubernetes wants names",
  );
const texts = z.record(z.string().min(1), z.string());
const seconds = z.number().int().min(0);
const environmentSource = z.union([
  z.strictObject({ secret: kubernetesName }),
  z.strictObject({ config_map: kubernetesName }),
]);

/** What can be said of a run that is a Kubernetes Job. */
export const kubernetesVariables = {
  image: z.string().min(1).optional().describe("Image of the run. Default: the worker's Prefect image."),
  cpu: cpuQuantity.optional().describe("Cores that the run asks for, and may use: 2, 0.5 or 500m."),
  memory: memoryQuantity.optional().describe("Memory that it asks for, and may use: GiB, or 512Mi."),
  cpu_limit: cpuQuantity
    .nullable()
    .optional()
    .describe("Cores that it may use; null: no limit. Default: cpu."),
  memory_limit: memoryQuantity
    .nullable()
    .optional()
    .describe("Memory that it may use; null: no limit. Default: memory."),
  namespace: kubernetesName.optional().describe("Namespace of the Job. Default: the pool's."),
  service_account: kubernetesName.optional().describe("Service account of the run."),
  node_selector: texts.optional().describe("Labels that its node must have."),
  tolerations: z.array(jsonObject).optional().describe("Tolerations, as in a pod."),
  affinity: jsonObject.optional().describe("Affinity, as in a pod."),
  volumes: z.array(jsonObject).optional().describe("Volumes, as in a pod."),
  volume_mounts: z.array(jsonObject).optional().describe("Where the volumes are in the container."),
  env: texts.optional().describe("Environment variables."),
  env_from: z
    .array(environmentSource)
    .optional()
    .describe("Secrets and config maps of the namespace whose keys all become environment variables."),
  secret_env: z
    .record(z.string().min(1), z.strictObject({ secret: kubernetesName, key: z.string().min(1) }))
    .optional()
    .describe("Environment variables from keys of secrets of the namespace."),
  image_pull_policy: z
    .enum(["IfNotPresent", "Always", "Never"])
    .optional()
    .describe("When the image is pulled."),
  image_pull_secrets: z.array(kubernetesName).optional().describe("Secrets with which the image is pulled."),
  labels: texts.optional().describe("Labels of the Job and its pod."),
  annotations: texts.optional().describe("Annotations of the Job and its pod."),
  job_ttl: seconds.optional().describe("Seconds that a finished Job is kept."),
  job_watch_timeout: seconds.optional().describe("Seconds that the worker waits for an event of the Job."),
  pod_watch_timeout: seconds.optional().describe("Seconds that the worker waits for the pod to start."),
  working_dir: z.string().min(1).optional().describe("Folder in which the command runs."),
  command: z.string().min(1).optional().describe("Command of the run. Default: Prefect's own."),
};

/** The values of {@link kubernetesVariables}. */
export type KubernetesVariables = z.output<z.ZodObject<typeof kubernetesVariables>>;

/** The job variables that say the same to Prefect's Kubernetes worker. */
export function kubernetesJobVariables(given: KubernetesVariables): JsonObject {
  const { cpu, memory, cpu_limit: cpuLimit = cpu, memory_limit: memoryLimit = memory } = given;
  return dropUndefined({
    image: given.image,
    cpu_request: cpu,
    cpu_limit: cpuLimit ?? undefined,
    memory_request: memory,
    memory_limit: memoryLimit ?? undefined,
    namespace: given.namespace,
    service_account_name: given.service_account,
    node_selector: given.node_selector,
    tolerations: given.tolerations,
    affinity: given.affinity,
    volumes: given.volumes,
    volume_mounts: given.volume_mounts,
    env: given.env,
    env_from: given.env_from?.map(environmentFrom),
    secret_env: secretEnvironment(given.secret_env),
    image_pull_policy: given.image_pull_policy,
    image_pull_secrets: given.image_pull_secrets?.map((name) => ({ name })),
    labels: given.labels,
    pod_labels: given.labels,
    annotations: given.annotations,
    finished_job_ttl: given.job_ttl,
    job_watch_timeout_seconds: given.job_watch_timeout,
    pod_watch_timeout_seconds: given.pod_watch_timeout,
    working_dir: given.working_dir,
    command: given.command,
  });
}

function environmentFrom(source: z.output<typeof environmentSource>): JsonObject {
  return "secret" in source
    ? { secretRef: { name: source.secret } }
    : { configMapRef: { name: source.config_map } };
}

function secretEnvironment(given: KubernetesVariables["secret_env"]): readonly JsonObject[] | undefined {
  if (given === undefined) return undefined;
  return Object.entries(given).map(([name, { secret, key }]) => ({
    name,
    valueFrom: { secretKeyRef: { name: secret, key } },
  }));
}
