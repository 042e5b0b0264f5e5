import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl, read } from "../support/prefect.ts";
import { git as gitIn } from "../support/git.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const project = unique("git");
const flow = `${project}-flow`;
const source = (words: string): string => `import pathlib
from prefect import flow

@flow(name="${flow}", log_prints=True)
def report():
    folders = sorted(path.name for path in pathlib.Path.cwd().iterdir() if path.name != ".git")
    print(f"${words} from {folders}")
    return 7
`;

let bare: string;
let folder: ProjectFolder;
let proxy: RecordingProxy;

const git = (...input: readonly string[]): string => gitIn(folder.path, ...input);
const commit = (words: string): string => {
  git("add", "-A");
  git("commit", "-q", "-m", words);
  git("push", "-q", "origin", "HEAD:main");
  return git("rev-parse", "HEAD");
};
const cli = (...input: readonly string[]): Promise<CliResult> =>
  runCli(input, { cwd: folder.path, env: { PREFECT_API_URL: proxy.url } });
const pullSteps = async (name: string): Promise<unknown> => {
  const shape = z.looseObject({ pull_steps: z.unknown() });
  return (await read("GET", `/deployments/name/${flow}/${name}`, shape)).pull_steps;
};

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  bare = await mkdtemp(join(tmpdir(), "meta-prefect-test-bare-"));
  folder = await makeProject({ "flows/report.py": source("first"), "other/notes.txt": "not needed" });
  gitIn(bare, "init", "-q", "--bare", "-b", "main");
  git("init", "-q", "-b", "main");
  git("remote", "add", "origin", bare);
  const steps = (name: string, variables: string): string =>
    `    - name: ${name}\n      recipes:\n        - local_run_provisioner\n        - git_storage: { repository: "file://${bare}", ${variables} }\n`;
  await folder.write(
    "meta_prefect.yaml",
    `name: ${project}\ncomponents:\n  - block: { type: secret, name: ${project}, fields: { value: { $plain: canary } } }\ndeployments:\n  ${flow}:\n${steps("pinned", "branch: main, pin: true, directories: [flows]")}${steps("also-pinned", "branch: main, pin: true")}${steps("head", "commit: head")}${steps("private", `branch: main, pin: true, credentials: secret/${project}`)}`,
  );
  commit("first");
});
afterAll(async () => {
  await folder.remove();
  await rm(bare, { recursive: true, force: true });
  await proxy.close();
});

describe("code in a git repository", () => {
  const clone = "prefect.deployments.steps.git_clone";

  it("is shown as late without a server, and asked of nobody then", async () => {
    const { code, stdout } = await cli("render", "--json");
    expect(code).toBe(0);
    expect(stdout).toContain('"$late": "storage"');
    expect(proxy.requests).toEqual([]);
  });

  it("is looked up by render --resolve", async () => {
    const { code, stdout } = await cli("render", "--resolve", "--json");
    expect(code).toBe(0);
    expect(stdout).not.toContain('"$late": "storage"');
    expect(stdout).toContain(`"commit_sha": "${git("rev-parse", "HEAD")}"`);
    expect(proxy.writes()).toEqual([]);
    proxy.clear();
  });

  it("is fetched at the commit that the branch was at when it was deployed, asked for once, by a worker's run [N39]", async () => {
    const first = git("rev-parse", "HEAD");
    const trace = join(bare, "trace");
    const env = { PREFECT_API_URL: proxy.url, GIT_TRACE2_EVENT: trace };
    const { code, stderr } = await runCli(["deploy"], { cwd: folder.path, env });
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
    // What asks another repository: once, for three deployments.
    const asked = /"event":"start".*"argv":\[[^\]]*"(ls-remote|clone|fetch)"/;
    expect(
      (await readFile(trace, "utf8")).split("\n").flatMap((line) => asked.exec(line)?.[1] ?? []),
    ).toEqual(["ls-remote"]);
    const repository = `file://${bare}`;
    expect(await pullSteps("pinned")).toEqual([
      { [clone]: { id: "clone", repository, commit_sha: first, directories: ["flows"] } },
    ]);
    expect(await pullSteps("head")).toEqual([{ [clone]: { id: "clone", repository, commit_sha: first } }]);
    const token = `{{ prefect.blocks.secret.${project} }}`;
    expect(await pullSteps("private")).toEqual([
      { [clone]: { id: "clone", repository, commit_sha: first, access_token: token } },
    ]);

    await folder.write("flows/report.py", source("second"));
    const second = commit("second");
    const run = await cli("run", `${flow}/pinned`, "--watch");
    expect(run.stdout).toContain("first from ['flows', 'meta_prefect.yaml']");
    expect(run.stdout).toContain("Completed");
    expect(run.code).toBe(0);

    const plan = await cli("plan", "--json");
    expect([plan.code, plan.stdout.includes(second)]).toEqual([2, true]);
    expect((await cli("deploy")).code).toBe(0);
    expect(await pullSteps("also-pinned")).toEqual([
      { [clone]: { id: "clone", repository, commit_sha: second } },
    ]);
    const again = await cli("run", `${flow}/head`, "--watch");
    expect(again.stdout).toContain("second from ['flows', 'meta_prefect.yaml', 'other']");
    expect(again.code).toBe(0);
    proxy.clear();
    expect((await cli("deploy")).stdout).toContain("Nothing to deploy");
    expect(proxy.writes()).toEqual([]);
  }, 600_000);

  it("that has not the branch is one error with the next step", async () => {
    const file = `name: ${project}\ndeployments:\n  ${flow}:\n    - name: x\n      recipes:\n        - git_storage: { repository: "file://${bare}", branch: mian, pin: true }\n`;
    await folder.write("meta_prefect.yaml", file);
    proxy.clear();
    const { code, stderr } = await cli("deploy");
    expect(code).toBe(1);
    expect(stderr).toContain(`file://${bare} has not a branch "mian"`);
    expect(proxy.writes()).toEqual([]);
  });
});
