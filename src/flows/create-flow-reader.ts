import { resolve as absolute } from "node:path";
import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { PythonFlowReference } from "../interfaces/flow.ts";
import type { FlowReader, FlowReading } from "../interfaces/project.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { findPythonFiles, mentionsFlow } from "./find-python-files.ts";
import { normalisePath, splitEntrypoint } from "./entrypoint.ts";
import { FlowCache } from "./flow-cache.ts";
import type { FileReading, readPythonFile as ReadPythonFile } from "./read-file.ts";
import { SourceFiles } from "./source-files.ts";

/** What a flow reader is made with. */
export interface FlowReaderOptions {
  /** The project's folder. */
  readonly root: string;
  /** Where results are kept by content; nothing is kept without it. */
  readonly cacheFolder?: string | undefined;
  /**
   * The environment that flows see when they are loaded. Without it every value that depends on a variable is a reason.
   * @default undefined
   */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * The 12 of Python 3.12: what the flows are run with, as far as their schemas depend on it.
   * @default 12
   */
  readonly pythonMinor?: number | undefined;
}

/**
 * Reads Python flows from their source; Python is never run.
 *
 * What cannot be known from the source is a reason in the flow, with its place.
 *
 * @example
 * ```ts
 * const { flows } = await createFlowReader({ root: process.cwd() }).discover(["flows/**"]);
 * ```
 */
export function createFlowReader(options: FlowReaderOptions): FlowReader {
  const { env, pythonMinor = 12 } = options;
  const root = absolute(options.root);
  let cache: Promise<FlowCache> | undefined;
  let readPythonFile: typeof ReadPythonFile | undefined;
  const opened = async (files: SourceFiles): Promise<FlowCache> => {
    cache ??= FlowCache.open({ root, folder: options.cacheFolder, env, pythonMinor, files });
    const kept = await cache;
    kept.look(files);
    return kept;
  };

  const readFile = async (
    files: SourceFiles,
    kept: FlowCache,
    path: string,
    object: string | undefined,
  ): Promise<FileReading> => {
    const known = kept.find(path, object);
    if (known !== undefined) return known;
    readPythonFile ??= (await import("./read-file.ts")).readPythonFile;
    const reading = readPythonFile({ root, env, pythonMinor, files }, path, object);
    kept.add(path, object, reading);
    return reading;
  };

  return {
    read: async (reference) => {
      const files = new SourceFiles(root, pythonMinor);
      const place = resolve(files, reference);
      if ("diagnostics" in place) return place;
      const kept = await opened(files);
      const reading = await readFile(files, kept, place.path, place.object);
      files.forget();
      await kept.save();
      const [flow] = reading.flows;
      return flow === undefined
        ? { diagnostics: reading.diagnostics }
        : { flow, diagnostics: reading.diagnostics };
    },
    discover: async (globs) => {
      const files = new SourceFiles(root, pythonMinor);
      const kept = await opened(files);
      const flows: FileReading["flows"][number][] = [];
      const diagnostics: Diagnostic[] = [];
      for (const file of findPythonFiles(root, globs)) {
        if (!kept.mentionsFlow(file, () => mentionsFlow(files.bytes(file.path)))) continue;
        const reading = await readFile(files, kept, file.path, undefined);
        flows.push(...reading.flows);
        diagnostics.push(...reading.diagnostics);
      }
      files.forget();
      await kept.save();
      return { flows, diagnostics };
    },
  };
}

/** The file and the object that an entrypoint names. */
function resolve(
  files: SourceFiles,
  { entrypoint }: PythonFlowReference,
): FlowReading | { readonly path: string; readonly object: string } {
  const parts = splitEntrypoint(entrypoint);
  if (parts === undefined) {
    return {
      diagnostics: [
        problem("invalid-entrypoint", `${entrypoint} is not an entrypoint of a flow`, {
          hint: "write it as path/to/file.py:function or package.module:function; `flows list` shows all",
        }),
      ],
    };
  }
  const { object } = parts;
  if (parts.isFile) {
    const path = normalisePath(parts.path, files.root);
    if (path !== undefined && files.exists(path)) return { path, object };
    return {
      diagnostics: [
        problem("no-such-file", `${parts.path} does not exist`, { hint: nearestFile(files, parts.path) }),
      ],
    };
  }
  const base = parts.path.replaceAll(".", "/");
  const path = [`${base}.py`, `${base}/__init__.py`].find((candidate) => files.exists(candidate));
  if (path !== undefined) return { path, object };
  return {
    diagnostics: [
      problem(
        "no-such-file",
        `there is no module ${parts.path} (neither ${base}.py nor ${base}/__init__.py)`,
        { hint: nearestFile(files, `${base}.py`) },
      ),
    ],
  };
}

function nearestFile(files: SourceFiles, path: string): string {
  const slash = path.lastIndexOf("/");
  const folder = slash < 0 ? "" : path.slice(0, slash);
  const names = files.pythonFilesOf(folder).map((name) => (folder === "" ? name : `${folder}/${name}`));
  return names.length === 0 ? "paths are relative to the project's folder" : candidatesHint(path, names);
}
