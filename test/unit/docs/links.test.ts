import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { markdownPages, readMarkdown, targetOf } from "../../../scripts/docs/markdown-pages.ts";
import { pageGroups } from "../../../scripts/docs/page-groups.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pages = markdownPages(root);
const known = new Map(pages.map((page) => [page.path, page]));

it("every link between the pages of the repository leads to a file, and to a heading where it names one", () => {
  const broken = pages.flatMap((page) =>
    page.links.flatMap((link) => {
      const target = targetOf(page, link);
      if (target === undefined) return [];
      const said = `${page.path}: ${link}`;
      if (!existsSync(join(root, target.path))) return [said];
      const anchors = known.get(target.path)?.anchors;
      return target.anchor === undefined || anchors?.has(target.anchor) === true ? [] : [said];
    }),
  );
  expect(broken).toEqual([]);
  expect(pages.length).toBeGreaterThan(20);
});

it("headings have the anchors that GitHub gives them", () => {
  const { anchors, links, title } = readMarkdown(
    "docs/a.md",
    "# A `b` & c\n\n## Same\n\n## Same\n\n[x](b.md#y)\n",
  );
  expect([...anchors]).toEqual(["a-b--c", "same", "same-1"]);
  expect(title).toBe("A b & c");
  expect(links.map((link) => targetOf({ path: "docs/a.md" }, link))).toEqual([
    { path: "docs/b.md", anchor: "y" },
  ]);
});

it("the site lists every page of docs once, the guides first", () => {
  const groups = pageGroups(pages);
  const listed = groups.flatMap((group) => group.pages.map(({ path }) => path));
  const wanted = pages.map(({ path }) => path).filter((path) => /^(docs\/)?[\w-]+\.md$/.test(path));
  expect([...listed].sort()).toEqual([...wanted].sort());
  expect(groups[0]?.title).toBe("Guides");
  expect(() => pageGroups(pages.filter(({ path }) => path !== "docs/cli.md"))).toThrow("docs/cli.md");
});
