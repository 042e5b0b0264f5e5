import { defineRecipe, mapDeployment, z } from "../kit.ts";

/** The docstring becomes what people read in the UI. */
export const descriptionResolver = defineRecipe({
  name: "description_resolver",
  summary: "Sets the description to the flow's own: that of its decorator, else its docstring.",
  variables: z.strictObject({}),
  build: () => ({
    updateDeployment: (deployment) =>
      deployment.flow.description === null
        ? deployment
        : mapDeployment(deployment, { description: deployment.flow.description }),
  }),
});
