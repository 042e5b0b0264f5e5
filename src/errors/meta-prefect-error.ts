import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Code } from "./codes.ts";
import { redact } from "./redact.ts";

const brand = Symbol.for("meta-prefect.error");

/**
 * The one error that we throw.
 *
 * The message is lower case, has the wrong value in it and no period; the hint says the next step. Secrets that were
 * looked up are never in either.
 */
export class MetaPrefectError extends Error {
  override readonly name = "MetaPrefectError";
  readonly [brand] = true;
  readonly code: Code;
  readonly hint: string | undefined;
  /** Where one failure has several located causes. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    code: Code,
    message: string,
    options: {
      readonly hint?: string | undefined;
      readonly cause?: unknown;
      readonly diagnostics?: readonly Diagnostic[] | undefined;
    } = {},
  ) {
    super(redact(message), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint === undefined ? undefined : redact(options.hint);
    this.diagnostics = options.diagnostics ?? [];
  }
}

/** Whether a thrown value is ours, also when another copy of this package made it. */
export function isMetaPrefectError(thrown: unknown): thrown is MetaPrefectError {
  return thrown instanceof Error && brand in thrown;
}
