import { createHash } from "node:crypto";
import { statSync, type BigIntStats } from "node:fs";

/** A file system may keep times no finer than this. In nanoseconds. */
const grain = 2_000_000_000n;

/**
 * A digest of what the kernel says of files and folders: which they are, their sizes and when they last changed, or that
 * they are not there. Undefined when one changed at `since` or later, so that its content may be newer than what was read.
 *
 * @param since milliseconds since 1970 @default whenever
 */
export function stampsOf(paths: readonly string[], since?: number): string | undefined {
  const limit = since === undefined ? undefined : BigInt(Math.trunc(since)) * 1_000_000n - grain;
  const hash = createHash("sha256");
  for (const path of paths) {
    const found = stampOf(path);
    if (limit !== undefined && found !== undefined && (found.ctimeNs >= limit || found.mtimeNs >= limit))
      return undefined;
    hash.update(`${path}\0${found === undefined ? "-" : written(found)}\n`);
  }
  return hash.digest("hex");
}

/** The time of the last change of any kind cannot be set by a program, as that of the content can. */
function written({ dev, ino, mode, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, mode, size, mtimeNs, ctimeNs].join(" ");
}

function stampOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    // A folder on the way is none, or may not be entered: as good as not there, until that changes.
    return undefined;
  }
}
