import { defineRecipe, mapDeployment, z } from "../kit.ts";

/** Declared, and so enforced at every deploy. */
export const paused = defineRecipe({
  name: "paused",
  summary: "Pauses the deployment, or keeps it running, at every deploy.",
  variables: z.strictObject({
    paused: z.boolean().default(true).describe("Whether no scheduled run starts."),
  }),
  build: (variables) => ({
    updateDeployment: (deployment) => mapDeployment(deployment, { paused: variables.paused }),
  }),
});
