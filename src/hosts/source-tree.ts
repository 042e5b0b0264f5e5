import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Ignore } from "ignore";
import type { SourceTree } from "../interfaces/storage.ts";

/** Never code of a flow, or nobody else's business. */
const always = [
  ".git",
  ".hg",
  ".svn",
  "__pycache__",
  "*.pyc",
  ".venv",
  "venv",
  "node_modules",
  ".DS_Store",
  ".env",
];

/** Rules that a folder adds, for paths below it. */
interface Rules {
  /** Relative, ends with a slash where it is not empty. */
  readonly base: string;
  readonly rules: Ignore;
}

/**
 * Reads the files below a folder, without what `.gitignore` files and `.prefectignore` leave out. A link to a file
 * counts as the file; links to folders are left out.
 *
 * @param root absolute
 */
export async function readSourceTree(root: string): Promise<SourceTree> {
  const paths: string[] = [];
  await collect(root, "", [{ base: "", rules: (await newRules()).add(always) }], paths);
  paths.sort();
  const files = new Map<string, string>();
  const whole = createHash("sha256");
  for (const path of paths) {
    const digest = createHash("sha256")
      .update(await readFile(join(root, path)))
      .digest("hex");
    files.set(path, digest);
    whole.update(`${path}\0${digest}\n`);
  }
  return { digest: whole.digest("hex").slice(0, 16), files };
}

async function collect(
  root: string,
  folder: string,
  above: readonly Rules[],
  paths: string[],
): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const names = entries.map(({ name }) => name);
  const files = [".gitignore", ...(folder === "" ? [".prefectignore"] : [])].filter((name) =>
    names.includes(name),
  );
  const own = await Promise.all(files.map((name) => readFile(join(root, folder, name), "utf8")));
  const rules =
    own.length === 0 ? above : [...above, { base: folder, rules: (await newRules()).add(own.join("\n")) }];
  for (const entry of entries) {
    const path = folder + entry.name;
    if (entry.isDirectory()) {
      if (!isIgnored(`${path}/`, rules)) await collect(root, `${path}/`, rules, paths);
    } else if (!isIgnored(path, rules) && (entry.isFile() || (await isFile(join(root, path))))) {
      paths.push(path);
    }
  }
}

/** The rules of the deepest folder that says anything of a path count. */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  return rules.reduce((ignored, { base, rules: own }) => {
    const { ignored: out, unignored: back } = own.test(path.slice(base.length));
    return out || (ignored && !back);
  }, false);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function newRules(): Promise<Ignore> {
  const { default: ignore } = await import("ignore");
  return ignore();
}
