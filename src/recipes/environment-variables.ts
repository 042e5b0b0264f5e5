import { defineRecipe, withEnv, z } from "../kit.ts";

/** What the flow's process sees in its environment. */
export const environmentVariables = defineRecipe({
  name: "environment_variables",
  summary: "Sets environment variables of the flow's process; its variables are their names and values.",
  variables: z.record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()])),
  build: (variables) => {
    const env = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
    return { updateDeployment: (deployment) => withEnv(deployment, env) };
  },
});
