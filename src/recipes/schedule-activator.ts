import { defineRecipe, mapDeployment, z } from "../kit.ts";

/** Schedules live where they should, and asleep elsewhere. */
export const scheduleActivator = defineRecipe({
  name: "schedule_activator",
  summary:
    "Switches new schedules on in some environments and off in all others; what people switch later stays.",
  variables: z
    .strictObject({
      environments: z
        .array(z.string().min(1))
        .optional()
        .describe("Where schedules are on. Default: [prod]."),
      active: z
        .record(z.string(), z.boolean())
        .optional()
        .describe("The same by environment: { prod: true, default: false }; default counts for all others."),
      enforce: z.boolean().default(false).describe("Set it again at every deploy, whatever people switched."),
    })
    .refine(({ environments, active }) => environments === undefined || active === undefined, {
      path: ["active"],
      error: "environments and active say the same in two ways",
      params: { hint: "keep one of them" },
    }),
  build: ({ environments = ["prod"], active, enforce }) => ({
    updateDeployment: (deployment, { environment }) => {
      if (deployment.schedules === undefined) return deployment;
      const listed = environments.includes(environment);
      const on = active === undefined ? listed : (active[environment] ?? active["default"] ?? false);
      const state = enforce ? { initiallyActive: on, active: on } : { initiallyActive: on };
      return mapDeployment(deployment, {
        schedules: deployment.schedules.map((each) => ({ ...each, ...state })),
      });
    },
  }),
});
