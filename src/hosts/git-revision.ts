import { execFileSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Environment } from "./environment.ts";

/** A folder of a git checkout as it was at a revision. */
export interface Revision {
  /** A temporary copy, absolute; empty where there was no such folder then. */
  readonly folder: string;
  /** Full id. */
  readonly commit: string;
  readonly remove: () => Promise<void>;
}

/**
 * Writes a folder as it was at a revision to a temporary place. The checkout and its index stay as they are. Installed
 * npm packages are taken from the folder of today.
 *
 * @param folder absolute
 * @throws MetaPrefectError `no-such-revision` outside a checkout, and for what git does not know
 */
export async function folderAtRevision(
  folder: string,
  revision: string,
  env: Environment,
): Promise<Revision> {
  const ask = (...input: readonly string[]): string => {
    try {
      return git(folder, input, env);
    } catch (cause) {
      throw new MetaPrefectError("no-such-revision", `git knows no revision "${revision}" of ${folder}`, {
        hint: "name a branch, a tag or a commit; a shallow clone may lack it (`git fetch --unshallow`)",
        cause,
      });
    }
  };
  const commit = ask("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
  const gitFolder = ask("rev-parse", "--absolute-git-dir");
  const prefix = ask("rev-parse", "--show-prefix");
  const base = await realpath(await mkdtemp(join(tmpdir(), "meta-prefect-revision-")));
  const remove = (): Promise<void> => rm(base, { recursive: true, force: true, maxRetries: 5 });
  try {
    // Of the same name: a project may have no other.
    const tree = join(base, "tree", basename(folder));
    await mkdir(tree, { recursive: true });
    const elsewhere = {
      ...env,
      GIT_DIR: gitFolder,
      GIT_WORK_TREE: tree,
      GIT_INDEX_FILE: join(base, "index"),
    };
    if (has(tree, `${commit}:${prefix}`, elsewhere)) {
      git(tree, ["read-tree", `${commit}:${prefix}`], elsewhere);
      git(tree, ["checkout-index", "--all", "--force"], elsewhere);
    }
    const packages = join(folder, "node_modules");
    const link = join(tree, "node_modules");
    if (existsSync(packages) && !existsSync(link)) symlinkSync(packages, link, "junction");
    return { folder: tree, commit, remove };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}

/** Addresses of the repositories that a checkout knows; none outside of one. */
export function remotesOf(folder: string, env: Environment): readonly string[] {
  try {
    const lines = git(folder, ["remote", "-v"], env).split("\n");
    return [...new Set(lines.flatMap((line) => /^\S+\s+(\S+)/.exec(line)?.[1] ?? []))];
  } catch {
    return [];
  }
}

function has(cwd: string, object: string, env: Environment): boolean {
  try {
    git(cwd, ["cat-file", "-e", object], env);
    return true;
  } catch {
    return false;
  }
}

function git(cwd: string, input: readonly string[], env: Environment): string {
  return execFileSync("git", ["--no-optional-locks", ...input], {
    cwd,
    encoding: "utf8",
    env: { ...env },
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 64 * 1024 * 1024,
  }).trim();
}
