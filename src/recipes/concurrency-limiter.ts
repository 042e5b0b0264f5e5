import { defineRecipe, dropUndefined, withConcurrency, z } from "../kit.ts";

/** How many runs of the deployment go at the same time. */
export const concurrencyLimiter = defineRecipe({
  name: "concurrency_limiter",
  summary: "Limits how many runs of the deployment go at the same time.",
  variables: z.strictObject({
    limit: z.number().int().min(1).describe("Runs at the same time."),
    collision_strategy: z
      .enum(["ENQUEUE", "CANCEL_NEW"])
      .default("ENQUEUE")
      .describe("What happens to a run that finds no slot: it waits, or it is cancelled."),
    grace_period_seconds: z
      .number()
      .int()
      .min(60)
      .optional()
      .describe("How long a starting run keeps its slot."),
  }),
  build: ({ limit, ...options }) => ({
    updateDeployment: (deployment) => withConcurrency(deployment, { limit }, dropUndefined(options)),
  }),
});
