import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { z } from "zod";
import { isAlive, processIdentity, type ProcessIdentity } from "./process-identity.ts";

/** What a pid file says when its process still lives; undefined for none, a broken one, and a process that is gone. */
export async function readPidFile<Content extends ProcessIdentity>(
  path: string,
  shape: z.ZodType<Content>,
): Promise<Content | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(path, "utf8"));
    const read = shape.safeParse(content);
    return read.success && isAlive(read.data) ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a pid file, so that a reader finds the old one or the new one, never a half. */
export async function writePidFile(path: string, content: ProcessIdentity): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Removes a pid file unless it names a live process: somebody may have started the next one meanwhile. */
export async function removeStalePidFile(path: string): Promise<void> {
  if ((await readPidFile(path, processIdentity)) === undefined) await rm(path, { force: true });
}
