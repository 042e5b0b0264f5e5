import { defineRecipe, dropUndefined, image, lateImage, mapDeployment, withJobVariables, z } from "../kit.ts";
import type { BuildContext, Deployment, ImageComponent } from "../kit.ts";
import { isFolderOf } from "./infrastructure/pool.ts";

const texts = z.record(z.string().min(1), z.string());
const list = z
  .union([z.string().min(1), z.array(z.string().min(1))])
  .transform((given) => (typeof given === "string" ? [given] : given));
const secretSource = z.union([
  z.strictObject({ env: z.string().min(1) }),
  z.strictObject({ file: z.string().min(1) }),
  z.strictObject({ command: z.array(z.string().min(1)).min(1) }),
]);

/** An image with the project's code, built and pushed once for all deployments that use it. */
export const builtImage = defineRecipe({
  name: "built_image",
  summary: "Builds an image with the project's code and pushes it, when something in it has changed.",
  variables: z
    .strictObject({
      repository: z.string().min(1).describe("Registry and name, without a tag: ghcr.io/acme/flows."),
      tag: z
        .string()
        .min(1)
        .default("content")
        .describe(
          "How it is called besides: content (by what is in it), git (the commit), time (nanoseconds), or a tag of your own. Runs name it by its digest.",
        ),
      copy: list
        .optional()
        .describe("Files and folders that are copied; default is all but what .dockerignore names."),
      requirements: list
        .optional()
        .describe("Requirements files of pip, installed before the code is copied."),
      install: list
        .optional()
        .describe("What pip installs besides: names, or archives of the project: dist/acme-1.0.whl[cli]."),
      base: z
        .string()
        .min(1)
        .optional()
        .describe("Base image; default is Prefect's for the minor version of the server."),
      python: z
        .enum(["3.10", "3.11", "3.12", "3.13", "3.14"])
        .optional()
        .describe("Python of the default base image. Default: 3.12."),
      build_args: texts.optional().describe("Arguments of the build; no place for secrets."),
      secrets: z
        .record(z.string().regex(/^[A-Za-z0-9_-]+$/), secretSource)
        .optional()
        .describe("What only the installing steps see, as /run/secrets/NAME."),
      env: texts.optional().describe("Environment variables of the image."),
      labels: texts.optional().describe("Labels of the image."),
      run: list.optional().describe("Shell commands before the code is copied."),
      command: z
        .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
        .transform((given) => (typeof given === "string" ? ["sh", "-c", given] : given))
        .optional()
        .describe(
          "What a container of it does unless told otherwise, for example a worker; runs have a command of their own. A text is for a shell. Default: what the base image does.",
        ),
      dockerfile: z.string().min(1).optional().describe("A Dockerfile of your own instead."),
      folder: z
        .string()
        .regex(/^\//, "expected an absolute path")
        .optional()
        .describe("Where the code is in it. Default: /opt/prefect."),
      user: z.string().min(1).optional().describe("Who runs in it. Default: 1000:1000."),
      platform: z.string().min(1).optional().describe("For example linux/amd64. Default: the builder's."),
      push: z.boolean().optional().describe("Whether it goes to the registry. Default: true."),
      builder: z
        .enum(["buildx", "docker", "podman", "buildah"])
        .optional()
        .describe("Program that builds. Default: the first of these that works."),
    })
    .superRefine((given, issues) => {
      if (given.dockerfile === undefined) return;
      for (const name of [
        "requirements",
        "install",
        "base",
        "python",
        "env",
        "run",
        "command",
        "user",
        "secrets",
      ] as const) {
        if (given[name] === undefined) continue;
        const message = `${name} cannot be set beside dockerfile, which says all of that itself`;
        issues.addIssue({
          code: "custom",
          path: [name],
          message,
          params: { hint: `leave out dockerfile or ${name}` },
        });
      }
    }),
  build: ({ repository, tag, build_args: buildArgs, ...given }) => {
    const ours = ({ flow }: Deployment, context: BuildContext): ImageComponent =>
      image({
        repository,
        root: context.root,
        tags: tagsOf(tag, context),
        ...(flow.language === "typescript" && { node: true }),
        ...dropUndefined({ ...given, buildArgs }),
      });
    return {
      requires: (deployment, context) => [ours(deployment, context)],
      updateDeployment: (deployment, context) =>
        withJobVariables(withCode(deployment, context, given.folder ?? "/opt/prefect"), {
          image: lateImage({ name: repository }),
        }),
    };
  },
});

/** Runs find the code where the image has it, unless some storage was chosen. */
function withCode(deployment: Deployment, { root }: BuildContext, directory: string): Deployment {
  if (!isFolderOf(root, deployment)) return deployment;
  return mapDeployment(deployment, {
    pullSteps: [{ "prefect.deployments.steps.set_working_directory": { directory } }],
  });
}

function tagsOf(tag: string, context: BuildContext): readonly string[] {
  if (tag === "content") return [];
  if (tag === "time") return [(BigInt(Date.parse(context.now)) * 1_000_000n).toString()];
  if (tag !== "git") return [tag];
  const state = context.git();
  if (state === undefined)
    return context.fail("the project is in no git checkout, so there is no commit for a tag", {
      at: "variables.tag",
      hint: "commit the project, or choose another tag",
    });
  if (!state.dirty) return [state.commit];
  context.warn("files differ from the commit, so the image does not get its tag", {
    at: "variables.tag",
    hint: "commit first where the tag is wanted",
  });
  return [];
}
