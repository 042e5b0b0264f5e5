import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../support/cli.ts";
import { apiUrl } from "../support/prefect.ts";
import { keepPicture, launchBrowser } from "./browser.ts";
import { openPage, type OpenedPage } from "./open-page.ts";

/** How each page is asked for; the plan once for what is new, and once for what has changed. */
const pages = {
  "plan-first": ["plan", "--html"],
  plan: ["plan", "--html"],
  report: ["report"],
  graph: ["graph", "--drawing", "html"],
  calendar: ["calendar", "--html"],
  "recipes-docs": ["recipes", "docs", "--html"],
} as const;
type Name = keyof typeof pages;
const names = Object.keys(pages) as readonly Name[];
const schemes = ["light", "dark"] as const;

// The pages that commands print, of the example of a company, as people get them: a file, and nothing else.
describe("the pages that commands print", () => {
  let browser: Browser;
  let folder: string;
  const printed = new Map<Name, string>();

  const cli = async (input: readonly string[], ends: readonly number[]): Promise<string> => {
    const options = { cwd: join(folder, "company"), env: { PREFECT_API_URL: apiUrl() } };
    const { code, stdout, stderr } = await runCli(input, options);
    if (!ends.includes(code ?? 1)) throw new TypeError(`${input.join(" ")}: ${stderr}`);
    return stdout;
  };
  const print = async (name: Name): Promise<void> => {
    printed.set(name, await cli(pages[name], [0, 2]));
  };

  beforeAll(async () => {
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), "meta-prefect-test-pages-"));
    await cp(fileURLToPath(new URL("../../examples/company", import.meta.url)), join(folder, "company"), {
      recursive: true,
    });
    await print("plan-first");
    await cli(["deploy", "-q"], [0]);
    const file = join(folder, "company", "meta_prefect.yaml");
    const text = await readFile(file, "utf8");
    const changed = text
      .replace('cron: "0 2 * * *"', 'cron: "30 3 * * *"')
      .replace("- name: weekly-prod", "- name: sundays-prod")
      .replace("limit: 3", "limit: 5");
    await writeFile(file, changed);
    for (const name of names.slice(1)) await print(name);
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const opened = (name: Name, scheme: (typeof schemes)[number] = "light"): Promise<OpenedPage> =>
    openPage(browser, { html: printed.get(name) ?? "", folder, name, scheme });

  it.each(names)("%s needs nothing else, and axe finds nothing in light and in dark", async (name) => {
    for (const scheme of schemes) {
      const { page, troubles, violations } = await opened(name, scheme);
      await keepPicture(page, `${name}-${scheme}`);
      // What is folded has to be readable as well.
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      await keepPicture(page, `${name}-${scheme}-unfolded`);
      expect(await violations()).toEqual([]);
      expect(troubles).toEqual([]);
      await page.close();
    }
  });

  it("plan folds each change, and hides what is not asked for", async () => {
    const { page, troubles } = await opened("plan");
    const changes = page.locator("details");
    const created = page.locator('details[data-action="create"]');
    const updated = page.locator('details[data-action="update"]');
    expect([await created.count(), await updated.count()]).toEqual([expect.any(Number), expect.any(Number)]);
    await updated.first().locator("summary").click();
    await updated.first().getByRole("table").waitFor();
    await page.getByRole("checkbox", { name: /^update/ }).uncheck();
    await updated.first().waitFor({ state: "hidden" });
    expect(await created.first().isVisible()).toBe(true);
    await page.getByRole("checkbox", { name: /^update/ }).check();
    await updated.first().waitFor();
    expect(await changes.count()).toBeGreaterThan(2);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("recipes docs leads to each recipe", async () => {
    const { page } = await opened("recipes-docs");
    await page.getByRole("navigation").getByRole("link", { name: "schedule", exact: true }).click();
    expect(await page.locator("#schedule").isVisible()).toBe(true);
    expect(await page.evaluate(() => location.hash)).toBe("#schedule");
    await page.close();
  });
});
