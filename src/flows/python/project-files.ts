import type { Stmt } from "./ast.ts";

/** A Python file of the project, parsed. */
export interface ParsedFile {
  /** Path relative to the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly statements: readonly Stmt[];
}

/** Reads the project's files. */
export interface Files {
  /** Parses a file; undefined when there is none. Throws SyntaxProblem when it is not Python. */
  readonly parse: (path: string) => ParsedFile | undefined;
  /** The text of a file that is no Python; undefined when there is none. */
  readonly plainText: (path: string) => string | undefined;
  readonly isFolder: (path: string) => boolean;
}
