import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { isPythonPath, without, type Environment } from "./environment.ts";
import { interpreterIn } from "./python-environment.ts";
import { lastLines, runCommand } from "./run-command.ts";

/** Where an interpreter for workers was found. */
type PythonSource = "project" | "VIRTUAL_ENV" | ".venv" | "private";

/** An interpreter that has Prefect 3, and the environment that its processes need. */
export interface WorkerPython {
  /** Absolute path, or a command of the PATH. */
  readonly python: string;
  readonly source: PythonSource;
  /** Version of its Prefect, for example `3.8.8`. */
  readonly prefect: string;
  readonly env: Environment;
}

/** What {@link findWorkerPython} needs. */
export interface WorkerPythonOptions {
  /** The project's folder, absolute; absent for commands outside any project. */
  readonly root?: string;
  /** `python:` of the project: an interpreter or a virtual environment's folder, relative to `root`, or a command. */
  readonly python?: string;
  readonly env: Environment;
  /** The private environment's interpreter; asked only when nothing else is there. */
  readonly privatePython: () => Promise<string>;
}

const question = `
import importlib.metadata, importlib.util, json, sys
try:
    prefect = importlib.metadata.version("prefect")
except importlib.metadata.PackageNotFoundError:
    prefect = None
tzdata = importlib.util.find_spec("tzdata") is not None
venv = sys.prefix if sys.prefix != sys.base_prefix else None
print(json.dumps({"prefect": prefect, "tzdata": tzdata, "venv": venv}))
`;
const answer = z.object({ prefect: z.string().nullable(), tzdata: z.boolean(), venv: z.string().nullable() });

/**
 * Chooses the interpreter of this project's workers: the project's `python`, else `VIRTUAL_ENV`, else the project's
 * `.venv`, else the private one. The first that is there is taken and must have Prefect 3, as the flows' packages are
 * where it is: falling through to another would only fail later, inside a run.
 *
 * @throws MetaPrefectError `no-prefect`, and what `privatePython` throws
 */
export async function findWorkerPython(options: WorkerPythonOptions): Promise<WorkerPython> {
  const { python, source } = await choose(options);
  const env = source === "private" ? without(options.env, isPythonPath) : options.env;
  const result = await runCommand(python, ["-c", question], { env });
  const said = answer.safeParse(parse(result.stdout));
  if (result.code !== 0 || !said.success) {
    throw refused(source, python, `does not work as a Python: ${lastLines(result, 1)}`);
  }
  const { prefect, tzdata, venv } = said.data;
  if (prefect === null) throw refused(source, python, "has no Prefect");
  if (!prefect.startsWith("3.")) throw refused(source, python, `has Prefect ${prefect}, not 3`);
  return {
    python,
    source,
    prefect,
    env: { ...env, ...(tzdata ? { PYTHONTZPATH: "" } : {}), ...activation(env, venv) },
  };
}

async function choose(options: WorkerPythonOptions): Promise<{ python: string; source: PythonSource }> {
  const { root, python, env } = options;
  if (python !== undefined) return { python: fromProject(python, root), source: "project" };
  const active = env["VIRTUAL_ENV"];
  if (active !== undefined && active !== "") return { python: interpreterIn(active), source: "VIRTUAL_ENV" };
  const own = root === undefined ? undefined : interpreterIn(join(root, ".venv"));
  if (own !== undefined && existsSync(own)) return { python: own, source: ".venv" };
  return { python: await options.privatePython(), source: "private" };
}

function fromProject(python: string, root: string | undefined): string {
  const path = resolve(root ?? ".", python);
  if (isFolder(path)) return interpreterIn(path);
  return /[\\/]/.test(python) || existsSync(path) ? path : python;
}

/** What activating a virtual environment does, so that flows find its commands too. */
function activation(env: Environment, venv: string | null): Environment {
  if (venv === null) return { VIRTUAL_ENV: undefined };
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const separator = process.platform === "win32" ? ";" : ":";
  const path = [dirname(interpreterIn(venv)), env[name]].filter((part) => part !== undefined && part !== "");
  return { VIRTUAL_ENV: venv, [name]: path.join(separator) };
}

function refused(source: PythonSource, python: string, why: string): MetaPrefectError {
  const from = {
    project: "python: of the project",
    VIRTUAL_ENV: "from VIRTUAL_ENV",
    ".venv": "from .venv",
    private: "private",
  };
  return new MetaPrefectError("no-prefect", `the workers' interpreter ${python} (${from[source]}) ${why}`, {
    hint: "install prefect 3 there (`pip install prefect`), or name another interpreter with `python:` in meta_prefect.yaml",
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
