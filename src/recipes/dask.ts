import { defineRecipe, dropUndefined, z, type JsonObject } from "../kit.ts";
import { checkSize, clusterSize, onDask } from "./infrastructure/dask.ts";
import { memoryQuantity } from "./infrastructure/quantities.ts";

const address = z
  .string()
  .regex(/^[a-z]+:\/\/\S+$/, "expected the address of a scheduler, for example tcp://dask.example.com:8786")
  .refine(
    (text) => !/^[^/]*\/\/[^/]*@/.test(text),
    "the address has credentials in it, which Prefect would show",
  );

/** The flow's tasks on Dask: a cluster that is there, or one of the run's own on its machine. */
export const dask = defineRecipe({
  name: "dask",
  summary: "Runs the flow's tasks on Dask: on a cluster that is there, or on one beside the run.",
  variables: z
    .strictObject({
      address: address
        .optional()
        .describe(
          "Scheduler of a cluster that is there. Default: a cluster of the run's own, on its machine.",
        ),
      ...clusterSize,
      threads_per_worker: z
        .number()
        .int()
        .min(1)
        .optional()
        .describe("Tasks that a worker runs at the same time. Default: what Dask finds fit."),
      memory: memoryQuantity.optional().describe("Memory of each worker: GiB, or 512Mi."),
    })
    .superRefine(checkSize)
    .superRefine((given, issues) => {
      if (given.address === undefined) return;
      for (const name of ["num_workers", "adaptive", "threads_per_worker", "memory"] as const) {
        if (given[name] === undefined) continue;
        const message = `${name} cannot be set beside address, which names a cluster that is there`;
        issues.addIssue({ code: "custom", path: [name], message, params: { hint: `leave out ${name}` } });
      }
    }),
  build: ({ address: cluster, num_workers: workers, adaptive, threads_per_worker: threads, memory }) => {
    const own: JsonObject = {
      cluster_class: "distributed.LocalCluster",
      cluster_kwargs: dropUndefined({
        n_workers: workers ?? adaptive?.minimum,
        threads_per_worker: threads,
        memory_limit: memory === undefined ? undefined : memory.replace(/i$/, "iB"),
        // The dashboard's usual port may be taken by another run on this machine.
        dashboard_address: "127.0.0.1:0",
      }),
      ...(adaptive !== undefined && { adapt_kwargs: adaptive }),
    };
    const options = cluster === undefined ? own : { address: cluster };
    return { updateDeployment: (deployment, context) => onDask(deployment, context, options) };
  },
});
