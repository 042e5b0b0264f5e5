import { relative, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Folders in which nobody edits a project; some hold more files than the rest of the disk. */
const leftOut: ReadonlySet<string> = new Set([
  ".git",
  ".venv",
  "venv",
  "node_modules",
  "__pycache__",
  "dist",
]);

/** Milliseconds: editors write a file in several steps, and some tools many files. */
const calm = 150;

/**
 * Which files below a folder were saved, made or removed, relative to it: first nothing, when it is looked at, then
 * those of each time. Ends when the signal is aborted.
 */
export async function* savedFiles(root: string, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  const { watch } = await import("chokidar");
  const saved = new Set<string>();
  let wake: () => void = () => undefined;
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  const ended = new Promise<void>((resolve) => {
    signal.addEventListener(
      "abort",
      () => {
        resolve();
      },
      { once: true },
    );
  });
  const watcher = watch(root, {
    ignoreInitial: true,
    ignored: (path) =>
      relative(root, path)
        .split(sep)
        .some((part) => leftOut.has(part)),
  });
  watcher.on("all", (_event, path) => {
    saved.add(relative(root, path).split(sep).join("/"));
    wake();
  });
  const ready = new Promise<void>((resolve, reject) => watcher.once("ready", resolve).once("error", reject));
  try {
    await Promise.race([ready, ended]);
    while (!signal.aborted) {
      const files = [...saved].sort();
      saved.clear();
      yield files;
      // What was saved while the last ones were looked at is there already.
      if (saved.size === 0) await Promise.race([next(), ended]);
      await Promise.race([sleep(calm), ended]);
    }
  } finally {
    await watcher.close();
  }
}
