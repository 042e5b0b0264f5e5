import { statSync } from "node:fs";
import { shortHash } from "../util/hash.ts";

/** What the kernel says of a file or a folder. */
export interface Stamp {
  /** Which it is, its size and when it last changed; a dash when it is not there. */
  readonly text: string;
  /** When it last changed in any way, in nanoseconds since 1970. */
  readonly changed: bigint;
}

export const notThere: Stamp = { text: "-", changed: 0n };

/** A file system may keep times no finer than this. In nanoseconds. */
const grain = 2_000_000_000n;

/** The stamp of a path. */
export function stampOf(path: string): Stamp {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (found === undefined) return notThere;
    // No program can set the time of the last change of any kind, as it can that of the content.
    const { dev, ino, mode, size, mtimeNs, ctimeNs } = found;
    const text = [dev, ino, mode, size, mtimeNs, ctimeNs].join(" ");
    return { text, changed: mtimeNs > ctimeNs ? mtimeNs : ctimeNs };
  } catch {
    // A folder on the way is none, or may not be entered: as good as not there, until that changes.
    return notThere;
  }
}

/** Whether a stamp is so much older than an instant, in milliseconds since 1970, that times tell the two apart. */
export function isBefore({ changed }: Stamp, instant: number): boolean {
  return changed < BigInt(Math.trunc(instant)) * 1_000_000n - grain;
}

/** A digest of the stamps of paths as they are now. */
export function stampsOf(paths: readonly string[]): string {
  return stampsDigest(paths.map((path) => [path, stampOf(path)]));
}

/** The same of stamps that are known already. */
export function stampsDigest(stamps: readonly (readonly [string, Stamp])[]): string {
  return shortHash(stamps.map(([path, { text }]) => `${path}\0${text}\n`).join(""), 64);
}
