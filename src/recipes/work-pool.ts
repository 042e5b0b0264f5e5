import { defineRecipe, dropUndefined, external, generatedName, mapDeployment, nameVariable } from "../kit.ts";
import { workPool as ourPool, workQueue, z, type BuildContext } from "../kit.ts";

/** Where the deployment runs. */
export const workPool = defineRecipe({
  name: "work_pool",
  summary: "Runs the deployment in a work pool: one that exists, by its name, or one of ours, by its type.",
  variables: z
    .strictObject({
      name: nameVariable
        .optional()
        .describe("Without type: a pool that exists. With type: default is a generated name."),
      type: z.string().min(1).optional().describe("Worker type, for example process: the pool is then ours."),
      concurrency_limit: z
        .number()
        .int()
        .min(0)
        .nullable()
        .optional()
        .describe("Runs at the same time in our pool."),
      queue: nameVariable.optional().describe("Work queue; it is ours when the pool is."),
    })
    .refine(({ name, type }) => name !== undefined || type !== undefined, "neither name nor type is given")
    .refine(({ type, concurrency_limit: limit }) => type !== undefined || limit === undefined, {
      path: ["concurrency_limit"],
      error: "concurrency_limit cannot be set on a pool that is not ours",
      params: { hint: "give type too, if the pool is ours" },
    }),
  build: ({ name, type, concurrency_limit: concurrencyLimit, queue }) => {
    const nameIn = (context: BuildContext) =>
      name ?? generatedName(`${type ?? ""}-work-pool`, context, "work_pool");
    return {
      requires: (_deployment, context) => {
        const pool =
          type === undefined
            ? external("work-pool", nameIn(context))
            : ourPool({ name: nameIn(context), type, ...dropUndefined({ concurrencyLimit }) });
        if (queue === undefined) return [pool];
        return [
          pool,
          type === undefined ? external("work-queue", `${pool.name}/${queue}`) : workQueue({ pool, queue }),
        ];
      },
      updateDeployment: (deployment, context) =>
        mapDeployment(deployment, { workPool: nameIn(context), ...dropUndefined({ workQueue: queue }) }),
    };
  },
});
