import type { Diagnostic } from "./diagnostic.ts";
import type { Outcome } from "./plan.ts";
import type { CallerOptions } from "./options.ts";
import type { Target } from "./results.ts";

/** Options of `gc`. */
export interface GcOptions extends CallerOptions {
  /** Only say what has expired. */
  readonly dryRun: boolean;
}

/** An environment that was deployed for a time. */
export interface EphemeralEnvironment {
  readonly environment: string;
  /** ISO 8601. */
  readonly expires: string;
  readonly expired: boolean;
}

/** What `gc` found and did. */
export interface GcResult {
  readonly target: Target;
  /** By name; those that were never deployed for a time are not among them. */
  readonly ephemeral: readonly EphemeralEnvironment[];
  /** Of the deletions; empty with `dryRun`. */
  readonly outcomes: readonly Outcome[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The actions on environments that live for a time. */
export interface EphemeralActions {
  /** Destroys the project's environments that have expired. */
  readonly gc: (options: GcOptions) => Promise<GcResult>;
}
