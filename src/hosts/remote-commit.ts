import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Environment } from "./environment.ts";
import { lastLines, runCommand } from "./run-command.ts";

/**
 * The commit of a branch of a repository, with this machine's own git credentials. Never asks for a password.
 *
 * @throws MetaPrefectError `git-failed`
 */
export async function remoteCommit(
  repository: string,
  branch: string | null,
  { env, signal }: { readonly env: Environment; readonly signal?: AbortSignal | undefined },
): Promise<string> {
  const reference = branch === null ? "HEAD" : `refs/heads/${branch}`;
  const result = await runCommand("git", ["ls-remote", "--exit-code", "--", repository, reference], {
    env: { ...env, GIT_TERMINAL_PROMPT: "0" },
    signal,
  });
  const commit = /^([0-9a-f]{40,64})\s/m.exec(result.stdout)?.[1];
  if (result.code === 0 && commit !== undefined) return commit;
  const what = branch === null ? "a first commit" : `a branch ${JSON.stringify(branch)}`;
  if (result.code === 2) {
    throw new MetaPrefectError("git-failed", `${repository} has not ${what}`, {
      hint: "push it first, or name another branch",
    });
  }
  throw new MetaPrefectError(
    "git-failed",
    `git cannot ask ${repository} for its commits: ${lastLines(result)}`,
    {
      hint: "check the address, and that `git ls-remote` works here without a question; or name the commit itself",
    },
  );
}
