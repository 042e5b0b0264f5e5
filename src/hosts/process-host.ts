import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Reporter } from "../interfaces/events.ts";
import type { LocalWorker, ProcessHost, WorkerLaunch } from "../interfaces/ports.ts";
import { endProcess, startDetached } from "./detached-process.ts";
import { isPrefectSetting, without, type Environment } from "./environment.ts";
import { withFolderLock } from "./folder-lock.ts";
import { createMachineId } from "./machine-id.ts";
import { readPidFile, removeStalePidFile, writePidFile } from "./pid-file.ts";
import { processIdentity } from "./process-identity.ts";
import type { WorkerPython } from "./worker-python.ts";

/** What {@link createProcessHost} needs. */
export interface ProcessHostOptions {
  /** Absolute; see `dataFolder`. */
  readonly dataFolder: string;
  /** Base address of the API that the workers ask. */
  readonly apiUrl: string;
  /** Prefect's settings for the connection beside the address, for example `PREFECT_API_KEY`. @default {} */
  readonly connection?: Readonly<Record<string, string>>;
  /** The process environment; of its Prefect settings only `PREFECT_HOME` reaches a worker. */
  readonly env: Environment;
  /** The interpreter of workers; asked only when one must be started. See `findWorkerPython`. */
  readonly python: () => Promise<WorkerPython>;
  readonly report: Reporter;
}

const workerFile = z.object({
  ...processIdentity.shape,
  pool: z.string(),
  name: z.string(),
  logFile: z.string(),
  spec: z.string().exactOptional(),
});
type WorkerFile = z.infer<typeof workerFile>;

const stopMilliseconds = 35_000;

/**
 * Workers of one Prefect API as detached processes of this machine, each with a log file and a pid file in the data
 * folder. Credentials go through the environment only.
 *
 * @example
 * ```ts
 * const python = () => findWorkerPython({ root, env, privatePython });
 * const host = createProcessHost({ dataFolder: dataFolder(env), apiUrl: api.url, env, python, report });
 * ```
 */
export function createProcessHost(options: ProcessHostOptions): ProcessHost {
  const machine = createMachineId(options.dataFolder);
  const api = options.apiUrl.replace(/\/+$/, "");
  const folder = join(options.dataFolder, "workers", digest(api, 8));
  const read = (pidFile: string): Promise<WorkerFile | undefined> => readPidFile(pidFile, workerFile);
  const filesOf = (pool: string): Record<"pid" | "log" | "lock", string> => {
    const base = `${pool.replace(/[^\w.-]/g, "_").slice(0, 60)}-${digest(pool, 8)}`;
    return { pid: join(folder, `${base}.pid`), log: join(folder, `${base}.log`), lock: base };
  };
  const nameOf = (machineId: string, pool: string): string =>
    `ProcessWorker -- ${machineId} -- ${digest(`${api} ${pool}`, 4)}`;

  const launch = async (pool: string, type: string, given: WorkerLaunch): Promise<WorkerFile> => {
    const { pid: pidFile, log: logFile } = filesOf(pool);
    const { python, env } = await options.python();
    const name = await withFolderLock(options.dataFolder, "machine-id", () =>
      Promise.resolve(nameOf(machine.store(), pool)),
    );
    options.report({ code: "phase", phase: "worker", detail: `starting a worker of ${pool}` });
    const named = [`--pool=${pool}`, `--type=${type}`, `--name=${name}`, ...launchOptions(given)];
    const input = ["-m", "prefect", "worker", "start", ...named, "--no-create-pool-if-not-found"];
    try {
      const identity = await startDetached({
        command: python,
        input,
        env: { ...workerEnvironment(env, options.dataFolder), ...options.connection, PREFECT_API_URL: api },
        // not the caller's folder: Prefect reads .env, prefect.toml and pyproject.toml where it starts
        cwd: folder,
        logFile,
      });
      const { spec } = given;
      const worker = { ...identity, pool, name, logFile, ...(spec !== undefined && { spec }) };
      await writePidFile(pidFile, worker);
      return worker;
    } catch (cause) {
      const hint = `see ${logFile}`;
      throw new MetaPrefectError("worker-not-started", `cannot start a worker of ${pool} with ${python}`, {
        cause,
        hint,
      });
    }
  };

  return {
    isOfThisMachine: (workerName) => {
      const id = machine.stored();
      return id !== undefined && workerName.includes(id);
    },
    workerName: (pool) => nameOf(machine.value(), pool),
    startWorker: async (pool, type, given = {}) => {
      const files = filesOf(pool);
      const start = async (): Promise<WorkerFile> =>
        (await read(files.pid)) ?? (await launch(pool, type, given));
      return toLocalWorker(await withFolderLock(folder, files.lock, start));
    },
    stopWorker: async (pool) => {
      const { pid: pidFile } = filesOf(pool);
      const worker = await read(pidFile);
      if (worker !== undefined) await endProcess(worker, stopMilliseconds);
      await removeStalePidFile(pidFile);
      return worker !== undefined;
    },
    workers: async () => {
      const names = await readdir(folder).catch(() => []);
      const pidFiles = names.filter((name) => name.endsWith(".pid")).sort();
      const read = await Promise.all(pidFiles.map((name) => readPidFile(join(folder, name), workerFile)));
      return read.filter((worker) => worker !== undefined).map(toLocalWorker);
    },
  };
}

function launchOptions({ limit, workQueues = [] }: WorkerLaunch): readonly string[] {
  const limited = limit === undefined ? [] : [`--limit=${limit.toString()}`];
  return [...limited, ...workQueues.map((queue) => `--work-queue=${queue}`)];
}

function toLocalWorker({ pool, name, pid, logFile, spec }: WorkerFile): LocalWorker {
  return { pool, name, pid, logFile, ...(spec !== undefined && { spec }) };
}

function digest(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/**
 * A worker outlives the shell that it is started from and serves many deployments, so it takes neither the shell's
 * Prefect settings nor our own variables; a profile's key must not reach an API that it is not for.
 */
function workerEnvironment(env: Environment, dataFolder: string): Environment {
  return {
    ...without(env, (name) => isPrefectSetting(name) || name.startsWith("META_PREFECT_")),
    PREFECT_HOME: env["PREFECT_HOME"] ?? join(dataFolder, "worker-home"),
    PYTHONUNBUFFERED: "1",
  };
}
