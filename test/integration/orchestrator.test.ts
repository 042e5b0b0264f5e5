import { execFile, spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { copyExample } from "../support/example-folder.ts";
import { apiUrl, python, raw, read } from "../support/prefect.ts";
import { watch, type TestWorker } from "../support/process-worker.ts";
import type { ProjectFolder } from "../support/project-folder.ts";
import { withoutPrefectSettings } from "../support/server.ts";
import { unique } from "../support/unique.ts";

const project = unique("orchestrated");
const pool = `${project}-pool`;
const flow = `${project}-entrypoint`;
const identified = z.object({ id: z.string() });
let folder: ProjectFolder;
let served: TestWorker | undefined;

/** Only the configuration says where Prefect is. */
const cli = (...input: readonly string[]): Promise<CliResult> =>
  runCli(["deployment", ...input], { cwd: folder.path });
const configured = ["-c", "dev.yaml"];
const inProcess = (name: string): readonly string[] => [
  "-n",
  `${flow}/${name}`,
  "-t",
  "process",
  ...configured,
];
const packaged = async (more: object): Promise<void> => {
  const kwargs = {
    flow_name: flow.replaceAll("-", "_"),
    config_file: "prefect_files/quickstart.yaml",
    ...more,
  };
  const result = await cli("package", "QuickstartRunner", "--packaging-kwargs", JSON.stringify(kwargs));
  expect(result.code, result.stderr).toBe(0);
};
const environment = (home: string): NodeJS.ProcessEnv => ({
  ...withoutPrefectSettings(process.env),
  PREFECT_API_URL: apiUrl(),
  PREFECT_HOME: home,
  PYTHONPATH: folder.path,
  PYTHONTZPATH: "",
});
const runsOf = async (): Promise<readonly { deployment_id: string | null; state_type: string }[]> =>
  read(
    "POST",
    "/flow_runs/filter",
    z.array(z.object({ deployment_id: z.string().nullable(), state_type: z.string() })),
    { flows: { name: { any_: [flow] } } },
  );
const completed = async (stdout: string): Promise<void> => {
  const { flowRunId } = z.looseObject({ flowRunId: z.string() }).parse(JSON.parse(stdout));
  const state = async (): Promise<string> =>
    (await read("GET", `/flow_runs/${flowRunId}`, z.object({ state_type: z.string() }))).state_type;
  await expect.poll(state, { timeout: 240_000, interval: 500 }).toBe("COMPLETED");
};

beforeAll(async () => {
  folder = await copyExample("python-class", {
    "meta_prefect.yaml": `name: ${project}\npython: ${python()}\n`,
    "dev.yaml": `orchestrator:\n  config:\n    prefect_settings: { PREFECT_API_URL: ${apiUrl()} }\n`,
  });
  await packaged({ work_pool: pool });
});
afterAll(async () => {
  await served?.stop();
  await folder.remove();
});

describe("the example of a Python class, without containers", () => {
  it("runs by itself: a flow run of no deployment [A38, A49, A50]", async () => {
    const env = environment(await mkdtemp(join(folder.path, "home-")));
    await promisify(execFile)(python(), ["prefect_files/run.py"], { cwd: folder.path, env });
    expect(await runsOf()).toEqual([{ deployment_id: null, state_type: "COMPLETED" }]);
  });

  it("is deployed to a pool of processes, with a worker that runs it [A03, A22, A32, A33, A49, A52, A55, A65, A66]", async () => {
    const kwargs = JSON.stringify({
      ...{ work_pool: pool, flow_entrypoint: flow.replaceAll("-", "_"), ensure_worker: true },
      deployment_kwargs: { tags: ["nights"], description: "Builds all." },
    });
    const build = ["build", "-n", "nightly", "-t", "process", "--deployment-kwargs", kwargs];
    const built = await cli(...build, ...configured);
    expect(built.code, built.stderr).toBe(0);
    expect(built.stdout).toContain(`Deployed ${flow}/nightly: `);
    const said = z.object({ tags: z.array(z.string()), description: z.string().nullable() });
    expect(await read("GET", `/deployments/name/${flow}/nightly`, said)).toEqual({
      ...{ tags: ["nights"], description: "Builds all." },
    });
    const run = await cli("run", `${flow}/nightly`, "--json", ...configured);
    await completed(run.stdout);
  });

  it("shows how it is, is stopped, and deleted, each of which may be done again [A34, A69]", async () => {
    const shown = await cli("status", ...inProcess("nightly"));
    expect(shown.stdout).toContain(`${flow}/nightly  active\n  work pool ${pool}, 1 worker online\n`);
    expect(shown.stdout).toContain("last run: Completed");
    const { id } = await read("GET", `/deployments/name/${flow}/nightly`, identified);
    const paused = z.object({ paused: z.boolean() });
    for (let times = 0; times < 2; times++) {
      const stopped = await cli("stop", ...inProcess("nightly"));
      expect([stopped.code, stopped.stdout]).toEqual([0, `Stopped ${flow}/nightly.\n`]);
      expect(await read("GET", `/deployments/${id}`, paused)).toEqual({ paused: true });
    }
    expect((await cli("status", ...inProcess("nightly"))).stdout).toContain(`${flow}/nightly  paused\n`);
    const deleted = await cli("delete", ...inProcess("nightly"));
    expect([deleted.code, deleted.stdout.includes(`Deleted ${flow}/nightly.`)]).toEqual([0, true]);
    expect((await raw("GET", `/deployments/${id}`)).status).toBe(404);
    expect((await cli("delete", ...inProcess("nightly"))).stdout).toBe("Nothing was deployed.\n");
    const gone = await cli("status", ...inProcess("nightly"));
    expect([gone.code, gone.stderr.includes(`Prefect has no deployment ${flow}/nightly`)]).toEqual([1, true]);
  });

  it("is deleted only where it is the project's own [A69]", async () => {
    const { id: flowId } = await read("POST", "/flows/", identified, { name: flow });
    const theirs = { name: "theirs", flow_id: flowId, work_pool_name: pool };
    const { id } = await read("POST", "/deployments/", identified, theirs);
    const refused = await cli("delete", ...inProcess("theirs"));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`${flow}/theirs is not deleted: nobody's mark is on it`);
    expect((await raw("GET", `/deployments/${id}`)).status).toBe(200);
  });

  it("serves itself: a run of its deployment is made by one command and ends well [A20, A49, A57]", async () => {
    await packaged({ create_deployment: true, build_image: false });
    const home = await mkdtemp(join(tmpdir(), "meta-prefect-test-serve-"));
    served = watch(
      spawn(python(), ["prefect_files/run.py"], {
        cwd: folder.path,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...environment(home), PREFECT_RUNNER_POLL_FREQUENCY: "1" },
      }),
      home,
    );
    const name = `${flow}/lolpop-quickstartrunner-build-all-serve`;
    const there = async (): Promise<number> => (await raw("GET", `/deployments/name/${name}`)).status;
    await expect.poll(there, { timeout: 240_000, interval: 500 }).toBe(200);
    await completed((await cli("run", name, "--json", ...configured)).stdout);
    const shown = await cli("status", "-n", name, ...configured);
    expect(shown.stdout).toContain("served, without a work pool");
  });
});
