import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { apiUrl, python } from "./prefect.ts";
import { withoutPrefectSettings } from "./server.ts";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** A worker that a test started. */
export interface TestWorker {
  /** What it and its runs have printed so far. */
  readonly output: () => string;
  /** Ends it and what it runs. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts Prefect's own process worker for a pool; it looks for runs every second.
 *
 * @param more.input further words of its command
 */
export function startProcessWorker(
  pool: string,
  api: string = apiUrl(),
  more: { readonly input?: readonly string[] } = {},
): Promise<TestWorker> {
  const command = ["-m", "prefect", "worker", "start", "--pool", pool, "--type", "process"];
  const input = [...command, ...(more.input ?? [])];
  return launch(python(), input, { PREFECT_API_URL: api, PYTHONTZPATH: "", PYTHONUNBUFFERED: "1" });
}

/**
 * Starts our own process worker for a pool; it looks for runs every second.
 *
 * @param more.input further words of its command
 * @param more.env for example where a Python is. @default there is none
 */
export function startNodeWorker(
  pool: string,
  api: string = apiUrl(),
  more: { readonly input?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<TestWorker> {
  const input = [main, "worker", "start", "--type", "process", "--pool", pool, ...(more.input ?? [])];
  return launch(process.execPath, input, { PREFECT_API_URL: api, ...more.env });
}

async function launch(
  command: string,
  input: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<TestWorker> {
  const home = await mkdtemp(join(tmpdir(), "meta-prefect-test-worker-"));
  return watch(
    spawn(command, input, {
      cwd: home,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...withoutPrefectSettings(process.env),
        PREFECT_HOME: home,
        PREFECT_WORKER_QUERY_SECONDS: "1",
        ...env,
      },
    }),
    home,
  );
}

/** Watches over a worker process that leads a group of its own, and removes its home at the end. */
export function watch(child: ChildProcess, home: string): TestWorker {
  let said = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
  const kill = (signal: "SIGTERM" | "SIGKILL"): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // already gone
    }
  };
  const killOnExit = (): void => {
    kill("SIGKILL");
  };
  process.once("exit", killOnExit);
  return {
    output: () => said,
    stop: async () => {
      process.off("exit", killOnExit);
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        kill("SIGTERM");
        const late = setTimeout(killOnExit, 5_000);
        await ended;
        clearTimeout(late);
      }
      killOnExit();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
