import { defineRecipe, mapDeployment, z } from "../kit.ts";

/** Code that the image brings along. */
export const imageStorage = defineRecipe({
  name: "image_storage",
  summary: "Runs the flow from a folder of the image; nothing is fetched.",
  variables: z.strictObject({
    folder: z
      .string()
      .regex(/^\//, "expected an absolute path")
      .default("/opt/prefect/flows")
      .describe("Where the image has the project's files."),
  }),
  build: ({ folder: directory }) => ({
    updateDeployment: (deployment) =>
      mapDeployment(deployment, {
        pullSteps: [{ "prefect.deployments.steps.set_working_directory": { directory } }],
      }),
  }),
});
