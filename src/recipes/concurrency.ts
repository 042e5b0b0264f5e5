import { defineRecipe, dropUndefined, nameVariable, withConcurrency, z } from "../kit.ts";

/** How many runs go at the same time: of this deployment, or of all that share a limit. */
export const concurrency = defineRecipe({
  name: "concurrency",
  summary:
    "Limits how many runs go at the same time: of this deployment alone, or of all that share a limit.",
  variables: z
    .strictObject({
      limit: z.number().int().min(1).optional().describe("Runs of this deployment at the same time."),
      shared: nameVariable
        .optional()
        .describe(
          "Instead: name of a global concurrency limit, of ours below `components` or an existing one.",
        ),
      collision_strategy: z
        .enum(["ENQUEUE", "CANCEL_NEW"])
        .default("ENQUEUE")
        .describe("What happens to a run that finds no slot: it waits, or it is cancelled."),
      grace_period_seconds: z
        .number()
        .int()
        .min(60)
        .max(86_400)
        .optional()
        .describe("How long a starting run keeps its slot."),
    })
    .refine(({ limit, shared }) => (limit === undefined) !== (shared === undefined), {
      error: "give either limit or shared",
      params: { hint: "limit is the deployment's own, shared names one that several deployments use" },
    }),
  build: ({ limit = 1, shared, ...options }) => ({
    updateDeployment: (deployment) =>
      withConcurrency(deployment, shared === undefined ? { limit } : { shared }, dropUndefined(options)),
  }),
});
