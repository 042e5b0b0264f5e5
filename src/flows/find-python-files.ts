import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import picomatch from "picomatch";

/** A Python file with what tells whether it has changed. */
export interface PythonFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** In milliseconds since 1970. */
  readonly modified: number;
}

const skipped = new Set(["venv", "node_modules", "__pycache__", "build", "dist", "site-packages"]);
const together = 64;

/** All `.py` files that match one of the globs, in the order of their paths. Hidden folders, virtual environments and the like are skipped. */
export async function findPythonFiles(root: string, globs: readonly string[]): Promise<PythonFile[]> {
  const matches = picomatch(globs.map((glob) => (glob.startsWith("./") ? glob.slice(2) : glob)));
  const paths: string[] = [];
  const pending = [""];
  while (pending.length > 0) {
    const folders = pending.splice(0, together);
    const lists = await Promise.all(
      folders.map(async (folder) => readdir(join(root, folder), { withFileTypes: true }).catch(() => [])),
    );
    for (const [index, list] of lists.entries()) {
      const folder = folders[index] ?? "";
      for (const entry of list) {
        const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!entry.name.startsWith(".") && !skipped.has(entry.name)) pending.push(path);
        } else if (entry.name.endsWith(".py") && matches(path)) paths.push(path);
      }
    }
  }
  paths.sort();
  const files: PythonFile[] = [];
  for (let at = 0; at < paths.length; at += together) {
    const group = paths.slice(at, at + together);
    const stats = await Promise.all(group.map(async (path) => stat(join(root, path)).catch(() => undefined)));
    for (const [index, path] of group.entries()) {
      const found = stats[index];
      if (found?.isFile() === true) files.push({ path, size: found.size, modified: found.mtimeMs });
    }
  }
  return files;
}

const word = Buffer.from("flow");

/** Whether a file has the word flow at all; others are never parsed. */
export function mentionsFlow(bytes: Uint8Array | undefined): boolean {
  return bytes !== undefined && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
}
