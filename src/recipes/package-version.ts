import { defineRecipe, mapDeployment, z } from "../kit.ts";

/** The version of the code is the version of the package that it is in. */
export const packageVersion = defineRecipe({
  name: "package_version",
  summary: "Sets the version to that of a package, npm or Python.",
  variables: z.strictObject({
    package: z
      .string()
      .min(1)
      .optional()
      .describe("Default: META_PREFECT__PACKAGE_NAME, else the project itself."),
  }),
  build: (variables) => ({
    updateDeployment: (deployment, { env, project, packageVersion: versionOf, fail }) => {
      const named = env["META_PREFECT__PACKAGE_NAME"];
      const name = variables.package ?? (named === undefined || named === "" ? project : named);
      const hint = "install it, or name another one with the variable package";
      const version =
        versionOf(name) ??
        fail(`no version of the package "${name}" is known`, { at: "variables.package", hint });
      return mapDeployment(deployment, { version });
    },
  }),
});
