import { defineRecipe, withTags, z } from "../kit.ts";

/** Tags from outside, for example from a CI job. */
export const tagsResolver = defineRecipe({
  name: "tags_resolver",
  summary: "Adds the tags that META_PREFECT__TAGS lists, separated by commas.",
  variables: z.strictObject({}),
  build: () => ({
    updateDeployment: (deployment, { env }) => {
      const listed = (env["META_PREFECT__TAGS"] ?? "").split(",").map((tag) => tag.trim());
      return withTags(
        deployment,
        listed.filter((tag) => tag !== ""),
      );
    },
  }),
});
