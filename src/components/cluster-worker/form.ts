import { z } from "zod";
import { rememberSecret } from "../../errors/redact.ts";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { kubernetesName } from "../../util/kubernetes-name.ts";
import { componentForm } from "../component-form.ts";
import { external } from "../declare.ts";
import { clusterWorker } from "./declare.ts";

const name = z
  .string()
  .regex(
    kubernetesName,
    "expected lower-case letters, digits and hyphens, at most 63, as Kubernetes wants names",
  );
const json = z.boolean().optional();
const secret = z.strictObject(
  {
    $secret: z.union([
      z.strictObject({ env: z.string().min(1), json }),
      z.strictObject({ file: z.string().min(1), json }),
      z.strictObject({ command: z.array(z.string()).min(1), json }),
    ]),
  },
  {
    error: ({ code, input }) => {
      if (code !== "invalid_type") return undefined;
      // The line that declares the worker is shown.
      if (typeof input === "string") rememberSecret(input);
      return "expected { $secret: { env: NAME } }, so that no secret is written out";
    },
  },
);
const quantity = z
  .string()
  .regex(/^\d+(\.\d+)?(m|Ki|Mi|Gi|Ti|k|M|G|T)?$/, "expected a quantity, for example 500m or 1Gi");

/** How a worker in a Kubernetes cluster is written in the project file. */
export const clusterWorkerForm = componentForm({
  key: "cluster_worker",
  summary: "A worker that lives in a Kubernetes cluster, with the least that it must be allowed to do.",
  fields: z
    .strictObject({
      pool: z.string().min(1).describe("Name of the work pool that it polls, of type kubernetes."),
      name: name.default("prefect-worker").describe("Name of its objects in the cluster."),
      namespace: name.describe("Namespace, which must exist."),
      job_namespaces: z
        .array(name)
        .min(1)
        .optional()
        .describe("Namespaces in which it may make Jobs. Default: its own."),
      context: z.string().min(1).optional().describe("Context of the kubeconfig. Default: the current one."),
      image: z
        .string()
        .min(1)
        .optional()
        .describe("Image with Prefect and prefect-kubernetes; nothing is installed when it starts."),
      image_pull_policy: z
        .enum(["IfNotPresent", "Always", "Never"])
        .optional()
        .describe("When it is pulled."),
      image_pull_secrets: z.array(name).optional().describe("Secrets with which it is pulled."),
      replicas: z.number().int().min(0).default(1).describe("How many of it."),
      limit: z.number().int().min(1).optional().describe("Runs at the same time, for each of them."),
      work_queues: z.array(z.string().min(1)).min(1).optional().describe("Default: all of the pool."),
      cpu: quantity.default("250m").describe("Cores of each."),
      memory: quantity.default("512Mi").describe("Memory of each."),
      env: z
        .record(z.string().min(1), z.string())
        .default({})
        .describe("Environment variables of the worker."),
      api: z
        .strictObject({
          url: z.url().optional().describe("As the cluster reaches it. Default: where we deploy to."),
          key: secret.optional().describe("Key of Prefect Cloud: { $secret: { env: NAME } }."),
          auth_string: secret.optional().describe("User and password of a server that wants them."),
          secret: name
            .optional()
            .describe("A secret of the namespace that has them already, by Prefect's names of the settings."),
        })
        .refine(
          ({ secret: own, key, auth_string: auth }) =>
            own === undefined || (key === undefined && auth === undefined),
          { path: ["secret"], error: "secret is given beside key or auth_string" },
        )
        .default({})
        .describe("How it reaches Prefect."),
    })
    .describe("A worker in a cluster."),
  toComponent: (fields, { project, environment }) =>
    clusterWorker({
      pool: external("work-pool", fields.pool),
      owner: { project, environment },
      namespace: fields.namespace,
      objects: fields.name,
      replicas: fields.replicas,
      resources: { cpu: fields.cpu, memory: fields.memory },
      env: fields.env,
      api: dropUndefined({
        url: fields.api.url,
        key: fields.api.key && { $secret: dropUndefined(fields.api.key.$secret) },
        authString: fields.api.auth_string && { $secret: dropUndefined(fields.api.auth_string.$secret) },
        secret: fields.api.secret,
      }),
      ...dropUndefined({
        jobNamespaces: fields.job_namespaces,
        context: fields.context,
        image: fields.image,
        imagePullPolicy: fields.image_pull_policy,
        imagePullSecrets: fields.image_pull_secrets,
        limit: fields.limit,
        workQueues: fields.work_queues,
      }),
    }),
});
