import { nameOfBlock, blockVariable, defineRecipe, external, mapDeployment, z } from "../kit.ts";

/** Code that a block of Prefect's fetches. */
export const blockStorage = defineRecipe({
  name: "block_storage",
  summary: "Fetches the flow's code with a storage block at the start of each run.",
  variables: z.strictObject({
    block: blockVariable.describe("Block that can fetch a folder, for example gcs-bucket/code."),
  }),
  build: ({ block }) => ({
    requires: [typeof block === "string" ? external("block", block) : block],
    updateDeployment: (deployment) => {
      const [type = "", name = ""] = nameOfBlock(block).split("/");
      const step = { block_type_slug: type, block_document_name: name };
      return mapDeployment(deployment, {
        pullSteps: [{ "prefect.deployments.steps.pull_with_block": step }],
      });
    },
  }),
});
