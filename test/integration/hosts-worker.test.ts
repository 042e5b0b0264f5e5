import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { dataFolder } from "../../src/hosts/folders.ts";
import { identify } from "../../src/hosts/process-identity.ts";
import { createProcessHost } from "../../src/hosts/process-host.ts";
import { interpreterIn } from "../../src/hosts/python-environment.ts";
import { findWorkerPython, type WorkerPythonOptions } from "../../src/hosts/worker-python.ts";
import type { ProcessHost } from "../../src/interfaces/ports.ts";
import { makeHome } from "../support/home.ts";
import { apiUrl, python, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

const home = makeHome();
const canary = "canary-key-4711";

function processHost(interpreter: Partial<WorkerPythonOptions> = {}): ProcessHost {
  return createProcessHost({
    dataFolder: dataFolder(home.env),
    apiUrl: apiUrl(),
    connection: { PREFECT_API_KEY: canary },
    env: { ...home.env, PREFECT_API_URL: "http://127.0.0.1:1/api", PREFECT_WORKER_QUERY_SECONDS: "3600" },
    python: () =>
      findWorkerPython({ env: home.env, privatePython: () => Promise.resolve(python()), ...interpreter }),
    report: () => undefined,
  });
}

const workerList = z.array(z.object({ name: z.string(), status: z.string() }));
const workersOf = (pool: string): Promise<z.output<typeof workerList>> =>
  read("POST", `/work_pools/${pool}/workers/filter`, workerList, {});

async function untilWorkersOf(pool: string, expected: z.output<typeof workerList>): Promise<void> {
  await expect.poll(() => workersOf(pool), { timeout: 60_000, interval: 250 }).toEqual(expected);
}

describe("a worker of this machine", () => {
  const pool = unique("pool");
  const host = processHost();
  beforeAll(() => raw("POST", "/work_pools/", { name: pool, type: "process" }));
  afterAll(() => host.stopWorker(pool));

  it("comes ONLINE under the machine's name, one however many ask, and stops [C24]", async () => {
    const started = await Promise.all([
      host.startWorker(pool, "process"),
      processHost().startWorker(pool, "process"),
      processHost().startWorker(pool, "process"),
    ]);
    expect(new Set(started.map(({ pid }) => pid)).size).toBe(1);
    const name = host.workerName(pool);
    expect(name).toMatch(/^ProcessWorker -- [0-9a-f-]{36} -- [0-9a-f]{4}$/);
    await untilWorkersOf(pool, [{ name, status: "ONLINE" }]);

    const again = await processHost().startWorker(pool, "process");
    expect(again).toEqual(started[0]);
    expect(await host.workers()).toEqual([again]);
    expect(host.isOfThisMachine(name)).toBe(true);
    expect(host.isOfThisMachine(`ProcessWorker -- ${crypto.randomUUID()} -- 0000`)).toBe(false);
    expect(processHost().workerName(pool)).toBe(name);

    const shown = execFileSync("ps", ["-o", "args=", "-p", String(again.pid)], { encoding: "utf8" });
    expect(shown).toContain(`--pool=${pool}`);
    expect(shown).not.toContain(canary);
    const folder = join(again.logFile, "..");
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file), "utf8")).not.toContain(canary);
    }

    expect(await host.stopWorker(pool)).toBe(true);
    expect(identify(again.pid)).toBeUndefined();
    expect(await host.workers()).toEqual([]);
    expect(await host.stopWorker(pool)).toBe(false);
  });

  it("does not make the pool that it shall poll", async () => {
    const missing = unique("missing");
    const worker = await host.startWorker(missing, "process");
    const log = (): string => readFileSync(worker.logFile, "utf8");
    await expect.poll(log, { timeout: 60_000, interval: 100 }).toContain(`Work pool '${missing}' not found`);
    expect((await raw("GET", `/work_pools/${missing}`)).status).toBe(404);
    await host.stopWorker(missing);
  });
});

describe("the workers' interpreter", () => {
  let project: ProjectFolder;
  const choose = (options: Partial<WorkerPythonOptions>): ReturnType<typeof findWorkerPython> =>
    findWorkerPython({
      root: project.path,
      env: home.env,
      privatePython: () => Promise.resolve(python()),
      ...options,
    });
  const makeVenv = (name: string, withPrefect: boolean): string => {
    const folder = join(project.path, name);
    execFileSync(python(), ["-m", "venv", "--without-pip", folder]);
    if (withPrefect) shareSitePackages(folder);
    return folder;
  };
  beforeAll(async () => {
    project = await makeProject();
  });
  afterAll(() => project.remove());

  it("is the private one where the project has none", async () => {
    expect(await choose({})).toMatchObject({ python: python(), source: "private" });
  });

  it("is python: before VIRTUAL_ENV before .venv", async () => {
    const own = makeVenv(".venv", true);
    const active = makeVenv("active", true);
    const named = makeVenv("named", true);
    const env = { ...home.env, VIRTUAL_ENV: active };
    expect(await choose({})).toMatchObject({ python: interpreterIn(own), source: ".venv" });
    expect(await choose({ env })).toMatchObject({ python: interpreterIn(active), source: "VIRTUAL_ENV" });
    const byFolder = await choose({ env, python: "named" });
    expect(byFolder).toMatchObject({
      python: interpreterIn(named),
      source: "project",
      env: { VIRTUAL_ENV: named },
    });
    expect(await choose({ env, python: "named/bin/python" })).toMatchObject({ python: interpreterIn(named) });
  });

  it("is refused by name when it has no Prefect, rather than passed over", async () => {
    const bare = makeVenv("bare", false);
    await expect(choose({ env: { ...home.env, VIRTUAL_ENV: bare } })).rejects.toMatchObject({
      code: "no-prefect",
      message: expect.stringContaining(interpreterIn(bare)) as string,
      hint: expect.stringContaining("install prefect 3 there") as string,
    });
    await expect(choose({ python: "no/such/python" })).rejects.toMatchObject({ code: "no-prefect" });
  });

  it("runs flows that import a package found only in .venv", async () => {
    const own = join(project.path, ".venv");
    writeFileSync(join(sitePackages(own), "only_here.py"), "VALUE = 42\n");
    expect(() => execFileSync(python(), ["-c", "import only_here"], { stdio: "ignore" })).toThrow();
    await project.write("flow.py", flowSource);
    const pool = unique("pool");
    await raw("POST", "/work_pools/", { name: pool, type: "process" });
    const host = processHost({ root: project.path });
    await host.startWorker(pool, "process");
    const flow = await read("POST", "/flows/", withId, { name: unique("flow") });
    const deployment = await read("POST", "/deployments/", withId, {
      name: "here",
      flow_id: flow.id,
      work_pool_name: pool,
      entrypoint: "flow.py:answer",
      pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: project.path } }],
    });
    const run = await read("POST", `/deployments/${deployment.id}/create_flow_run`, withId, {});
    const stateOf = async (): Promise<string> =>
      (await read("GET", `/flow_runs/${run.id}`, z.object({ state_type: z.string() }))).state_type;
    await expect.poll(stateOf, { timeout: 90_000, interval: 500 }).toBe("COMPLETED");
    const filter = { logs: { flow_run_id: { any_: [run.id] } } };
    const logsOf = (): Promise<readonly { readonly message: string }[]> =>
      read("POST", "/logs/filter", z.array(z.object({ message: z.string() })), filter);
    const said = expect.objectContaining({ message: "the answer is 42" }) as unknown;
    await expect.poll(logsOf, { timeout: 30_000, interval: 500 }).toContainEqual(said);
    await host.stopWorker(pool);
  });
});

const withId = z.object({ id: z.string() });
const flowSource = `
import only_here
from prefect import flow, get_run_logger

@flow
def answer():
    get_run_logger().info("the answer is %s", only_here.VALUE)
`;

function sitePackages(venv: string): string {
  const question = "import sysconfig; print(sysconfig.get_path('purelib'))";
  return execFileSync(interpreterIn(venv), ["-c", question], { encoding: "utf8" }).trim();
}

/** Offline and at once: the environment finds the packages of the one that has Prefect beside its own. */
function shareSitePackages(venv: string): void {
  const question = "import sysconfig; print(sysconfig.get_path('purelib'))";
  const shared = execFileSync(python(), ["-c", question], { encoding: "utf8" });
  writeFileSync(join(sitePackages(venv), "shared.pth"), shared);
}
