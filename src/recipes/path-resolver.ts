import { defineRecipe, localStorage, mapDeployment, z, type JsonObject } from "../kit.ts";

/** Lets runs find the flow's code. Stands outside of the recipe that sets the image, if there is one. */
export const pathResolver = defineRecipe({
  name: "path_resolver",
  summary:
    "Runs the flow from the project's folder, or from the image's folder when the job variable image is set.",
  variables: z.strictObject({
    image_folder: z
      .string()
      .min(1)
      .default("/opt/prefect/flows")
      .describe("Where the image has the project's files."),
  }),
  build: ({ image_folder }) => ({
    requires: (_deployment, { root }) => [localStorage(root)],
    updateDeployment: (deployment, { root }) => {
      const inImage = deployment.jobVariables?.["image"] !== undefined;
      return mapDeployment(deployment, { pullSteps: [workIn(inImage ? image_folder : root)] });
    },
  }),
});

const workIn = (directory: string): JsonObject => ({
  "prefect.deployments.steps.set_working_directory": { directory },
});
