import { defineRecipe, jsonObject, withParameters } from "../kit.ts";

/** Values for the flow's parameters; a dot in a name means nothing. */
export const parameters = defineRecipe({
  name: "parameters",
  summary: "Sets parameters of the flow; its variables are the parameters.",
  variables: jsonObject,
  build: (variables) => ({ updateDeployment: (deployment) => withParameters(deployment, variables) }),
});
