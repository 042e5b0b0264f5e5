import childProcess from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { notThere, stampOf, type Stamp } from "./stamps.ts";
import { notRepeatable } from "../util/not-repeatable.ts";

/** What this process goes by. */
export interface Inputs {
  /** All files and folders that it asked the disk for, by absolute path, as they were when it first asked. */
  readonly paths: ReadonlyMap<string, Stamp>;
  /** Whether it went by something else, too: a command, a signal, the time, code of the user's. */
  readonly isMore: () => boolean;
}

type Callable = (...input: unknown[]) => unknown;

/** What asks the disk for a path, in all its forms: `name`, `nameSync`, and of promises. */
const readers =
  "access copyFile cp createReadStream exists lstat open openAsBlob opendir readFile readdir readlink realpath stat statfs watch watchFile".split(
    " ",
  );

/** What waits for another process; whatever else begins one does it by `ChildProcess`. */
const processes = ["execFileSync", "execSync", "spawnSync"];

/**
 * Watches from now on what this process asks the machine for. At the functions of Node themselves, as tracing tools do
 * it: what a package reads is seen as well, and nobody who adds a reading can forget to say so.
 */
export function watchInputs(): Inputs {
  const paths = new Map<string, Stamp>();
  let isMore = false;
  const spoil = (): void => {
    isMore = true;
  };
  const note: Callable = (path, options) => {
    // The folders below, of which nothing is heard, may change alone.
    if (typeof options === "object" && options !== null && "recursive" in options) spoil();
    const text = pathOf(path);
    if (text === undefined) return;
    const absolute = resolve(text);
    if (paths.has(absolute)) return;
    // Known before it is looked at, which asks the disk as well.
    paths.set(absolute, notThere);
    paths.set(absolute, stampOf(absolute));
  };
  for (const name of readers) {
    for (const form of [name, `${name}Sync`]) tap(fs, form, note);
    tap(fs.promises, name, note);
  }
  for (const name of processes) tap(childProcess, name, spoil);
  tap(childProcess.ChildProcess.prototype, "spawn", spoil);
  tap(process, "kill", spoil);
  syncBuiltinESMExports();
  subscribe(notRepeatable.name, spoil);
  return { paths, isMore: () => isMore };
}

/** A descriptor was opened by its path before. */
function pathOf(given: unknown): string | undefined {
  if (given instanceof URL) return given.protocol === "file:" ? fileURLToPath(given) : undefined;
  if (Buffer.isBuffer(given)) return given.toString();
  return typeof given === "string" ? given : undefined;
}

/** Puts a listener before a method, and before those that hang at it, as `realpath.native` and what `promisify` takes. */
function tap(owner: object, name: string, listener: Callable): void {
  const original: unknown = Reflect.get(owner, name);
  if (!isCallable(original)) return;
  const made = after(listener, original);
  for (const key of Reflect.ownKeys(original)) {
    const described = Reflect.getOwnPropertyDescriptor(original, key) ?? {};
    const value: unknown = described.value;
    const isMethod = isCallable(value) && key !== "prototype";
    Object.defineProperty(made, key, isMethod ? { ...described, value: after(listener, value) } : described);
  }
  Reflect.set(owner, name, made);
}

function after(listener: Callable, original: Callable): Callable {
  return function (this: unknown, ...input) {
    listener(...input);
    return Reflect.apply(original, this, input);
  };
}

function isCallable(value: unknown): value is Callable {
  return typeof value === "function";
}
