import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

const project = unique("code-from");
const flow = `${project}-flow`;
const source = (words: string): string => `import pathlib
from prefect import flow

@flow(name="${flow}", log_prints=True)
def f():
    print("${words}", [path.read_text().strip() for path in sorted(pathlib.Path.cwd().glob("part/*.txt"))])
`;
let base: string;
let folder: ProjectFolder;
const git = (cwd: string, ...input: readonly string[]): void => {
  const usual = ["user.name=t", "user.email=t@example.com", "protocol.file.allow=always"];
  execFileSync("git", [...usual.flatMap((one) => ["-c", one]), ...input], { cwd, stdio: "ignore" });
};
/** A repository that can be cloned, with these files. */
async function repository(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const path = join(base, name);
  await mkdir(path, { recursive: true });
  git(path, "init", "-q", "-b", "main");
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  git(path, "add", "-A");
  git(path, "commit", "-q", "-m", "first");
  return path;
}
const cli = (...input: readonly string[]): Promise<CliResult> =>
  runCli(input, { cwd: folder.path, env: { PREFECT_API_URL: apiUrl() } });

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), "meta-prefect-test-code-")));
  const part = await repository("part", { "part.txt": "of a submodule" });
  const whole = await repository("whole", { "flow.py": source("cloned") });
  git(whole, "submodule", "add", "-q", `file://${part}`, "part");
  git(whole, "commit", "-q", "-m", "second");
  await mkdir(join(base, "block", "part"), { recursive: true });
  await writeFile(join(base, "block", "flow.py"), source("block"));
  await writeFile(join(base, "block", "part", "part.txt"), "of the block");
  folder = await makeProject({
    "flow.py": source("here"),
    "meta_prefect.yaml": `name: ${project}
components:
  - block: { type: local-file-system, name: ${project}, fields: { basepath: "${join(base, "block")}" } }
defaults:
  recipes: [local_run_provisioner]
deployments:
  ${flow}:
    - name: submodule
      recipes:
        - git_storage: { repository: "file://${whole}", branch: main, submodules: true }
        # git takes no submodule from a path of this machine unless it is told to
        - environment_variables: { GIT_CONFIG_COUNT: 1, GIT_CONFIG_KEY_0: protocol.file.allow, GIT_CONFIG_VALUE_0: always }
    - name: block
      recipes:
        - block_storage: { block: local-file-system/${project} }
`,
  });
  const { code, stdout, stderr } = await cli("deploy", "--wait");
  if (code !== 0) throw new TypeError(stdout + stderr);
});
afterAll(async () => {
  await folder.remove();
  await rm(base, { recursive: true, force: true });
});

describe("a run that a worker takes has the code", () => {
  it.each([
    ["submodule", "cloned ['of a submodule']"],
    ["block", "block ['of the block']"],
  ])("of a %s", async (name, words) => {
    const { code, stdout } = await cli("run", `${flow}/${name}`, "--watch");
    expect(stdout).toContain(words);
    expect([code, stdout.includes("Completed")]).toEqual([0, true]);
  });
});
