import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decodeSource } from "./python/decode.ts";
import type { Files, ParsedFile } from "./python/project-files.ts";
import { parsePython } from "./python/parse.ts";
import { SyntaxProblem } from "./python/syntax-problem.ts";

/** The Python files of a folder, each parsed once. */
export class SourceFiles implements Files {
  readonly root: string;
  private readonly pythonMinor: number;
  private readonly parsed = new Map<string, ParsedFile | SyntaxProblem | undefined>();
  private noted = new Set<string>();
  private readonly texts = new Map<string, string>();

  constructor(root: string, pythonMinor: number) {
    this.root = root;
    this.pythonMinor = pythonMinor;
  }

  /** The bytes of a file; undefined when there is no such file. */
  bytes(path: string): Uint8Array | undefined {
    try {
      return readFileSync(join(this.root, path));
    } catch {
      return undefined;
    }
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

  /** Begins to note which files are asked for; the function that it gives tells them. */
  watch(): () => string[] {
    const noted = new Set<string>();
    this.noted = noted;
    return () => [...noted];
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
    const before = this.texts.get(path)?.slice(0, at) ?? "";
    const lastBreak = before.lastIndexOf("\n");
    return { line: before.split("\n").length, column: at - lastBreak };
  }

  readonly isFolder = (path: string): boolean =>
    statSync(join(this.root, path), { throwIfNoEntry: false })?.isDirectory() === true;
}
