import { describe, expect, it } from "vitest";
import { compose, defineRecipe, preview, withTags, z } from "../../../src/kit.ts";
import { envSplitNamer, localRunProvisioner } from "../../../src/recipes/index.ts";

const picky = defineRecipe({
  name: "picky",
  summary: "Takes short names only.",
  variables: z.object({}),
  build: () => ({
    updateDeployment: (deployment, { fail, warn }) => {
      warn("it is watched");
      if (deployment.name.length > 3) fail(`the name "${deployment.name}" is long`, { hint: "cut it" });
      return withTags(deployment, ["short"]);
    },
  }),
});

describe("preview", () => {
  it("answers what a called recipe makes of a deployment, with what it requires and warns of", () => {
    const { deployment, warnings } = preview(picky(), { deployment: { name: "etl", tags: ["a"] } });
    expect(deployment.tags).toEqual(["a", "short"]);
    expect(warnings).toEqual(["it is watched"]);
    const { components } = preview(localRunProvisioner());
    expect(components.map(({ kind }) => kind)).toEqual(["work-pool", "worker"]);
  });

  it("runs the innermost first, in the environment that a recipe fixes", () => {
    const decorator = compose(envSplitNamer({ name: "a", env: "prod" }), envSplitNamer());
    expect(preview(decorator, { environment: "dev" }).deployment.name).toBe("a-prod-prod");
  });

  it("throws what the recipe refuses", () => {
    expect(() => preview(picky())).toThrow(
      expect.objectContaining({
        code: "recipe-failed",
        message: 'the name "sample" is long',
        hint: "cut it",
      }),
    );
  });
});
