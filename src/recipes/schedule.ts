import { defineRecipe, schedulesVariables, toSchedules, withSchedules } from "../kit.ts";

/** When the deployment runs. */
export const schedule = defineRecipe({
  name: "schedule",
  summary:
    "Runs the deployment by a cron expression, an interval or a recurrence rule; several are possible.",
  variables: schedulesVariables,
  build: (variables) => ({
    updateDeployment: (deployment) => withSchedules(deployment, toSchedules(variables)),
  }),
});
