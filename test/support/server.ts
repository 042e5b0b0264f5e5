import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serveScript } from "../../src/hosts/local-server.ts";
import { listenAlone } from "./claim.ts";

/** A real Prefect server of the tests' own. */
export interface TestServer {
  /** Base address of its API, for example `http://127.0.0.1:51234/api`. */
  readonly url: string;
  readonly pid: number;
  /** What it has written, until it is stopped. */
  readonly logFile: string;
  /** Ends its whole process group and removes its home. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a Prefect server on a free port with a temporary home, and waits until it is healthy.
 *
 * @param options.env settings on top, for example `PREFECT_SERVER_API_AUTH_STRING`
 */
export async function startPrefectServer(options: {
  readonly python: string;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<TestServer> {
  const home = await mkdtemp(join(tmpdir(), "meta-prefect-test-server-"));
  const port = await freePort();
  const logFile = join(home, "server.log");
  const log = openSync(logFile, "w");
  const input = [serveScript, "--host", "127.0.0.1", "--port", String(port)];
  const url = `http://127.0.0.1:${String(port)}/api`;
  const child = spawn(options.python, input, {
    cwd: home,
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...withoutPrefectSettings(process.env), ...serverSettings(home, url), ...options.env },
  });
  closeSync(log);
  const killOnExit = (): void => {
    killGroup(child, "SIGKILL");
  };
  process.once("exit", killOnExit);
  const stop = async (): Promise<void> => {
    await endGroup(child);
    process.off("exit", killOnExit);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  if (child.pid === undefined || !(await isHealthyIn(300_000, url, child))) {
    const said = readFileSync(logFile, "utf8");
    await stop();
    throw new TypeError(`the Prefect server of the tests did not start:\n${said}`);
  }
  return { url, pid: child.pid, logFile, stop };
}

/**
 * A port of the loopback interface that nothing listens on. It is none of those that Linux gives to outgoing connections:
 * one of these could take it before the server that it is for has started.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    const probe = await listenAlone(port);
    if (probe === undefined) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
}

/** An environment without any of Prefect's settings. */
export function withoutPrefectSettings(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !name.startsWith("PREFECT_")) kept[name] = value;
  }
  return kept;
}

function serverSettings(home: string, url: string): Record<string, string> {
  return {
    PREFECT_HOME: home,
    // The server's own pages would ask port 4200 otherwise.
    PREFECT_UI_API_URL: url,
    PREFECT_SERVER_ANALYTICS_ENABLED: "false",
    // Why it answers 503 would be told nowhere otherwise.
    PREFECT_SERVER_LOG_RETRYABLE_ERRORS: "true",
    PYTHONTZPATH: "",
    PYTHONUNBUFFERED: "1",
  };
}

async function isHealthyIn(milliseconds: number, url: string, child: ChildProcess): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end && child.exitCode === null) {
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer?.ok) return true;
    await sleep(100);
  }
  return false;
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  killGroup(child, "SIGTERM");
  const late = setTimeout(() => {
    killGroup(child, "SIGKILL");
  }, 10_000);
  await ended;
  clearTimeout(late);
  killGroup(child, "SIGKILL");
}

function killGroup(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // already gone
  }
}
