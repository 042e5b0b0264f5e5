import { spawn } from "node:child_process";
import type { Environment } from "./environment.ts";

/** How a command ended. */
export interface CommandResult {
  /** Exit code; null when a signal ended it or it could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command without a shell and waits for its end. A command that cannot be started answers code null with the
 * reason in `stderr`; an abort ends it and rejects with the signal's reason.
 */
export async function runCommand(
  command: string,
  input: readonly string[],
  options: {
    readonly env: Environment;
    /** Absolute. @default ours */
    readonly cwd?: string;
    readonly signal?: AbortSignal | undefined;
    /** What it reads from its standard input. @default nothing */
    readonly input?: string;
  },
): Promise<CommandResult> {
  options.signal?.throwIfAborted();
  const result = await new Promise<CommandResult>((resolve) => {
    const child = spawn(command, input, {
      env: options.env,
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    // A command that ends without reading it all is no failure.
    child.stdin.on("error", () => undefined).end(options.input ?? "");
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", (error) => {
      resolve({ code: null, stdout: "", stderr: error.message });
    });
    child.on("close", (code) => {
      resolve({ code, stdout: text(stdout), stderr: text(stderr) });
    });
  });
  options.signal?.throwIfAborted();
  return result;
}

/** The last lines of what a command said, for an error message. */
export function lastLines(result: CommandResult, count = 3): string {
  const lines = `${result.stdout}\n${result.stderr}`.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "")
    .slice(-count)
    .join("; ");
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}
