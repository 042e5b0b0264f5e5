import {
  nameOfBlock,
  blockTemplate,
  blockVariable,
  defineRecipe,
  dropUndefined,
  gitStorage as branchOf,
} from "../kit.ts";
import { lateStorage, mapDeployment, z, type BuildContext, type Json, type JsonObject } from "../kit.ts";

const repository = z
  .string()
  .min(1)
  .refine((text) => !/^[a-z+]+:\/\/[^/@]*:[^/@]*@/i.test(text) && !/^https?:\/\/[^/]*@/i.test(text), {
    error: "the address has credentials in it, which Prefect would show",
    params: { hint: "put them into a block, and name it under credentials" },
  });

/** Code from a git repository. */
export const gitStorage = defineRecipe({
  name: "git_storage",
  summary: "Clones the flow's code from a git repository at the start of each run.",
  variables: z
    .strictObject({
      repository: repository.describe(
        "As `git clone` takes it, for example https://github.com/acme/flows.git.",
      ),
      branch: z.string().min(1).optional().describe("Default: the repository's own."),
      commit: z
        .union([
          z.literal("head"),
          z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, "expected a full commit id"),
        ])
        .optional()
        .describe("Full id of a commit, or head for the one that is checked out where the deploy runs."),
      pin: z
        .boolean()
        .default(false)
        .describe(
          "Whether the branch is looked up when deploying, so that all runs until the next deploy use one commit.",
        ),
      directories: z.array(z.string().min(1)).min(1).optional().describe("Folders to fetch; default is all."),
      submodules: z.boolean().optional().describe("Whether submodules are fetched."),
      credentials: blockVariable
        .optional()
        .describe(
          "Block with the credentials; one of type secret holds an access token. Looked up only by the run.",
        ),
      folder: z.string().min(1).optional().describe("Where in the repository the project's folder is."),
    })
    .refine(({ branch, commit }) => branch === undefined || commit === undefined, {
      path: ["commit"],
      error: "branch and commit are both given",
      params: { hint: "a commit needs no branch; pin: true takes the branch's newest one" },
    })
    .refine(({ pin, commit }) => !pin || commit === undefined, {
      path: ["pin"],
      error: "pin looks a branch up, but commit names one already",
      params: { hint: "leave one of them out" },
    }),
  build: (variables) => {
    const { branch, credentials, folder } = variables;
    const source = branchOf({ repository: variables.repository, ...dropUndefined({ branch }) });
    return {
      requires: [
        ...(variables.pin ? [source] : []),
        ...(credentials === undefined || typeof credentials === "string" ? [] : [credentials]),
      ],
      updateDeployment: (deployment, context) => {
        const commit = variables.pin ? lateStorage(source, "commit") : commitIn(variables.commit, context);
        const clone = {
          id: "clone",
          repository: variables.repository,
          ...dropUndefined({
            branch: variables.pin ? undefined : branch,
            commit_sha: commit,
            include_submodules: variables.submodules,
            directories: variables.directories,
          }),
          ...(credentials === undefined ? {} : access(nameOfBlock(credentials))),
        };
        const steps: JsonObject[] = [{ "prefect.deployments.steps.git_clone": clone }];
        if (folder !== undefined) {
          const directory = `{{ clone.directory }}/${folder}`;
          steps.push({ "prefect.deployments.steps.set_working_directory": { directory } });
        }
        return mapDeployment(deployment, { pullSteps: steps });
      },
    };
  },
});

function commitIn(commit: string | undefined, context: BuildContext): Json | undefined {
  if (commit !== "head") return commit;
  const state = context.git();
  if (state === undefined) {
    return context.fail("commit is head, but the project is in no git checkout with a commit", {
      at: "variables.commit",
      hint: "name the commit, or deploy from a checkout",
    });
  }
  if (state.dirty) {
    context.warn(`files differ from the commit ${state.commit.slice(0, 8)}, which the runs will use`, {
      at: "variables.commit",
      hint: "commit and push them first",
    });
  }
  return state.commit;
}

/** A secret is an access token; every other type of block knows by itself how to sign in. */
function access(credentials: string): JsonObject {
  const key = credentials.startsWith("secret/") ? "access_token" : "credentials";
  return { [key]: blockTemplate(credentials) };
}
