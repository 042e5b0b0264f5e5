import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { html, renderPage } from "../src/util/page.ts";
import { markdown, markdownPages, targetOf, type MarkdownPage } from "./docs/markdown-pages.ts";
import { pageGroups } from "./docs/page-groups.ts";

/*
 * Makes site/ of the repository's Markdown: pages that need no network, with the links between them. What a link names that is no
 * page of the site stays as its text.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const site = join(root, "site");
const pages = markdownPages(root);
const files = new Map(pages.map(({ path }) => [path, fileOf(path)]));

const style =
  "nav p{margin:.6rem 0 .1rem;font-weight:600}nav ul{margin:0;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0}pre{padding:.6rem;border:1px solid #8886}pre code{white-space:pre-wrap;overflow-wrap:anywhere}";

rmSync(site, { recursive: true, force: true });
for (const page of pages) {
  const file = join(site, fileOf(page.path));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, render(page));
}

function fileOf(path: string): string {
  return path === "README.md"
    ? "index.html"
    : path.replace(/README\.md$/, "index.html").replace(/\.md$/, ".html");
}

/** How a page's file is reached from another one's. */
function way(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to);
}

function render(page: MarkdownPage): string {
  const own = fileOf(page.path);
  const first = page.tokens.findIndex(({ type }) => type === "heading_open");
  // The page has its title already.
  const skip = page.tokens[first]?.tag === "h1" ? [first, first + 1, first + 2] : [];
  const tokens = page.tokens.filter((_, index) => !skip.includes(index));
  for (const token of tokens) {
    for (const child of token.children ?? []) {
      if (child.type !== "link_open") continue;
      const target = targetOf(page, String(child.attrGet("href") ?? ""));
      if (target === undefined) continue;
      const file = files.get(target.path) ?? files.get(`${target.path}/README.md`);
      const anchor = target.anchor === undefined ? "" : `#${target.anchor}`;
      if (file === undefined) child.attrs = null;
      else child.attrSet("href", `${way(own, file)}${anchor}`);
    }
  }
  let tables = 0;
  const body = markdown.renderer
    .render(tokens, markdown.options, {})
    .replaceAll(/<th[^>]*><\/th>/g, "<td></td>")
    .replaceAll(
      "<table>",
      () => `<div class="wide" tabindex="0" role="region" aria-label="Table ${String(++tables)}"><table>`,
    )
    .replaceAll("</table>", "</table></div>");
  return renderPage({ title: page.title, body: `${navigation(own)}\n${body}`, style });
}

function navigation(own: string): string {
  const item = ({ path, title }: MarkdownPage): string => {
    const file = fileOf(path);
    const here = file === own ? ' aria-current="page"' : "";
    return `<li><a href="${html(way(own, file))}"${here}>${html(title)}</a></li>`;
  };
  const groups = pageGroups(pages).map(
    (group, index) =>
      `<p id="pages-${String(index)}">${html(group.title)}</p><ul aria-labelledby="pages-${String(index)}">${group.pages.map(item).join("\n")}</ul>`,
  );
  return `<nav aria-label="Pages">${groups.join("\n")}</nav>`;
}
