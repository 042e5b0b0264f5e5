import { defineRecipe, mapDeployment, z } from "../kit.ts";

/** The docstring becomes what people read in the UI. */
export const descriptionResolver = defineRecipe({
  name: "description_resolver",
  summary: "Sets the description: the given one, else that of the flow's decorator, else its docstring.",
  variables: z.strictObject({
    description: z.string().optional().describe("What people read in the UI. Default: the flow's own."),
  }),
  build: ({ description }) => ({
    updateDeployment: (deployment) => {
      const text = description ?? deployment.flow.description;
      return text === null ? deployment : mapDeployment(deployment, { description: text });
    },
  }),
});
