import { defineRecipe, dropUndefined, external, generatedName, mapDeployment, nameVariable } from "../kit.ts";
import { typescriptJob, worker, workPool as ourPool, workQueue, z, type BuildContext } from "../kit.ts";

const limit = z.number().int().min(0).nullable().optional();
const queue = z.union([
  nameVariable,
  z.strictObject({
    name: nameVariable.describe("Its name."),
    concurrency_limit: limit.describe("Runs at the same time; null: as many as there are."),
    priority: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe("1 goes first; queues of a pool have different ones."),
    description: z.string().optional().describe("For people; our mark is put behind it."),
  }),
]);

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
      concurrency_limit: limit.describe("Runs at the same time in our pool; null: as many as there are."),
      paused: z
        .boolean()
        .optional()
        .describe("Whether our pool hands out no runs; what people toggle stays if absent."),
      queue: queue
        .optional()
        .describe(
          "Work queue, by its name or as a mapping with its limit and priority; it is ours when the pool is.",
        ),
      worker: z.boolean().default(false).describe("Whether a worker of this machine polls our pool."),
    })
    .refine(({ name, type }) => name !== undefined || type !== undefined, "neither name nor type is given")
    .superRefine(({ type, ...settings }, context) => {
      if (type !== undefined) return;
      const ours = {
        concurrency_limit: settings.concurrency_limit,
        paused: settings.paused,
        queue: typeof settings.queue === "object" ? settings.queue : undefined,
        worker: settings.worker ? true : undefined,
      };
      for (const [name, value] of Object.entries(ours)) {
        if (value === undefined) continue;
        const message = `${name === "queue" ? "a queue's settings" : name} cannot be set on a pool that is not ours`;
        const params = { hint: "give type too, if the pool is ours" };
        context.addIssue({ code: "custom", path: [name], message, params });
      }
    }),
  build: ({ name, type, queue: given, concurrency_limit: concurrencyLimit, paused, worker: hasWorker }) => {
    const nameIn = (context: BuildContext) =>
      name ?? generatedName(`${type ?? ""}-work-pool`, context, "work_pool");
    const ourQueue = typeof given === "string" ? { name: given } : given;
    return {
      requires: (_deployment, context) => {
        if (type === undefined) {
          const pool = external("work-pool", nameIn(context));
          if (ourQueue === undefined) return [pool];
          return [pool, external("work-queue", `${pool.name}/${ourQueue.name}`)];
        }
        const pool = ourPool({
          name: nameIn(context),
          type,
          ...dropUndefined({ concurrencyLimit, paused }),
        });
        const own = hasWorker ? [pool, worker({ pool })] : [pool];
        if (ourQueue === undefined) return own;
        const { name: queueName, concurrency_limit: queueLimit, priority, description } = ourQueue;
        const settings = dropUndefined({ concurrencyLimit: queueLimit, priority, description });
        return [...own, workQueue({ pool, queue: queueName, ...settings })];
      },
      updateDeployment: (deployment, context) =>
        typescriptJob(
          mapDeployment(deployment, {
            workPool: nameIn(context),
            ...dropUndefined({ workQueue: ourQueue?.name }),
          }),
          context,
          // Of a pool that is not ours the type is not known here; what runs elsewhere has an image.
          type !== "process",
        ),
    };
  },
});
