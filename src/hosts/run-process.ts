import { spawn } from "node:child_process";
import type { Environment } from "./environment.ts";

/** A process that a worker runs. */
export interface RunProcess {
  readonly pid: number | undefined;
  /** How it ended; a command that cannot be started ends with the code 127 and says why. */
  readonly ended: Promise<{ readonly code: number; readonly reason: string }>;
  /** Asks it to end, and kills it when it has not within the grace. */
  readonly end: (graceMilliseconds: number) => void;
}

/** Starts a process in a group of its own, so that what it starts ends with it. Output goes where the caller's goes. */
export function startRunProcess(options: {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  /** @default true */
  readonly stream?: boolean;
}): RunProcess {
  const [file = "", ...input] = options.command;
  const child = spawn(file, input, {
    cwd: options.cwd,
    env: { ...options.env },
    detached: true,
    stdio: options.stream === false ? "ignore" : ["ignore", "inherit", "inherit"],
    windowsHide: true,
  });
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // already gone
    }
  };
  const ended = new Promise<{ code: number; reason: string }>((resolve) => {
    child.once("error", (error) => {
      resolve({ code: 127, reason: error.message });
    });
    child.once("exit", (code, signal) => {
      const reason = signal === null ? `status code: ${String(code)}` : `signal ${signal}`;
      resolve({ code: code ?? 128, reason });
    });
  });
  return {
    pid: child.pid,
    ended,
    end: (graceMilliseconds) => {
      kill("SIGTERM");
      setTimeout(() => {
        kill("SIGKILL");
      }, graceMilliseconds).unref();
    },
  };
}
