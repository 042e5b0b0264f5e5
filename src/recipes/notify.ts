import { defineRecipe, z } from "../kit.ts";
import { notificationVariables, notifier, stateVariable } from "./automations/notification.ts";

/** Tells people about runs of the deployment. */
export const notify = defineRecipe({
  name: "notify",
  summary: "Sends a notification when a run of the deployment reaches one of some states.",
  variables: z.strictObject({
    ...notificationVariables,
    states: z
      .array(stateVariable)
      .min(1, "expected at least one state")
      .default(["Failed", "Crashed", "TimedOut"])
      .describe("Names of states, as Prefect shows them."),
  }),
  build: ({ states, ...message }) => ({
    requires: (deployment) => [notifier(deployment, states, message)],
  }),
});
