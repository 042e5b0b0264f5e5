import { hash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decodeSource } from "./python/decode.ts";
import type { Files, ParsedFile } from "./python/project-files.ts";
import { parsePython } from "./python/parse.ts";
import { SyntaxProblem } from "./python/syntax-problem.ts";

/** The Python files of a folder, as they are on the disk; each is read and parsed once. */
export class SourceFiles implements Files {
  readonly root: string;
  private readonly pythonMinor: number;
  private readonly parsed = new Map<string, ParsedFile | SyntaxProblem | undefined>();
  private readonly hashes = new Map<string, string | null>();
  private readonly texts = new Map<string, string>();
  private readonly imported = new Set<string>();
  private noted = new Set<string>();
  /** The file that was read last: what looks whether a file has flows is followed by what parses it. */
  private latest: { readonly path: string; readonly bytes: Uint8Array | undefined } | undefined;

  constructor(root: string, pythonMinor: number) {
    this.root = root;
    this.pythonMinor = pythonMinor;
  }

  /** The bytes of a file; undefined when there is no such file. */
  bytes(path: string): Uint8Array | undefined {
    if (this.latest?.path === path) return this.latest.bytes;
    const bytes = this.load(path);
    this.latest = { path, bytes };
    return bytes;
  }

  private load(path: string): Uint8Array | undefined {
    try {
      return readFileSync(join(this.root, path));
    } catch {
      return undefined;
    }
  }

  /** SHA-256 of a file in hexadecimal; null when there is no such file. */
  hash(path: string): string | null {
    const known = this.hashes.get(path);
    if (known !== undefined) return known;
    const bytes = this.bytes(path);
    const made = bytes === undefined ? null : hash("sha256", bytes, "hex");
    this.hashes.set(path, made);
    return made;
  }

  exists(path: string): boolean {
    return statSync(join(this.root, path), { throwIfNoEntry: false })?.isFile() === true;
  }

  /** Names of the Python files in a folder. */
  pythonFilesOf(folder: string): string[] {
    try {
      return readdirSync(join(this.root, folder)).filter((name) => name.endsWith(".py"));
    } catch {
      return [];
    }
  }

  /**
   * Begins to note which files the reading of a file asks for; the function that it gives tells them. It also lets go of the file
   * itself where no other has imported it, for files are many and read once.
   */
  watch(entry: string): () => string[] {
    const noted = new Set<string>();
    this.noted = noted;
    return () => {
      for (const path of noted) if (path !== entry) this.imported.add(path);
      if (!this.imported.has(entry)) {
        this.parsed.delete(entry);
        this.texts.delete(entry);
      }
      return [...noted];
    };
  }

  readonly parse = (path: string): ParsedFile | undefined => {
    this.noted.add(path);
    if (!this.parsed.has(path)) this.parsed.set(path, this.read(path));
    const known = this.parsed.get(path);
    if (known instanceof SyntaxProblem) throw known;
    return known;
  };

  private read(path: string): ParsedFile | SyntaxProblem | undefined {
    const bytes = this.bytes(path);
    this.hash(path);
    if (bytes === undefined) return undefined;
    try {
      const text = decodeSource(bytes);
      this.texts.set(path, text);
      return { path, text, statements: parsePython(text, this.pythonMinor) };
    } catch (thrown) {
      if (thrown instanceof SyntaxProblem) return thrown;
      throw thrown;
    }
  }

  /** Line and column of an offset, both from 1. */
  position(path: string, at: number): { readonly line: number; readonly column: number } {
    const text = this.texts.get(path) ?? "";
    let line = 1;
    let start = 0;
    for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", start)) {
      line++;
      start = next + 1;
    }
    return { line, column: at - start + 1 };
  }

  readonly plainText = (path: string): string | undefined => {
    this.noted.add(path);
    this.hash(path);
    const bytes = this.bytes(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };

  readonly isFolder = (path: string): boolean =>
    statSync(join(this.root, path), { throwIfNoEntry: false })?.isDirectory() === true;

  /** Lets go of all that was read. */
  forget(): void {
    this.parsed.clear();
    this.texts.clear();
    this.latest = undefined;
  }
}
