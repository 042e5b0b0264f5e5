import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isSecretName } from "../util/secret-name.ts";
import type { FileReading } from "./read-file.ts";
import type { PythonFile } from "./find-python-files.ts";
import type { SourceFiles } from "./source-files.ts";

/** Raised whenever readings of the same files may differ from before. */
const format = 8;
const mostEntries = 20_000;
/** A file that was changed this shortly before the cache was written is looked at again. In milliseconds. */
const tooFresh = 2000;

interface Entry {
  /** Hashes of all files that the reading depends on; null for one that was not there. */
  readonly files: readonly (readonly [string, string | null])[];
  /** Digests of all variables that the reading depends on; null for one that is not set. */
  readonly variables: readonly (readonly [string, string | null])[];
  readonly reading: FileReading;
}

interface Stored {
  readonly format: number;
  readonly key: string;
  readonly saved: number;
  readonly entries: readonly (readonly [string, Entry])[];
  /** Path, size, time of change: files without the word flow. */
  readonly plain: readonly (readonly [string, number, number])[];
}

interface Settings {
  readonly root: string;
  readonly folder: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>> | undefined;
  readonly pythonMinor: number;
  readonly files: SourceFiles;
}

/** Keeps what was read of each file, by the content of the file and of all that it imports. */
export class FlowCache {
  private readonly path: string | undefined;
  private readonly key: string;
  private files: SourceFiles;
  private readonly env: Settings["env"];
  private readonly entries: Map<string, Entry>;
  private readonly plain: Map<string, readonly [number, number]>;
  private readonly savedBefore: number;
  private isChanged = false;

  private constructor(
    path: string | undefined,
    key: string,
    files: SourceFiles,
    env: Settings["env"],
    stored: Stored | undefined,
  ) {
    this.env = env;
    this.path = path;
    this.key = key;
    this.files = files;
    this.entries = new Map(stored?.entries);
    this.plain = new Map(stored?.plain.map(([file, size, modified]) => [file, [size, modified]]));
    this.savedBefore = stored?.saved ?? 0;
  }

  /** Opens the cache of a project's folder. A cache that cannot be read is as good as none. */
  static async open({ root, folder, env, pythonMinor, files }: Settings): Promise<FlowCache> {
    const key = createHash("sha256")
      .update(JSON.stringify([format, root, pythonMinor, env === undefined]))
      .digest("hex");
    if (folder === undefined) return new FlowCache(undefined, key, files, env, undefined);
    const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
    const path = join(folder, `flows-${name}.json`);
    return new FlowCache(path, key, files, env, await load(path, key));
  }

  /** Looks at the disk anew. */
  look(files: SourceFiles): void {
    this.files = files;
  }

  /** What was read before of an object of a file, or of all its flows, if nothing has changed since. */
  find(path: string, object: string | undefined): FileReading | undefined {
    if (this.path === undefined) return undefined;
    const entry = this.entries.get(`${path}:${object ?? ""}`);
    if (entry === undefined) return undefined;
    const isSame =
      entry.files.every(([file, hash]) => this.files.hash(file) === hash) &&
      entry.variables.every(([name, digest]) => this.digest(name) === digest);
    return isSame ? entry.reading : undefined;
  }

  /** Keeps a reading. */
  add(path: string, object: string | undefined, reading: FileReading): void {
    if (this.path === undefined) return;
    const key = `${path}:${object ?? ""}`;
    this.entries.delete(key);
    this.entries.set(key, {
      files: reading.files.map((file) => [file, this.files.hash(file)]),
      variables: reading.variables.map((name) => [name, this.digest(name)]),
      reading,
    });
    this.isChanged = true;
  }

  /** Of a secret only that it is set, as the reading knows no more of it. */
  private digest(name: string): string | null {
    const value = this.env?.[name];
    if (value === undefined) return null;
    return isSecretName(name) ? "set" : createHash("sha256").update(value).digest("hex").slice(0, 16);
  }

  /** Whether a file has the word flow; asked of the disk only where the file has changed. */
  mentionsFlow(file: PythonFile, look: () => boolean): boolean {
    const known = this.plain.get(file.path);
    if (known?.[0] === file.size && known[1] === file.modified && file.modified + tooFresh < this.savedBefore)
      return false;
    const found = look();
    if (found) this.isChanged = this.plain.delete(file.path) || this.isChanged;
    else {
      this.plain.set(file.path, [file.size, file.modified]);
      this.isChanged = true;
    }
    return found;
  }

  /** Writes the cache, at once and whole. A cache that cannot be written is no error. */
  async save(): Promise<void> {
    if (this.path === undefined || !this.isChanged) return;
    this.isChanged = false;
    const stored: Stored = {
      format,
      key: this.key,
      saved: Date.now(),
      entries: [...this.entries].slice(-mostEntries),
      plain: [...this.plain].slice(-mostEntries).map(([file, [size, modified]]) => [file, size, modified]),
    };
    const temporary = `${this.path}.${randomUUID()}.tmp`;
    try {
      await mkdir(join(this.path, ".."), { recursive: true });
      await writeFile(temporary, JSON.stringify(stored));
      await rename(temporary, this.path);
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }
}

async function load(path: string, key: string): Promise<Stored | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return isStored(value) && value.key === key ? value : undefined;
  } catch {
    return undefined;
  }
}

function isStored(value: unknown): value is Stored {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === format &&
    "key" in value &&
    "entries" in value &&
    Array.isArray(value.entries) &&
    "plain" in value &&
    Array.isArray(value.plain)
  );
}
