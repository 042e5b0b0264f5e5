import { readFileSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import type { Environment } from "./environment.ts";

/** What the interpreter of flows is looked for by. */
export interface PythonMinorOptions {
  /** The project's folder, absolute. */
  readonly root: string;
  readonly env: Environment;
  /** The project's `python`. */
  readonly python?: string | undefined;
}

/**
 * The 12 of Python 3.12 with which flows would be loaded, found without starting it: that of the project's `python`, of
 * the active or the project's `.venv`, of `.python-version`, or of the first `python3` on the PATH. Undefined where names
 * and files do not tell, and for a Python that Prefect does not run with.
 */
export function pythonMinor({ root, env, python }: PythonMinorOptions): number | undefined {
  const { VIRTUAL_ENV: active = "", PATH: path = "" } = env;
  const minor =
    (python === undefined ? undefined : minorOf(python)) ??
    (active === "" ? undefined : minorOfEnvironment(active)) ??
    minorOfEnvironment(join(root, ".venv")) ??
    minorOfEnvironment(join(root, "venv")) ??
    fromVersionFile(root) ??
    fromPath(path, env["PYENV_VERSION"]);
  return minor !== undefined && minor >= 10 && minor <= 14 ? minor : undefined;
}

function fromVersionFile(folder: string): number | undefined {
  const found = minorIn(textOf(join(folder, ".python-version")));
  return found === undefined && dirname(folder) !== folder ? fromVersionFile(dirname(folder)) : found;
}

function fromPath(path: string, chosen: string | undefined): number | undefined {
  for (const folder of path.split(delimiter)) {
    if (folder === "") continue;
    const found = minorOf(join(folder, "python3"));
    if (found !== undefined) return found;
    // pyenv puts a script there, which asks these.
    if (basename(folder) === "shims" && exists(join(folder, "python3")))
      return minorIn(chosen) ?? minorIn(textOf(join(dirname(folder), "version")));
  }
  return undefined;
}

/** By what the link leads to, or the virtual environment that it lies in. */
function minorOf(python: string): number | undefined {
  try {
    const real = realpathSync(python);
    return (
      minorOfEnvironment(dirname(dirname(python))) ??
      minorIn(/python(3\.\d+)(\.exe)?$/.exec(basename(real))?.[1])
    );
  } catch {
    return undefined;
  }
}

/** Of a virtual environment, by what it says of itself. */
function minorOfEnvironment(folder: string): number | undefined {
  const settings = textOf(join(folder, "pyvenv.cfg"));
  return minorIn(/^version(?:_info)?\s*=\s*(3\.\d+)/m.exec(settings ?? "")?.[1]);
}

/** Of a text such as `3.11.7`. */
function minorIn(text: string | undefined): number | undefined {
  const found = /^3\.(\d+)/.exec((text ?? "").trim())?.[1];
  return found === undefined ? undefined : Number(found);
}

function exists(path: string): boolean {
  return textOf(path) !== undefined;
}

/** A file that cannot be read says nothing. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
