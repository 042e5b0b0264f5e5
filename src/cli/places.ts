import { statSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import type { MetaPrefectError } from "../index.ts";
import type { Invocation } from "./parse.ts";

/** Where a command works, and on what. */
export interface Places {
  /** Absolute. */
  readonly directory: string;
  /** Absolute. */
  readonly modules: readonly string[];
  readonly selectors: readonly string[];
}

/** Makes a coded error; the class comes with the library, which is loaded only when a command runs. */
export type Fail = (
  code:
    "no-such-path" | "unexpected-argument" | "unexpected-value" | "missing-argument" | "invalid-parameters",
  message: string,
  hint: string,
) => MetaPrefectError;

const moduleExtensions = new Set([".ts", ".mts", ".js", ".mjs"]);
const projectFiles = new Set(["meta_prefect.yaml", "meta_prefect.yml"]);

function kindOf(path: string): "folder" | "file" | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() ? "folder" : stats ? "file" : undefined;
}

/** Whether a text can only be meant as a path. */
function looksLikePath(text: string): boolean {
  return (
    /^(\.{1,2}([/\\]|$)|[/\\]|[A-Za-z]:[/\\])/.test(text) ||
    moduleExtensions.has(extname(text)) ||
    /[.]ya?ml$/.test(text)
  );
}

/**
 * Sorts the positionals of a command: a folder (or its meta_prefect.yaml) is the project, a TypeScript or JavaScript
 * file is a module, anything else selects. What stands after `--` always selects.
 *
 * @throws MetaPrefectError `no-such-path`, `unexpected-argument`
 */
export function placesOf(invocation: Invocation, cwd: string, fail: Fail): Places {
  const given = invocation.value("project");
  const folders: string[] = [];
  const modules: string[] = [];
  const selectors: string[] = [];
  if (given !== undefined) folders.push(folderAt(given, cwd, fail));
  for (const module of invocation.values("module")) {
    const path = resolve(cwd, module);
    if (kindOf(path) !== "file")
      throw fail("no-such-path", `there is no file ${module}`, "give --module an existing file");
    modules.push(path);
  }
  invocation.positionals.forEach((text, index) => {
    const path = resolve(cwd, text);
    const kind = index < invocation.beforeTerminator ? kindOf(path) : undefined;
    if (kind === "folder" || (kind === "file" && projectFiles.has(basename(path))))
      folders.push(folderAt(text, cwd, fail));
    else if (kind === "file" && moduleExtensions.has(extname(path))) modules.push(path);
    else if (index < invocation.beforeTerminator && looksLikePath(text)) {
      throw kind === "file"
        ? fail(
            "unexpected-argument",
            `${text} is neither a project's file nor a module`,
            "give a folder, meta_prefect.yaml, or a .ts file",
          )
        : fail(
            "no-such-path",
            `there is no file or folder ${text}`,
            "check the path; `--` before it makes it a selector",
          );
    } else selectors.push(text);
  });
  const [directory = cwd, another] = folders;
  if (another !== undefined) {
    throw fail(
      "unexpected-argument",
      `two projects are given, ${directory} and ${another}`,
      "run the command once for each",
    );
  }
  return { directory, modules: [...new Set(modules)], selectors };
}

/** Whether an argument names a YAML file that is not one of ours. */
export function isPrefectFile(text: string): boolean {
  return /[.]ya?ml$/.test(text) && !projectFiles.has(basename(text));
}

/** The absolute folder that a path names, by itself or as its project's file. */
function folderAt(text: string, cwd: string, fail: Fail): string {
  const path = resolve(cwd, text);
  const kind = kindOf(path);
  if (kind === "folder") return path;
  if (kind === "file" && projectFiles.has(basename(path))) return dirname(path);
  throw fail(
    "no-such-path",
    `there is no folder ${text}`,
    "give the folder that has meta_prefect.yaml, or one inside it",
  );
}

/**
 * The absolute path of a file that an option names.
 *
 * @throws MetaPrefectError `no-such-path`
 */
export function fileAt(text: string, cwd: string, fail: Fail): string {
  const path = resolve(cwd, text);
  if (kindOf(path) !== "file") throw fail("no-such-path", `there is no file ${text}`, "check the path");
  return path;
}

/**
 * The absolute path of a file or folder that an option names.
 *
 * @throws MetaPrefectError `no-such-path`
 */
export function pathAt(text: string, cwd: string, fail: Fail): string {
  return kindOf(resolve(cwd, text)) === "folder" ? resolve(cwd, text) : fileAt(text, cwd, fail);
}
