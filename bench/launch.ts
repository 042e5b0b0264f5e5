import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

/** How a process ran, from its start to its end. */
export interface Launched {
  /** When it was started, in seconds since 1970. */
  readonly startedAt: number;
  readonly seconds: number;
  /** Processor time, of the user and of the system, with the processes that it waited for. */
  readonly cpuSeconds: number;
  /** Largest resident set. */
  readonly peakBytes: number;
  /** What it said, both streams. */
  readonly output: string;
}

/** Where processes are started, and with what. */
export interface Launcher {
  /** Interpreter that runs the tiny launcher; the command itself may be anything. */
  readonly python: string;
  /** A temporary folder of the bench. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

const script = fileURLToPath(new URL("launch.py", import.meta.url));
const answer = z.object({
  startedAt: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakBytes: z.number(),
  code: z.number(),
});

/**
 * Runs a command to its end under a launcher that waits with wait4, so that time and memory are the kernel's own.
 *
 * @throws TypeError with what the command said, when it failed
 */
export async function launch(
  { python, folder, env }: Launcher,
  command: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Launched> {
  const logFile = join(folder, "last-command.log");
  const { stdout } = await promisify(execFile)(python, ["-I", "-S", script, logFile, ...command], {
    cwd: options.cwd ?? folder,
    env: { ...env, ...options.env },
  });
  const { startedAt, seconds, cpuSeconds, peakBytes, code } = answer.parse(JSON.parse(stdout));
  const output = await readFile(logFile, "utf8");
  if (code !== 0) throw new TypeError(`${command.join(" ")} ended with ${String(code)}:\n${output}`);
  return { startedAt, seconds, cpuSeconds, peakBytes, output };
}
