import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import Slugger from "github-slugger";
import MarkdownIt, { type Token } from "markdown-it";

/** A Markdown file of the repository, read. */
export interface MarkdownPage {
  /** From the root, with `/`. */
  readonly path: string;
  readonly title: string;
  readonly tokens: readonly Token[];
  /** What can stand after `#`, as GitHub makes it of the headings. */
  readonly anchors: ReadonlySet<string>;
  /** Where its links and pictures go, as written. */
  readonly links: readonly string[];
}

/** Reads Markdown as GitHub does, as far as these pages use it. */
export const markdown = new MarkdownIt({ html: true });

/** Every Markdown file that people read here: at the root, of the docs and of the examples. */
export function markdownPages(root: string): readonly MarkdownPage[] {
  const below = ["docs", "examples"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  return [...readdirSync(root), ...below]
    .map((file) => relative(root, join(root, file)).replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".md") && !path.includes("node_modules/"))
    .sort()
    .map((path) => readMarkdown(path, readFileSync(join(root, path), "utf8")));
}

/** Reads one file; each of its headings gets its anchor as its id. */
export function readMarkdown(path: string, text: string): MarkdownPage {
  const tokens = markdown.parse(text, {});
  const slugger = new Slugger();
  const anchors = new Set<string>();
  const links: string[] = [];
  let title = path;
  for (const [index, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      const words = (tokens[index + 1]?.children ?? []).map(({ content }) => content).join("");
      const anchor = slugger.slug(words);
      token.attrSet("id", anchor);
      anchors.add(anchor);
      if (token.tag === "h1") title = words;
    }
    for (const child of token.children ?? []) {
      const target = child.attrGet("href") ?? child.attrGet("src");
      if (target !== null) links.push(String(target));
    }
  }
  return { path, title, tokens, anchors, links };
}

/** A link's file, from the root, and its anchor; undefined where it leads out of the repository. */
export function targetOf(
  page: Pick<MarkdownPage, "path">,
  link: string,
): { readonly path: string; readonly anchor: string | undefined } | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined;
  const [file = "", anchor] = decodeURI(link).split("#");
  const path = file === "" ? page.path : join(page.path, "..", file).replaceAll("\\", "/");
  return { path: path.replace(/\/$/, ""), anchor };
}
