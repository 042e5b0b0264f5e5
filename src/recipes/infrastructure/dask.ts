import { mapDeployment, z, type BuildContext, type Deployment, type JsonObject } from "../../kit.ts";

const count = z.number().int().min(0);

/** How many workers a cluster has that lives as long as the run. */
export const clusterSize = {
  num_workers: z.number().int().min(1).optional().describe("Workers of the run's own cluster."),
  adaptive: z
    .strictObject({
      minimum: count.default(0).describe("Workers that stay."),
      maximum: z.number().int().min(1).describe("Workers at most."),
    })
    .refine(({ minimum, maximum }) => minimum <= maximum, {
      path: ["minimum"],
      error: "minimum is larger than maximum",
    })
    .optional()
    .describe("Instead of num_workers: as many as there is work for."),
};

/** Refuses a fixed number of workers beside a changing one. */
export function checkSize(
  given: { readonly num_workers?: unknown; readonly adaptive?: unknown },
  issues: z.core.$RefinementCtx,
): void {
  if (given.num_workers === undefined || given.adaptive === undefined) return;
  const message = "num_workers and adaptive are both given";
  issues.addIssue({
    code: "custom",
    path: ["adaptive"],
    message,
    params: { hint: "leave one of them out" },
  });
}

/** The deployment whose tasks Dask runs; tells when the flow's code has chosen something else, or can have no Dask. */
export function onDask(deployment: Deployment, context: BuildContext, options: JsonObject): Deployment {
  if (deployment.flow.language === "typescript") {
    context.fail(`the flow ${deployment.flow.name} is in TypeScript, and Dask runs tasks of Python alone`, {
      hint: "leave out the recipe; tasks of TypeScript flows run side by side with submit() and map()",
    });
  }
  const { task_runner: own = "ThreadPoolTaskRunner" } = deployment.flow.options ?? {};
  if (own !== "ThreadPoolTaskRunner" && own !== "DaskTaskRunner") {
    const name = typeof own === "string" ? own : "a task runner of its own";
    context.warn(`the code of ${deployment.flow.name} chooses ${name}, which Dask replaces here`, {
      hint: "take task_runner out of @flow, or leave out the recipe",
    });
  }
  return mapDeployment(deployment, {
    taskRunner: { module: "prefect_dask", class: "DaskTaskRunner", options },
  });
}
