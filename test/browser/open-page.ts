import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe, { type AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { patience } from "./browser.ts";

/** A page of ours that a browser has opened, and what went wrong with it so far. */
export interface OpenedPage {
  readonly page: Page;
  /** Errors and warnings of its console, and everything that it asked for beside itself. */
  readonly troubles: readonly string[];
  /** Rules that axe finds broken, with the elements. */
  readonly violations: () => Promise<readonly string[]>;
}

/** Opens HTML as a file, as a reader does who was sent it, in light or in dark. */
export async function openPage(
  browser: Browser,
  { html, folder, name, scheme }: { html: string; folder: string; name: string; scheme: "light" | "dark" },
): Promise<OpenedPage> {
  const file = join(folder, `${name}.html`);
  await writeFile(file, html);
  const address = pathToFileURL(file).href;
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, colorScheme: scheme });
  page.setDefaultTimeout(patience);
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== address) troubles.push(request.url());
  });
  await page.goto(address);
  const violations = async (): Promise<readonly string[]> => {
    await page.evaluate(axe.source);
    const found = await page.evaluate<AxeResults>("axe.run()");
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  };
  return { page, troubles, violations };
}
