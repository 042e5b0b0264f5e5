import { defineRecipe, mapDeployment, z } from "../kit.ts";

/** Sets the entrypoint to where the flow's source is, relative to the project's folder. */
export const entrypointResolver = defineRecipe({
  name: "entrypoint_resolver",
  summary: "Sets the entrypoint to the flow's file and function, relative to the project's folder.",
  variables: z.strictObject({}),
  build: () => ({
    updateDeployment: (deployment) => mapDeployment(deployment, { entrypoint: deployment.flow.entrypoint }),
  }),
});
