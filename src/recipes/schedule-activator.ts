import { defineRecipe, mapDeployment, z } from "../kit.ts";

/** Schedules live where they should, and asleep elsewhere. */
export const scheduleActivator = defineRecipe({
  name: "schedule_activator",
  summary:
    "Switches new schedules on in some environments and off in all others; what people switch later stays.",
  variables: z.strictObject({
    environments: z.array(z.string().min(1)).default(["prod"]).describe("Where schedules are on."),
    enforce: z.boolean().default(false).describe("Set it again at every deploy, whatever people switched."),
  }),
  build: ({ environments, enforce }) => ({
    updateDeployment: (deployment, { environment }) => {
      if (deployment.schedules === undefined) return deployment;
      const on = environments.includes(environment);
      const state = enforce ? { initiallyActive: on, active: on } : { initiallyActive: on };
      return mapDeployment(deployment, {
        schedules: deployment.schedules.map((each) => ({ ...each, ...state })),
      });
    },
  }),
});
