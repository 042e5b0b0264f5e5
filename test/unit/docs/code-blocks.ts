import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A block of TypeScript that a page or a comment shows. */
export interface CodeBlock {
  /** The page or source file. */
  readonly page: string;
  /** The file that the text before the block names, else a name by its number. */
  readonly file: string;
  readonly code: string;
}

const fence = /(?:^|\n)```ts\n([\s\S]*?)\n```/g;

/** Every TypeScript block of the README, of docs/ and of the examples' pages. */
export function pageBlocks(): readonly CodeBlock[] {
  const pages = ["README.md", "CONTRIBUTING.md", ...pagesBelow("docs"), ...pagesBelow("examples")];
  return pages.flatMap((page) => blocksOf(page, readFileSync(join(root, page), "utf8")));
}

/** Every TypeScript block of the comments of the rooms that users call or implement. */
export function commentBlocks(): readonly CodeBlock[] {
  const rooms = ["src/interfaces", "src/authoring", "src/recipes", "src/components"];
  const files = rooms.flatMap((room) => below(room, ".ts"));
  return ["src/index.ts", "src/kit.ts", "src/flows/flow.ts", ...files].flatMap((file) => {
    const comments = readFileSync(join(root, file), "utf8").match(/\/\*\*[\s\S]*?\*\//g) ?? [];
    return blocksOf(file, comments.join("\n").replaceAll(/^ *\* ?/gm, ""));
  });
}

function blocksOf(page: string, text: string): readonly CodeBlock[] {
  return [...text.matchAll(fence)].map((match, index) => {
    const paragraph = text.slice(0, match.index).trimEnd().split("\n\n").at(-1) ?? "";
    const named = /`([\w./-]+\.ts)`/.exec(paragraph)?.[1];
    return { page, file: named ?? `block-${String(index + 1)}.ts`, code: match[1] ?? "" };
  });
}

function pagesBelow(folder: string): readonly string[] {
  return below(folder, ".md");
}

function below(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file))
    .sort();
}
