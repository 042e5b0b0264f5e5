import { dirname } from "node:path";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { folderAtRevision, remotesOf } from "../hosts/git-revision.ts";
import type { RollbackOptions, RollbackResult } from "../interfaces/life-cycle.ts";
import type { DeployResult } from "../interfaces/results.ts";
import { findProjectFile } from "../project/find-project-file.ts";
import { afterDeploy } from "./after-deploy.ts";
import { readDeclarations } from "./declarations.ts";
import { execute } from "./deploy.ts";
import { prepare } from "./prepare.ts";
import { factsOf, readWholeProject, type Elsewhere } from "./read-whole-project.ts";
import { codeFindings, withCodeOf } from "./rolled-back-code.ts";

/**
 * Deploys what the project declared at a git revision. The working folder stays as it is: the revision is read from a
 * temporary copy, which is also what is uploaded or built. Code that runs from the working folder cannot go back with
 * it, so a deployment whose code there is another one is refused.
 *
 * @throws MetaPrefectError `no-such-revision`
 */
export async function rollback({ to, dryRun = false, ...options }: RollbackOptions): Promise<RollbackResult> {
  const { file } = await findProjectFile(options.directory);
  const root = file === undefined ? options.directory : dirname(file);
  const { folder, commit, remove } = await folderAtRevision(root, revisionIn(to), options.env);
  try {
    const git = { commit, branch: null, dirty: false };
    // Paths of today, so that what runs from the working folder is not looked for in a copy that goes away.
    const facts: Elsewhere["facts"] = ({ name }) => ({
      ...factsOf({ root, name }, options.env),
      git: () => git,
    });
    const then = await readDeclarations(options, undefined, { directory: folder, facts, inspect: true });
    const build = withCodeOf(then.build, { root, folder, commit, remotes: remotesOf(root, options.env) });
    const { build: now } = await readWholeProject({ ...options, modules: [] }).catch(() => ({
      build: undefined,
    }));
    const declarations = {
      ...then,
      build,
      project: { ...then.project, root },
      diagnostics: [...then.diagnostics, ...codeFindings(build, now, { root, to })],
    };
    const prepared = await prepare(options, { mayStart: false, declarations });
    if (dryRun) return { ...prepared.result, outcomes: [], deployments: [], notes: [], commit };
    const after = (result: DeployResult): Promise<DeployResult> => afterDeploy(result, prepared, options);
    return { ...(await execute(prepared, options, { after })), commit };
  } finally {
    await remove();
  }
}

/** The commit in a version that `versioneer` made of one; it says behind it what was not in it, and a hash. */
function revisionIn(version: string): string {
  const [, commit, dirty] = /^([0-9a-f]{7,64})(-dirty)?(?:\+[0-9a-f]{8})?$/.exec(version) ?? [];
  if (commit === undefined) return version;
  if (dirty === undefined) return commit;
  throw new MetaPrefectError("no-such-revision", `${version} was deployed with changes that no commit has`, {
    hint: `--to ${commit} is the commit without them`,
  });
}
