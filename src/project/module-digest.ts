import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, extname, relative, resolve } from "node:path";

/** What follows `from`, `import` or `import(` and begins with a dot; a text that only looks like it does no harm. */
const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}\/[^"'\n]+)\1/g;

/** Endings that TypeScript and bundlers let people leave out, or write as the ending of what is built. */
const endings = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", "/index.ts", "/index.js"];

/** Hex SHA-256 of a module and of every module below the root that it imports by path, directly or not. */
export async function moduleDigest(file: string, root: string): Promise<string> {
  const texts = new Map<string, string>();
  await collect(file, texts);
  const hash = createHash("sha256");
  for (const [path, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${relative(root, path)}\0${text}\0`);
  }
  return hash.digest("hex");
}

async function collect(file: string, texts: Map<string, string>): Promise<void> {
  if (texts.has(file)) return;
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return;
  texts.set(file, text);
  for (const [, , path = ""] of text.matchAll(specifier)) {
    const target = resolve(dirname(file), path);
    const bare = /^\.[cm]?jsx?$/.test(extname(target)) ? target.slice(0, -extname(target).length) : undefined;
    const before = texts.size;
    for (const candidate of endings.map((ending) => target + ending)) await collect(candidate, texts);
    if (bare !== undefined && texts.size === before) {
      for (const ending of [".ts", ".tsx", ".mts", ".cts"]) await collect(bare + ending, texts);
    }
  }
}
