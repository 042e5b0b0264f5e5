import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Environment } from "./environment.ts";
import { identify, isAlive, signalProcess, type ProcessIdentity } from "./process-identity.ts";

const largestLog = 5 * 1024 * 1024;

/** A process that shall outlive this one and its terminal. */
export interface DetachedCommand {
  readonly command: string;
  readonly input: readonly string[];
  readonly env: Environment;
  /** Working folder; made when missing. */
  readonly cwd: string;
  /** Gets what the process says, after what is there already; above 5 MiB that is put aside as `.old`. */
  readonly logFile: string;
}

/**
 * Starts a process in a session of its own, readable only by this user.
 *
 * @throws the system's error when the command cannot be started or ends at once
 */
export async function startDetached(start: DetachedCommand): Promise<ProcessIdentity> {
  await mkdir(start.cwd, { recursive: true, mode: 0o700 });
  await mkdir(dirname(start.logFile), { recursive: true, mode: 0o700 });
  await putAside(start.logFile);
  const log = await open(start.logFile, "a", 0o600);
  try {
    const child = spawn(start.command, start.input, {
      cwd: start.cwd,
      env: start.env,
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
      windowsHide: true,
    });
    await once(child, "spawn");
    child.unref();
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (identity === undefined) throw new TypeError("it ended at once");
    return identity;
  } finally {
    await log.close();
  }
}

/** Asks a process to end, and kills it when it has not within the grace; done when it is gone already. */
export async function endProcess(identity: ProcessIdentity, graceMilliseconds: number): Promise<void> {
  signalProcess(identity, "SIGTERM");
  if (await isGoneWithin(identity, graceMilliseconds)) return;
  signalProcess(identity, "SIGKILL");
  await isGoneWithin(identity, 5_000);
}

/** The last lines of a log file, for an error message. */
export async function lastLogLines(logFile: string, count = 3): Promise<string> {
  const text = await readFile(logFile, "utf8").catch(() => "");
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-count).join("; ");
}

async function isGoneWithin(identity: ProcessIdentity, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (isAlive(identity)) {
    if (performance.now() > end) return false;
    await sleep(50);
  }
  return true;
}

async function putAside(logFile: string): Promise<void> {
  const { size } = await stat(logFile).catch(() => ({ size: 0 }));
  if (size > largestLog) await rename(logFile, `${logFile}.old`);
}
