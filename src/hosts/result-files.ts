import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import type { Environment } from "./environment.ts";

/** Files that hold kept results. */
export interface ResultFiles {
  /** Undefined when there is none. */
  readonly read: (key: string) => Promise<string | undefined>;
  /** Whole or not at all. */
  readonly write: (key: string, content: string) => Promise<void>;
}

/** The folder in which Prefect keeps results on this machine: `PREFECT_LOCAL_STORAGE_PATH`, else below `PREFECT_HOME`. */
export function resultFolder(env: Environment): string {
  const chosen = env["PREFECT_LOCAL_STORAGE_PATH"] ?? env["PREFECT_RESULTS_LOCAL_STORAGE_PATH"];
  if (chosen !== undefined && isAbsolute(chosen)) return chosen;
  return join(env["PREFECT_HOME"] ?? join(env["HOME"] ?? homedir(), ".prefect"), "storage");
}

/** Makes the port to the files below a folder; a key never leads out of it. */
export function createResultFiles(folder: string): ResultFiles {
  const place = (key: string): string | undefined => {
    const path = resolve(folder, key);
    return path.startsWith(resolve(folder) + sep) ? path : undefined;
  };
  return {
    read: async (key) => {
      const path = place(key);
      return path === undefined ? undefined : readFile(path, "utf8").catch(() => undefined);
    },
    write: async (key, content) => {
      const path = place(key);
      if (path === undefined) throw new RangeError(`the key of a result leads out of its folder: ${key}`);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const draft = `${path}.${String(process.pid)}.${String(performance.now())}`;
      await writeFile(draft, content, { mode: 0o600 });
      await rename(draft, path);
    },
  };
}
