import { readdirSync, statSync, type Dirent, type Stats } from "node:fs";
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

/** All `.py` files that match one of the globs, in the order of their paths. Hidden folders, virtual environments and the like are skipped. */
export function findPythonFiles(root: string, globs: readonly string[]): PythonFile[] {
  const matches = picomatch(globs.map((glob) => (glob.startsWith("./") ? glob.slice(2) : glob)));
  const files: PythonFile[] = [];
  const pending = [""];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const place = join(root, folder);
    for (const entry of entriesOf(place)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!entry.name.startsWith(".") && !skipped.has(entry.name)) pending.push(path);
      } else if (entry.name.endsWith(".py") && matches(path)) {
        const found = statsOf(`${place}/${entry.name}`);
        if (found?.isFile() === true) files.push({ path, size: found.size, modified: found.mtimeMs });
      }
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

const word = Buffer.from("flow");

/** Whether a file has the word flow at all; others are never parsed. */
export function mentionsFlow(bytes: Uint8Array | undefined): boolean {
  return bytes !== undefined && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
}
