import type { MarkdownPage } from "./markdown-pages.ts";

/** Pages that stand together in the site's navigation. */
export interface PageGroup {
  readonly title: string;
  readonly pages: readonly MarkdownPage[];
}

const order = {
  Guides: [
    "README.md",
    "docs/deploying.md",
    "docs/wrapping-flows.md",
    "docs/recipes.md",
    "docs/migration.md",
  ],
  Topics: [
    "docs/running.md",
    "docs/storage.md",
    "docs/images.md",
    "docs/kubernetes.md",
    "docs/orchestrators.md",
    "docs/typescript.md",
    "docs/reliability.md",
    "docs/bench.md",
  ],
  "To look up": [
    "docs/cli.md",
    "docs/configuration.md",
    "docs/recipes-reference.md",
    "docs/components.md",
    "docs/codes.md",
  ],
} as const;

/**
 * The pages in the order in which somebody reads them; one that no group names stands in the last one. Decisions and
 * examples are reached from the pages that name them.
 */
export function pageGroups(pages: readonly MarkdownPage[]): readonly PageGroup[] {
  const found = new Map(pages.map((page) => [page.path, page]));
  const groups = Object.entries(order).map(([title, paths]) => ({
    title,
    pages: paths.map((path) => {
      const page = found.get(path);
      if (page === undefined) throw new TypeError(`there is no page ${path}: take it out of page-groups.ts`);
      found.delete(path);
      return page;
    }),
  }));
  const others = [...found.values()].filter(
    ({ path }) => !path.startsWith("docs/decisions/") && !path.startsWith("examples/"),
  );
  return [...groups, { title: "How it is made", pages: others }];
}
