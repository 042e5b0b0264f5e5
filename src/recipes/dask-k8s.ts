import { defineRecipe, dropUndefined, z, type JsonObject } from "../kit.ts";
import { checkSize, clusterSize, onDask } from "./infrastructure/dask.ts";
import { cpuQuantity, memoryQuantity } from "./infrastructure/quantities.ts";
import { kubernetesVariables } from "./infrastructure/kubernetes-variables.ts";

/** The flow's tasks on a Dask cluster that Dask's operator makes on Kubernetes for each run. */
export const daskK8s = defineRecipe({
  name: "dask_k8s",
  summary: "Runs the flow's tasks on a Dask cluster of their own, which Dask's operator makes on Kubernetes.",
  variables: z
    .strictObject({
      ...clusterSize,
      cpu: cpuQuantity.optional().describe("Cores of each worker: 2, 0.5 or 500m."),
      memory: memoryQuantity.optional().describe("Memory of each worker: GiB, or 512Mi."),
      image: z
        .string()
        .min(1)
        .optional()
        .describe("Image of scheduler and workers; it needs what the flow needs. Default: the run's own."),
      namespace: kubernetesVariables.namespace.describe("Namespace of the cluster. Default: the run's own."),
      env: kubernetesVariables.env.describe("Environment variables of scheduler and workers."),
    })
    .superRefine(checkSize)
    .refine(({ num_workers: workers, adaptive }) => workers !== undefined || adaptive !== undefined, {
      path: ["num_workers"],
      error: "neither num_workers nor adaptive is given",
      params: { hint: "say how many workers the cluster has, for example num_workers: 5" },
    }),
  build: ({ num_workers: workers, adaptive, cpu, memory, image, namespace, env }) => {
    const amounts = dropUndefined({ cpu, memory });
    const options: JsonObject = {
      cluster_class: "dask_kubernetes.operator.KubeCluster",
      cluster_kwargs: dropUndefined({
        name: "prefect-{uuid}",
        namespace,
        image: image ?? { $jobVariable: "image" },
        n_workers: workers ?? adaptive?.minimum,
        resources: Object.keys(amounts).length === 0 ? undefined : { requests: amounts, limits: amounts },
        env,
        quiet: true,
      }),
      ...(adaptive !== undefined && { adapt_kwargs: adaptive }),
    };
    return {
      requires: (deployment, context) => {
        if (image === undefined && deployment.jobVariables?.["image"] === undefined) {
          context.fail("dask_k8s has no image, and neither has the run", {
            hint: "set image here, or in the recipe that says where the flow runs",
          });
        }
        return [];
      },
      updateDeployment: (deployment, context) => onDask(deployment, context, options),
    };
  },
});
