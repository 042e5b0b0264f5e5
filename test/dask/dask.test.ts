import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl, python, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

const run = promisify(execFile);
const project = unique("dask");
let folder: ProjectFolder;

/** Nobody told this file that there is Dask, and its first task runs on threads where nobody does. */
const source = `import os
from prefect import flow, task


@task
def square_${project.replaceAll("-", "_")}(number: int) -> int:
    return number * number


@task
def process_of(number: int) -> int:
    return os.getpid()


@flow(log_prints=True)
def inner() -> bool:
    return process_of.submit(1).result() == os.getpid()


@flow(name="${project}", log_prints=True, retries=0)
def squares(upto: int = 3):
    """Sums squares."""
    found = square_${project.replaceAll("-", "_")}.map(list(range(upto))).result()
    here = [pid == os.getpid() for pid in process_of.map([1, 2]).result()]
    print(f"sum {sum(found)}, tasks in this process: {any(here)}, of the subflow: {inner()}")
`;

const file = `name: ${project}
deployments:
  ${project}:
    - name: threads
      recipes: [local_run_provisioner]
    - name: cluster
      recipes:
        - dask: { address: "\${DASK_ADDRESS}" }
        - local_run_provisioner
    - name: own
      recipes:
        - local_run_provisioner
        - dask: { num_workers: 2, threads_per_worker: 1, memory: 512Mi }
    - name: adaptive
      recipes:
        - dask: { adaptive: { minimum: 1, maximum: 2 } }
        - local_run_provisioner
    - name: cloned
      recipes:
        - dask: { address: "\${DASK_ADDRESS}" }
        - local_run_provisioner
        - git_storage: { repository: "\${CODE}" }
`;

const answer = z.object({
  workers: z.array(z.string()),
  tasks: z.array(z.object({ key: z.string(), worker: z.string() })),
});
/** Which tasks the scheduler of the cluster gave to its workers, as it says itself. */
const seen = async (): Promise<z.output<typeof answer>> =>
  answer.parse(await (await fetch(inject("daskQuestions"))).json());
const squaresSeen = async (): Promise<readonly string[]> => {
  const { tasks, workers } = await seen();
  const mine = tasks.filter(({ key }) => key.includes(`square_${project.replaceAll("-", "_")}`));
  expect(mine.filter(({ worker }) => !workers.includes(worker))).toEqual([]);
  // What a worker did twice because it was lost meanwhile is one task.
  return [...new Set(mine.map(({ key }) => key))];
};

const cli = (...input: readonly string[]): Promise<CliResult> =>
  runCli(input, {
    cwd: folder.path,
    env: { PREFECT_API_URL: apiUrl(), DASK_ADDRESS: inject("daskAddress"), CODE: folder.path },
  });
const watch = async (name: string): Promise<string> => {
  const { stdout, stderr, code } = await cli("run", `${project}/${name}`, "--watch");
  expect({ code, completed: stdout.includes("Completed") }, stdout + stderr).toEqual({
    code: 0,
    completed: true,
  });
  return stdout;
};

beforeAll(async () => {
  folder = await makeProject({
    "the flows/sum it.py": source,
    "meta_prefect.yaml": `python: ${python()}\n${file}`,
  });
  const git = (...input: readonly string[]): Promise<unknown> =>
    run("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...input], { cwd: folder.path });
  await git("init", "-q");
  await git("add", ".");
  await git("commit", "-q", "-m", "code");
  const { code, stderr } = await cli("deploy");
  expect(code, stderr).toBe(0);
});
afterAll(async () => {
  await folder.remove();
});

describe("dask", () => {
  it("is not in play where nobody asks for it", async () => {
    expect(await watch("threads")).toContain("sum 5, tasks in this process: True, of the subflow: True");
    expect(await squaresSeen()).toEqual([]);
  });

  it("runs the tasks of an unchanged flow on the workers of a cluster, as its scheduler says [C39, C43]", async () => {
    const shape = z.object({
      entrypoint: z.string(),
      parameter_openapi_schema: z.object({ properties: z.record(z.string(), z.unknown()) }),
    });
    const deployment = await read("GET", `/deployments/name/${project}/cluster`, shape);
    expect(deployment.entrypoint).toBe("meta_prefect_flow.py:squares");
    expect(Object.keys(deployment.parameter_openapi_schema.properties)).toEqual(["upto"]);
    expect(await watch("cluster")).toContain("sum 5, tasks in this process: False, of the subflow: True");
    expect(new Set(await squaresSeen()).size).toBe(3);
  });

  it("runs them there too when the code is fetched from a repository", async () => {
    const before = (await squaresSeen()).length;
    expect(await watch("cloned")).toContain("tasks in this process: False");
    expect((await squaresSeen()).length).toBe(before + 3);
  });

  it("runs them on a cluster of the run's own, of a fixed or a changing size [C43]", async () => {
    const before = (await squaresSeen()).length;
    const logs = await Promise.all([watch("own"), watch("adaptive")]);
    for (const log of logs) expect(log).toContain("sum 5, tasks in this process: False");
    expect((await squaresSeen()).length).toBe(before);
  });

  it("writes nothing the second time [N1]", async () => {
    expect((await cli("deploy")).stdout).toContain("Nothing to deploy");
  });
});
