import { defineRecipe, environmentVariable, withTags, z } from "../kit.ts";

/** Makes deployments of one environment easy to filter. */
export const envSplitTagInjector = defineRecipe({
  name: "env_split_tag_injector",
  summary: "Tags the deployment env=<environment>.",
  variables: z.strictObject({ env: environmentVariable }),
  build: ({ env }) => ({
    environment: env,
    updateDeployment: (deployment, { environment }) => withTags(deployment, [`env=${environment}`]),
  }),
});
