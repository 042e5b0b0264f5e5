import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { identify, isAlive, processIdentity } from "./process-identity.ts";

const pollMilliseconds = 100;
const owner = z.strictObject({ ...processIdentity.shape, token: z.string() });
type LockOwner = z.infer<typeof owner>;

/**
 * Does the work while this process holds the lock `<name>.lock` of a folder; others wait for their turn. The lock of
 * a process that no longer lives is broken.
 */
export async function withFolderLock<Result>(
  folder: string,
  name: string,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const path = join(folder, `${name}.lock`);
  const release = await acquire(path, folder, signal);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(path: string, folder: string, signal?: AbortSignal): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const token = randomUUID();
  const own = `${path}.${token}`;
  const self = identify(process.pid);
  if (self === undefined) {
    throw new MetaPrefectError(
      "process-list-unreadable",
      `cannot read the start time of process ${String(process.pid)}`,
    );
  }
  await writeFile(own, JSON.stringify({ ...self, token } satisfies LockOwner));
  try {
    while (!(await tryLink(own, path))) {
      await breakIfStale(path, own);
      await sleep(pollMilliseconds, undefined, signal === undefined ? {} : { signal });
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(path, { force: true });
}

/** A link is made whole or not at all, so nobody ever reads a lock without its owner. */
async function tryLink(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Only one breaks at a time, and looks again before it does: else the second would break the lock of the first. */
async function breakIfStale(path: string, own: string): Promise<void> {
  if ((await stateOf(path)) !== "stale") return;
  const breaker = `${path}.break`;
  if (!(await tryLink(own, breaker))) {
    if ((await stateOf(breaker)) === "stale") await rm(breaker, { force: true });
    return;
  }
  try {
    if ((await stateOf(path)) === "stale") await rm(path, { force: true });
  } finally {
    await rm(breaker, { force: true });
  }
}

async function stateOf(path: string): Promise<"free" | "held" | "stale"> {
  try {
    const content: unknown = JSON.parse(await readFile(path, "utf8"));
    const read = owner.safeParse(content);
    return read.success && isAlive(read.data) ? "held" : "stale";
  } catch (error) {
    return isMissing(error) ? "free" : "stale";
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
