import { nameOfBlock, blockVariable, defineRecipe, external, withEnv, z } from "../kit.ts";

/** Where results of runs are kept. The flow's code stays as it is: its process is told by Prefect's own settings. */
export const resultStorage = defineRecipe({
  name: "result_storage",
  summary: "Keeps the results of the flow and its tasks in a storage block.",
  variables: z.strictObject({
    block: blockVariable.describe("Block that can write files, for example s3-bucket/results."),
    persist: z
      .boolean()
      .default(true)
      .describe("Whether results are kept where the flow or task does not say otherwise."),
    serializer: z
      .enum(["pickle", "json", "compressed/pickle", "compressed/json"])
      .optional()
      .describe("Default: pickle."),
  }),
  build: ({ block, persist, serializer }) => ({
    requires: [typeof block === "string" ? external("block", block) : block],
    updateDeployment: (deployment) =>
      withEnv(deployment, {
        PREFECT_DEFAULT_RESULT_STORAGE_BLOCK: nameOfBlock(block),
        PREFECT_RESULTS_PERSIST_BY_DEFAULT: String(persist),
        ...(serializer !== undefined && { PREFECT_RESULTS_DEFAULT_SERIALIZER: serializer }),
      }),
  }),
});
