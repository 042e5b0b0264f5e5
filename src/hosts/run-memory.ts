import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Written } from "../interfaces/repeat.ts";
import { shortHash } from "../util/hash.ts";

/** What is kept of a run for the next one of the same command. */
export interface RunMemory<Read> {
  /** What it asked Prefect for before it changed anything, in no order. */
  readonly reads: readonly Read[];
  /** Present when it only read: doing it again on the same inputs, with the same answers, says the same. */
  readonly settled?: Settled;
}

/** A run that can be told from what it went by. */
export interface Settled {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Absolute; all files and folders that it went by. */
  readonly paths: readonly string[];
  /** Of {@link stampsOf}. */
  readonly stamps: string;
  readonly written: readonly Written[];
}

/** Raised whenever a memory is written otherwise, or means something else. */
const format = 1;
/** So many memories are kept; with one more, the older half is forgotten. */
const mostMemories = 256;

/** Where a command's memory lies. */
export function memoryFile(folder: string, identity: readonly unknown[]): string {
  return join(folder, "runs", `${shortHash(JSON.stringify([format, ...identity]), 40)}.json`);
}

/** The memory in a file; undefined when there is none that can be used. */
export function readMemory<Read>(
  file: string,
  isRead: (value: unknown) => value is Read,
): RunMemory<Read> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!isMapping(value) || !Array.isArray(value["reads"]) || !value["reads"].every(isRead))
      return undefined;
    const { reads, settled } = value;
    return { reads, ...(isSettled(settled) && { settled }) };
  } catch {
    return undefined;
  }
}

function isSettled(value: unknown): value is Settled {
  if (!isMapping(value)) return false;
  const { at, paths, stamps, written } = value;
  const isFound = Array.isArray(paths) && paths.every((path) => typeof path === "string");
  const isSaid = Array.isArray(written) && written.every(isWritten);
  return typeof at === "number" && typeof stamps === "string" && isFound && isSaid;
}

function isWritten(value: unknown): value is Written {
  return isMapping(value) && typeof value["text"] === "string" && /^std(out|err)$/.test(String(value["to"]));
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Keeps a memory, whole, readable to its owner only, and forgets old ones. One that cannot be kept is no error. */
export function keepMemory(file: string, memory: RunMemory<unknown>): void {
  const folder = dirname(file);
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(temporary, JSON.stringify(memory), { mode: 0o600 });
    renameSync(temporary, file);
    forgetOld(folder);
  } catch {
    removeIfThere(temporary);
  }
}

function forgetOld(folder: string): void {
  const names = readdirSync(folder);
  if (names.length <= mostMemories) return;
  const files = names.map((name) => join(folder, name)).map((path) => ({ path, at: statSync(path).mtimeMs }));
  files.sort((one, other) => one.at - other.at);
  for (const { path } of files.slice(0, files.length - mostMemories / 2)) rmSync(path, { force: true });
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be written, nothing was left.
  }
}
