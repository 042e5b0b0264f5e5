import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** Where the installed Chromium is; undefined when the PATH has none. */
export async function findChromium(): Promise<string | undefined> {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const path of folders.flatMap((folder) => names.map((name) => join(folder, name)))) {
    try {
      await access(path);
      return path;
    } catch {
      // the next one
    }
  }
  return undefined;
}
