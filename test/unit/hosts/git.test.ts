import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { readGitState } from "../../../src/hosts/git.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let project: ProjectFolder;
afterEach(() => project.remove());

function git(...input: readonly string[]): string {
  const who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...who, ...input], { cwd: project.path, encoding: "utf8" }).trim();
}

describe("the git state of a folder", () => {
  it("is none outside a checkout, in a folder that is not there, and before the first commit", async () => {
    project = await makeProject();
    expect(readGitState(project.path)).toBeUndefined();
    expect(readGitState(`${project.path}/nowhere`)).toBeUndefined();
    git("init", "--quiet");
    expect(readGitState(project.path)).toBeUndefined();
  });

  it("says commit, branch, and whether tracked files differ", async () => {
    project = await makeProject({ "flow.py": "1", "below/other.py": "1" });
    git("init", "--quiet", "--initial-branch", "main");
    git("add", "flow.py");
    git("commit", "--quiet", "-m", "one");
    const commit = git("rev-parse", "HEAD");
    expect(readGitState(`${project.path}/below`)).toEqual({ commit, branch: "main", dirty: false });
    await project.write("flow.py", "2");
    expect(readGitState(project.path)).toEqual({ commit, branch: "main", dirty: true });
    git("checkout", "--quiet", "--detach");
    expect(readGitState(project.path)).toMatchObject({ branch: null });
  });
});
