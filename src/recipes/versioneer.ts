import {
  declarationHash,
  defineRecipe,
  mapDeployment,
  nextInteger,
  nextSemver,
  z,
  type BuildContext,
  type Deployment,
} from "../kit.ts";

const environmentName = "META_PREFECT__VERSION";

/** Where a version comes from. */
export const versioneer = defineRecipe({
  name: "versioneer",
  summary: `Sets the version: ${environmentName} if it is set, else by the strategy.`,
  variables: z.strictObject({
    strategy: z
      .enum(["integer", "semver", "git", "git-declaration", "content", "env"])
      .default("integer")
      .describe(
        "integer, semver: counted up when something changed; git: the commit; git-declaration: the commit and a hash of what recipes inside declare; content: a hash of the code.",
      ),
    bump: z.enum(["major", "minor", "patch"]).default("patch").describe("semver: which part counts up."),
    first: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, "expected a version such as 0.1.0")
      .default("0.1.0")
      .describe("semver: the version of a new deployment."),
  }),
  build: ({ strategy, bump, first }) => {
    const strategies = { ...reading, integer: () => nextInteger(), semver: () => nextSemver(bump, first) };
    return {
      updateDeployment: (deployment, context) => {
        const given = context.env[environmentName]?.trim() ?? "";
        const version = given === "" ? strategies[strategy](deployment, context) : given;
        return mapDeployment(deployment, { version });
      },
    };
  },
});

function commitOf({ git, fail }: BuildContext): string {
  const state = git() ?? fail("the project lies in no git checkout", { at: "variables.strategy" });
  return `${state.commit.slice(0, 8)}${state.dirty ? "-dirty" : ""}`;
}

const reading = {
  git: (_: Deployment, context: BuildContext) => commitOf(context),
  "git-declaration": (deployment: Deployment, context: BuildContext) =>
    `${commitOf(context)}+${declarationHash(deployment)}`,
  content: (deployment: Deployment) => deployment.flow.digest.slice(0, 8),
  env: (_: Deployment, { fail }: BuildContext) =>
    fail(`${environmentName} is not set`, { at: "variables.strategy", hint: `set ${environmentName}` }),
};
