import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { z } from "zod";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { withoutPrefectSettings } from "./server.ts";

/** A home folder of a test, so that nothing of the person who runs the tests is read or written. */
export interface TestHome {
  /** Absolute. */
  readonly path: string;
  /** The process environment with this home, no setting of Prefect, and the real cache of Python environments. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends every process that has a pid file below the home (its whole group) or lives in it, and removes the home. */
  readonly dispose: () => void;
}

/** Makes a home; it is disposed of after the test file's last test. */
export function makeHome(): TestHome {
  const path = mkdtempSync(join(tmpdir(), "meta-prefect-test-home-"));
  const cache = makeCache();
  const foreign = (name: string): boolean =>
    name.startsWith("META_PREFECT_") || name === "VIRTUAL_ENV" || name === "CI";
  const inherited = Object.entries(withoutPrefectSettings(process.env)).filter(([name]) => !foreign(name));
  const env = {
    ...Object.fromEntries(inherited),
    HOME: path,
    USERPROFILE: path,
    XDG_CONFIG_HOME: join(path, "config"),
    XDG_CACHE_HOME: join(path, "cache"),
    XDG_DATA_HOME: join(path, "data"),
    LOCALAPPDATA: join(path, "local"),
    META_PREFECT_CACHE: cache,
  };
  const dispose = (): void => {
    for (const group of recordedIn(path)) kill(-group);
    // Killed is not gone yet: what still lives may write into the folder while it is removed.
    for (let look = 0, pids = livingIn(path); look < 100 && pids.length > 0; look++, pids = livingIn(path)) {
      for (const pid of pids) kill(pid);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
    for (const one of [path, cache]) rmSync(one, { recursive: true, force: true, maxRetries: 5 });
  };
  afterAll(dispose);
  return { path, env, dispose };
}

/** An empty cache but for the environments of Python, which take minutes to make. */
function makeCache(): string {
  const cache = mkdtempSync(join(tmpdir(), "meta-prefect-test-cache-"));
  const pythons = join(cacheFolder(process.env), "python");
  mkdirSync(pythons, { recursive: true });
  symlinkSync(pythons, join(cache, "python"), "junction");
  return cache;
}

const pidFile = z.object({ pid: z.int().positive() });

function recordedIn(home: string): readonly number[] {
  const files = readdirSync(home, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".pid"),
  );
  return files.flatMap((file) => pidIn(join(home, file)) ?? []);
}

/** Undefined for a file that its process has removed meanwhile. */
function pidIn(file: string): number | undefined {
  try {
    return pidFile.parse(JSON.parse(readFileSync(file, "utf8"))).pid;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** On Linux, what no pid file names: a second worker that a defect started, or the child of one that is gone. */
function livingIn(home: string): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && `\0${environmentOf(pid)}`.includes(`\0HOME=${home}\0`));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, "utf8");
  } catch {
    return "";
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // already gone
  }
}
