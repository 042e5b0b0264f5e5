import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { findChromium } from "./find-chromium.ts";

/** How long a page may take for anything, in milliseconds: Prefect's UI is large, and machines are slow at times. */
export const patience = 120_000;

/** Starts the installed Chromium, which reaches this machine and nothing else. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new TypeError("no chromium on the PATH");
  return chromium.launch({
    executablePath,
    // Its sandbox does not start as root, and what is looked at is ours.
    args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    timeout: patience,
  });
}

/** Keeps a picture of the page in test-reports/browser, for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = fileURLToPath(new URL("../../test-reports/browser/", import.meta.url));
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true });
}
