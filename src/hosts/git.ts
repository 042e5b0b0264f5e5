import { execFileSync } from "node:child_process";
import type { GitState } from "../interfaces/flow-builder.ts";

/**
 * The git checkout that a folder lies in; undefined without git, outside a checkout, and before the first commit.
 *
 * @param root absolute
 */
export function readGitState(root: string): GitState | undefined {
  const commit = git(root, ["rev-parse", "--verify", "--quiet", "HEAD"]);
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
  const branch = git(root, ["symbolic-ref", "--short", "--quiet", "HEAD"]);
  const changes = git(root, ["status", "--porcelain", "--untracked-files=no"]);
  return { commit, branch: branch ?? null, dirty: changes !== "" };
}

/** What git says; undefined when it fails. Takes no optional locks, as nothing here may write. */
function git(root: string, input: readonly string[]): string | undefined {
  try {
    const output = execFileSync("git", ["--no-optional-locks", ...input], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 64 * 1024 * 1024,
    });
    return output.trim();
  } catch {
    return undefined;
  }
}
