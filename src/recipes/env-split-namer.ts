import { defineRecipe, environmentVariable, mapDeployment, nameVariable, z } from "../kit.ts";

/** `local-run` becomes `local-run-dev`. */
export const envSplitNamer = defineRecipe({
  name: "env_split_namer",
  summary: "Names the deployment <name>-<environment>.",
  variables: z.strictObject({
    name: nameVariable.optional().describe("First part of the name. Default: the name so far."),
    env: environmentVariable,
  }),
  build: ({ name, env }) => ({
    environment: env,
    updateDeployment: (deployment, { environment }) =>
      mapDeployment(deployment, { name: `${name ?? deployment.name}-${environment}` }),
  }),
});
