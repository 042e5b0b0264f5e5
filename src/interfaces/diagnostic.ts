/**
 * A place in a file that a person wrote.
 * Lines and columns count from 1; `length` is in characters.
 */
export interface Location {
  /** Path as a person would type it: relative to the project's folder where it lies inside, else absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters to underline. @default 1 */
  readonly length?: number;
}

/** How bad a diagnostic is. Only errors stop a run. */
export type Severity = "error" | "warning";

/**
 * One mistake, found while reading or planning. All are collected, then shown together.
 *
 * The message is lower case, has the wrong value in it and no period; the hint says the next step.
 */
export interface Diagnostic {
  readonly severity: Severity;
  /** A key of the table in `src/errors/codes.ts`, for example `unknown-recipe`. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly location?: Location;
}

/** Where a declaration stands, and how to point at a part of it. */
export interface Origin {
  readonly location: Location;
  /** The location of a dotted path below the declaration (`variables.cpu`), if the file has it. */
  readonly locate: (path: string) => Location | undefined;
  /** The layer of the project file that gives the value at a dotted path (`variables.cpu`), or the declaration itself at "". */
  readonly layerOf?: (path: string) => ConfigurationLayer | undefined;
}

/** A layer of the project file: `defaults`, one of `environments`, or the entry itself. */
export type ConfigurationLayer = "defaults" | "environment" | "entry";
