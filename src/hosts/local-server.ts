import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Reporter } from "../interfaces/events.ts";
import { endProcess, lastLogLines, startDetached } from "./detached-process.ts";
import { isPrefectSetting, isPythonPath, without, type Environment } from "./environment.ts";
import { findHealthyServer, isPortTaken, type HealthyServer } from "./find-healthy-server.ts";
import { withFolderLock } from "./folder-lock.ts";
import { readPidFile, removeStalePidFile, writePidFile } from "./pid-file.ts";
import { isAlive, processIdentity, type ProcessIdentity } from "./process-identity.ts";

/** What {@link createLocalServer} needs. */
export interface LocalServerOptions {
  /** Absolute; see `dataFolder`. */
  readonly dataFolder: string;
  readonly env: Environment;
  /** Interpreter that has Prefect; asked only when a server must be started. */
  readonly python: () => Promise<string>;
  readonly report: Reporter;
  /** @default 4200 */
  readonly port?: number;
}

/** How the local server stands. */
interface LocalServerStatus {
  /** Base address of its API. */
  readonly url: string;
  /** Undefined when nothing healthy answers. */
  readonly healthy: HealthyServer | undefined;
  /** Process id of the server that we started, while it lives. */
  readonly pid: number | undefined;
  /** Absolute. */
  readonly logFile: string;
  /** SQLite file of the server that we start, absolute. */
  readonly database: string;
}

/** The Prefect server of this machine. */
export interface LocalServer {
  /** Base address of its API. */
  readonly url: string;
  /**
   * Answers once a healthy server is there: the one that is, whoever started it, or a new one that outlives this
   * process and its terminal. Callers at the same time start one.
   *
   * @throws MetaPrefectError `port-taken`, `server-not-started`, and what `python` throws
   */
  readonly start: (
    signal?: AbortSignal,
  ) => Promise<{ readonly server: HealthyServer; readonly started: boolean }>;
  /** Stops the server that we started; false when there is none. */
  readonly stop: () => Promise<boolean>;
  readonly status: () => Promise<LocalServerStatus>;
}

/** Starts Prefect's server so that it does not stand still while SQLite waits for a lock; see the script. */
export const serveScript = fileURLToPath(new URL("../../python/serve.py", import.meta.url));
const startMilliseconds = 120_000;
const stopMilliseconds = 15_000;

/**
 * The local Prefect: bound to loopback, on SQLite, with a home of its own in the user's data folder.
 *
 * @example
 * ```ts
 * const local = createLocalServer({ dataFolder: dataFolder(env), env, python, report });
 * const { server } = await local.start();
 * ```
 */
export function createLocalServer(options: LocalServerOptions): LocalServer {
  const port = options.port ?? 4200;
  const url = `http://127.0.0.1:${String(port)}/api`;
  const folder = join(options.dataFolder, `server-${String(port)}`);
  const home = join(folder, "home");
  const pidFile = join(folder, "server.pid");
  const logFile = join(folder, "server.log");
  const recorded = (): Promise<ProcessIdentity | undefined> => readPidFile(pidFile, processIdentity);

  const launch = async (): Promise<ProcessIdentity> => {
    if (await isPortTaken(port)) {
      throw new MetaPrefectError(
        "port-taken",
        `port ${String(port)} of 127.0.0.1 is used by something that is no healthy Prefect 3`,
        {
          hint: "stop that program, or set PREFECT_API_URL to the Prefect to use",
        },
      );
    }
    const command = await options.python();
    options.report({ code: "phase", phase: "server", detail: `starting Prefect on ${url}` });
    const input = [serveScript, "--host", "127.0.0.1", "--port", String(port)];
    try {
      const started = await startDetached({
        command,
        input,
        env: serverEnvironment(options.env, home),
        cwd: home,
        logFile,
      });
      await writePidFile(pidFile, started);
      return started;
    } catch (cause) {
      throw new MetaPrefectError("server-not-started", `cannot start ${command}`, {
        cause,
        hint: `see ${logFile}`,
      });
    }
  };

  const waitFor = async (identity: ProcessIdentity, signal?: AbortSignal): Promise<HealthyServer> => {
    const end = performance.now() + startMilliseconds;
    while (isAlive(identity) && performance.now() < end) {
      const server = await findHealthyServer(url);
      if (server !== undefined) return server;
      await sleep(100, undefined, signal === undefined ? {} : { signal });
    }
    const why = isAlive(identity)
      ? `did not answer in ${String(startMilliseconds / 1000)} s`
      : "ended while it started";
    throw new MetaPrefectError(
      "server-not-started",
      `the Prefect server ${why}: ${await lastLogLines(logFile)}`,
      {
        hint: `see ${logFile}`,
      },
    );
  };

  const startAlone = async (signal?: AbortSignal): ReturnType<LocalServer["start"]> => {
    const found = await findHealthyServer(url);
    if (found !== undefined) return { server: found, started: false };
    // One that is too busy to answer in time is there all the same.
    const running = await recorded();
    const identity = running ?? (await launch());
    try {
      return { server: await waitFor(identity, signal), started: running === undefined };
    } catch (error) {
      await endProcess(identity, stopMilliseconds);
      await removeStalePidFile(pidFile);
      throw error;
    }
  };

  return {
    url,
    start: async (signal) => {
      const found = await findHealthyServer(url);
      if (found !== undefined) return { server: found, started: false };
      return withFolderLock(folder, "server", () => startAlone(signal), signal);
    },
    stop: async () => {
      const identity = await recorded();
      if (identity !== undefined) await endProcess(identity, stopMilliseconds);
      await removeStalePidFile(pidFile);
      return identity !== undefined;
    },
    status: async () => {
      const [healthy, identity] = [await findHealthyServer(url), await recorded()];
      return { url, healthy, pid: identity?.pid, logFile, database: join(home, "prefect.db") };
    },
  };
}

/** Nothing of the caller's own Prefect settings may bend it; an empty PYTHONTZPATH makes schedules ten times cheaper. */
function serverEnvironment(env: Environment, home: string): Environment {
  return {
    ...without(env, (name) => isPrefectSetting(name) || isPythonPath(name)),
    PREFECT_HOME: home,
    PREFECT_SERVER_ANALYTICS_ENABLED: "false",
    PYTHONTZPATH: "",
    PYTHONUNBUFFERED: "1",
  };
}
