import { readdir } from "node:fs/promises";
import { join } from "node:path";
import picomatch from "picomatch";

const skipped = new Set(["venv", "node_modules", "__pycache__", "build", "dist", "site-packages"]);

/**
 * The files below a folder that a glob names, relative to it and with forward slashes, in the order of their paths.
 * Hidden folders, virtual environments and the like are skipped.
 */
export async function findFiles(root: string, glob: string): Promise<readonly string[]> {
  const matches = picomatch(glob.startsWith("./") ? glob.slice(2) : glob);
  const found: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!entry.name.startsWith(".") && !skipped.has(entry.name)) await walk(path);
      } else if (matches(path)) found.push(path);
    }
  };
  await walk("");
  return found.sort();
}
