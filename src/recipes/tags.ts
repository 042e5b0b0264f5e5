import { defineRecipe, withTags, z } from "../kit.ts";

/** Tags that are always there. */
export const tags = defineRecipe({
  name: "tags",
  summary: "Adds tags.",
  variables: z.strictObject({
    tags: z.array(z.string().min(1)).describe("Each is added once, in this order."),
  }),
  build: (variables) => ({ updateDeployment: (deployment) => withTags(deployment, variables.tags) }),
});
