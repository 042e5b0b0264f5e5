import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { isPythonPath, without, type Environment } from "./environment.ts";
import { lastLines, runCommand } from "./run-command.ts";

/** A Python interpreter that Prefect can run with. */
export interface Python {
  /** Absolute path. */
  readonly executable: string;
  /** For example `3.11`. */
  readonly version: string;
}

const supported = { from: [3, 10], before: [3, 15] } as const;
const range = "Python 3.10 to 3.14";
const question = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)";

/**
 * Finds the interpreter from which the private environment is made: `META_PREFECT_PYTHON`, else the first suitable one
 * on the PATH, else one that uv keeps.
 *
 * @throws MetaPrefectError `no-python`
 */
export async function findPython(env: Environment, signal?: AbortSignal): Promise<Python> {
  const clean = without(env, isPythonPath);
  const chosen = env["META_PREFECT_PYTHON"];
  if (chosen !== undefined && chosen !== "") return askChosen(chosen, clean, signal);
  const seen: string[] = [];
  for (const candidate of candidates()) {
    const answer = await ask(candidate, clean, signal);
    if (typeof answer === "string") continue;
    if (isSupported(answer.version)) return answer;
    seen.push(`${answer.executable} is ${answer.version}`);
  }
  const kept = await fromUv(clean, signal);
  if (kept !== undefined) return kept;
  const found = seen.length === 0 ? "no python3 or python on the PATH" : seen.join(", ");
  throw new MetaPrefectError("no-python", `no ${range} was found (${found})`, {
    hint: `install ${range}, or set META_PREFECT_PYTHON to the path of one`,
  });
}

async function askChosen(chosen: string, env: Environment, signal?: AbortSignal): Promise<Python> {
  const hint = `set META_PREFECT_PYTHON to the path of a ${range}, or unset it to use the one on the PATH`;
  const answer = await ask(chosen, env, signal);
  if (typeof answer === "string") {
    throw new MetaPrefectError("no-python", `META_PREFECT_PYTHON "${chosen}" is not a Python (${answer})`, {
      hint,
    });
  }
  if (!isSupported(answer.version)) {
    throw new MetaPrefectError(
      "no-python",
      `META_PREFECT_PYTHON "${chosen}" is Python ${answer.version}, not ${range}`,
      { hint },
    );
  }
  return answer;
}

function candidates(): readonly string[] {
  const minors = [12, 13, 11, 14, 10].map((minor) => `python3.${String(minor)}`);
  return process.platform === "win32" ? ["python", "py", "python3"] : ["python3", "python", ...minors];
}

/** The interpreter, or why there is none. */
async function ask(command: string, env: Environment, signal?: AbortSignal): Promise<Python | string> {
  const result = await runCommand(command, ["-c", question], { env, signal });
  const match = /^(\d+\.\d+)\r?\n(.+?)\r?\n?$/.exec(result.stdout);
  if (result.code !== 0 || match?.[1] === undefined || match[2] === undefined) return lastLines(result, 1);
  return { version: match[1], executable: match[2] };
}

async function fromUv(env: Environment, signal?: AbortSignal): Promise<Python | undefined> {
  const found = await runCommand("uv", ["python", "find", "--no-python-downloads", ">=3.10,<3.15"], {
    env,
    signal,
  });
  if (found.code !== 0) return undefined;
  const answer = await ask(found.stdout.trim(), env, signal);
  return typeof answer === "string" ? undefined : answer;
}

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 3 && minor >= supported.from[1] && minor < supported.before[1];
}
