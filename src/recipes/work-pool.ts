import {
  defineRecipe,
  external,
  generatedName,
  mapDeployment,
  nameVariable,
  workPool as ourPool,
  workQueue,
  z,
  type BuildContext,
} from "../kit.ts";

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
  build: ({ name, type, concurrency_limit: limit, queue }) => {
    const nameIn = (context: BuildContext) =>
      name ?? generatedName(`${type ?? ""}-work-pool`, context, "work_pool");
    return {
      requires: ({ workPool: chosen, workQueue: chosenQueue }, context) => {
        const pool = nameIn(context);
        const queues = queue !== undefined && queue === chosenQueue ? [queue] : [];
        if (chosen !== pool) return [];
        if (type === undefined) {
          return [
            external("work-pool", pool),
            ...queues.map((each) => external("work-queue", `${pool}/${each}`)),
          ];
        }
        const ours = ourPool({
          name: pool,
          type,
          ...(limit === undefined ? {} : { concurrencyLimit: limit }),
        });
        return [ours, ...queues.map((each) => workQueue({ pool: ours, queue: each }))];
      },
      updateDeployment: (deployment, context) =>
        mapDeployment(deployment, {
          workPool: nameIn(context),
          ...(queue === undefined ? {} : { workQueue: queue }),
        }),
    };
  },
});
