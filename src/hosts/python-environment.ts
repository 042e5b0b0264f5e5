import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Reporter } from "../interfaces/events.ts";
import { isPythonPath, without, type Environment } from "./environment.ts";
import { findPython, type Python } from "./find-python.ts";
import { withFolderLock } from "./folder-lock.ts";
import { lastLines, runCommand, type CommandResult } from "./run-command.ts";

/** What {@link ensurePrefectEnvironment} needs. */
export interface PrefectEnvironmentOptions {
  /** Absolute; see `cacheFolder`. */
  readonly cacheFolder: string;
  /** `META_PREFECT_PYTHON` chooses the interpreter that it is made from; pip and uv read their own settings. */
  readonly env: Environment;
  /** Gets a "python" phase for each longer step. */
  readonly report: Reporter;
  readonly signal?: AbortSignal;
  /** Path of another list of locked requirements. @default the package's own */
  readonly requirements?: string;
}

const lockedRequirements = fileURLToPath(new URL("../../python/requirements.lock", import.meta.url));
const marker = "meta-prefect-complete";

/**
 * The private Python environment with the Prefect that this package has locked: reused when complete, else made, by uv
 * where it is on the PATH and by `venv` and pip otherwise. Processes that want it at the same time make it once.
 *
 * @throws MetaPrefectError `no-python`, `python-environment-failed`
 * @example
 * ```ts
 * const { python } = await ensurePrefectEnvironment({ cacheFolder: cacheFolder(env), env, report: () => undefined });
 * ```
 */
export async function ensurePrefectEnvironment(
  options: PrefectEnvironmentOptions,
): Promise<{ readonly python: string }> {
  const parent = join(options.cacheFolder, "python");
  const lock = await lockDigest(options.requirements);
  // without a chosen interpreter any complete one serves, and nothing needs to be asked
  const ready = options.env["META_PREFECT_PYTHON"] ? undefined : await findComplete(parent, `${lock}-py`);
  if (ready !== undefined) return { python: ready };
  const base = await findPython(options.env, options.signal);
  const name = `${lock}-py${base.version}`;
  const folder = join(parent, name);
  if (isComplete(folder)) return { python: interpreterIn(folder) };
  const make = async (): Promise<void> => {
    if (!isComplete(folder)) await makeEnvironment(folder, base, options);
  };
  await withFolderLock(parent, name, make, options.signal);
  return { python: interpreterIn(folder) };
}

/** The interpreter of the private environment, if it was made before; nothing is made. */
export async function findPrefectEnvironment(cacheFolder: string): Promise<string | undefined> {
  return findComplete(join(cacheFolder, "python"), `${await lockDigest()}-py`);
}

async function lockDigest(requirements = lockedRequirements): Promise<string> {
  const lock = await readFile(requirements);
  return createHash("sha256").update(lock).digest("hex").slice(0, 12);
}

/** The interpreter of a virtual environment's folder. */
export function interpreterIn(folder: string): string {
  return process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}

async function findComplete(parent: string, prefix: string): Promise<string | undefined> {
  const names = existsSync(parent) ? await readdir(parent) : [];
  const folders = names.filter((name) => name.startsWith(prefix)).map((name) => join(parent, name));
  const complete = folders.sort().findLast(isComplete);
  return complete === undefined ? undefined : interpreterIn(complete);
}

/** The marker is written last; the interpreter is a link that dangles once the system's Python is removed. */
function isComplete(folder: string): boolean {
  return existsSync(join(folder, marker)) && existsSync(interpreterIn(folder));
}

async function makeEnvironment(
  folder: string,
  base: Python,
  options: PrefectEnvironmentOptions,
): Promise<void> {
  const { report, signal } = options;
  const env = without(options.env, (name) => isPythonPath(name) || redirectsInstalls.has(name));
  const step = async (detail: string, command: string, input: readonly string[]): Promise<void> => {
    report({ code: "phase", phase: "python", detail });
    const result = await runCommand(command, input, { env, signal });
    if (result.code !== 0) throw failed(detail, command, result);
  };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const python = interpreterIn(folder);
  const locked = ["--require-hashes", "--no-deps", "-r", options.requirements ?? lockedRequirements];
  if ((await runCommand("uv", ["--version"], { env, signal })).code === 0) {
    await step(`making ${folder}`, "uv", [
      "venv",
      "--quiet",
      "--allow-existing",
      "--python",
      base.executable,
      folder,
    ]);
    const install = ["pip", "install", "--quiet", "--compile-bytecode", "--python", python];
    await step("installing Prefect", "uv", [...install, ...locked]);
  } else {
    await step(`making ${folder}`, base.executable, ["-m", "venv", folder]);
    const install = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"];
    await step("installing Prefect", python, [...install, ...locked]);
  }
  await writeFile(join(folder, marker), "");
}

const redirectsInstalls: ReadonlySet<string> = new Set([
  "PIP_TARGET",
  "PIP_PREFIX",
  "PIP_USER",
  "VIRTUAL_ENV",
]);

function failed(detail: string, command: string, result: CommandResult): MetaPrefectError {
  return new MetaPrefectError("python-environment-failed", `${detail} failed: ${lastLines(result)}`, {
    hint:
      command === "uv"
        ? "uv must be able to reach a package index"
        : "Python needs its venv module (python3-venv on Debian), and pip a package index",
  });
}
