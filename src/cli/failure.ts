import type { Code, Diagnostic } from "../index.ts";

/** What went wrong, as data: the `error` of a JSON document and the last lines of the text. */
export interface Failure {
  readonly code: Code;
  /** Lower case, with the wrong value in it, no period. */
  readonly message: string;
  readonly hint?: string | undefined;
  readonly diagnostics?: readonly Diagnostic[] | undefined;
  /** The messages of what caused it, outermost first; shown with `-v`. */
  readonly causes?: readonly string[] | undefined;
  /** Of an error that nobody foresaw; shown with `-v`. */
  readonly stack?: string | undefined;
}
