import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { makeHome } from "./home.ts";

/** How a command ended. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const home = makeHome();

/**
 * Runs the built command line without a terminal, in a home of this test file:
 * `await runCli(["plan"], { cwd: project.path, env: { PREFECT_API_URL: apiUrl() } })`.
 * Workers and servers that it starts end with the test file.
 */
export async function runCli(
  input: readonly string[],
  options: {
    readonly cwd: string;
    /** On top of the home's environment; undefined takes a variable away. */
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly stdin?: string;
    readonly signal?: AbortSignal;
    /** Whoever reads what it prints has gone. @default false */
    readonly unread?: boolean;
  },
): Promise<CliResult> {
  const child = spawn(process.execPath, [main, ...input], {
    cwd: options.cwd,
    env: { ...home.env, ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
    killSignal: "SIGINT",
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (options.unread === true) child.stdout.destroy();
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.on("error", () => undefined).end(options.stdin ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", (error) => {
      if (options.signal?.aborted !== true) reject(error);
    });
    child.on("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
