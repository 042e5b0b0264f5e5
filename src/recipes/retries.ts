import { defineRecipe, dropUndefined, withEnv, z } from "../kit.ts";

const delay = z.number().min(0);

/** How often a run is tried again. A deployment has no field for it: these are Prefect's defaults in the run's process. */
export const retries = defineRecipe({
  name: "retries",
  summary:
    "Tries a failed run of the flow again, and failed tasks, where the code does not say how often itself.",
  variables: z
    .strictObject({
      flow: z.number().int().min(0).optional().describe("How often a failed run of the flow is tried again."),
      flow_delay_seconds: delay.optional().describe("Seconds before the flow is tried again."),
      tasks: z.number().int().min(0).optional().describe("How often a failed task is tried again."),
      task_delay_seconds: z
        .union([delay, z.array(delay).min(1)])
        .optional()
        .describe("Seconds before a task is tried again; a list gives each attempt its own."),
    })
    .refine(({ flow, tasks }) => flow !== undefined || tasks !== undefined, {
      error: "neither flow nor tasks is given",
      params: { hint: "give how often the flow or its tasks are tried again" },
    }),
  build: (variables) => {
    const settings = dropUndefined({
      PREFECT_FLOWS_DEFAULT_RETRIES: variables.flow,
      PREFECT_FLOWS_DEFAULT_RETRY_DELAY_SECONDS: variables.flow_delay_seconds,
      PREFECT_TASKS_DEFAULT_RETRIES: variables.tasks,
      PREFECT_TASKS_DEFAULT_RETRY_DELAY_SECONDS: variables.task_delay_seconds,
    });
    const env = Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, JSON.stringify(value)]),
    );
    return { updateDeployment: (deployment) => withEnv(deployment, env) };
  },
});
