import { defineRecipe, jsonObject, withJobVariables } from "../kit.ts";

/** Settings of the work pool's job template for this deployment. */
export const jobVariables = defineRecipe({
  name: "job_variables",
  summary: "Sets job variables of the work pool; its variables are the job variables.",
  variables: jsonObject,
  build: (variables) => ({ updateDeployment: (deployment) => withJobVariables(deployment, variables) }),
});
