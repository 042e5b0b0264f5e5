import { defineRecipe, z } from "../kit.ts";
import { kubernetesPatches } from "./infrastructure/kubernetes-template.ts";
import { kubernetesJobVariables, kubernetesVariables } from "./infrastructure/kubernetes-variables.ts";
import { checkPool, poolVariables, runsIn } from "./infrastructure/pool.ts";

/** Each flow run as a Job of a Kubernetes cluster in which a worker lives. */
export const kubernetes = defineRecipe({
  name: "kubernetes",
  summary: "Runs each flow run as a Job on Kubernetes.",
  variables: z.strictObject({ ...kubernetesVariables, ...poolVariables }).superRefine(checkPool),
  build: (variables) =>
    runsIn(
      { type: "kubernetes", purpose: "kubernetes", patches: kubernetesPatches, inImage: true },
      variables,
      kubernetesJobVariables(variables),
    ),
});
