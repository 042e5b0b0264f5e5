import type { Diagnostic } from "./diagnostic.ts";
import type { RunOptions } from "./options.ts";
import type { Target } from "./results.ts";

/** Options of `writeManifests`. */
export interface ManifestsOptions extends RunOptions {
  /** Folder to write to, absolute. @default `manifests` in the project's folder */
  readonly out?: string | undefined;
}

/** A secret that the files refer to and do not have. */
export interface ManifestsSecret {
  readonly namespace: string;
  readonly name: string;
  /** Settings of Prefect. */
  readonly keys: readonly string[];
}

/** What `writeManifests` wrote. */
export interface ManifestsResult {
  readonly target: Target;
  /** Absolute. */
  readonly files: readonly string[];
  readonly secrets: readonly ManifestsSecret[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The action about files for a cluster. */
export interface ManifestsActions {
  /** Writes the objects of the declared workers in clusters as files, and values of Prefect's own charts. */
  readonly writeManifests: (options: ManifestsOptions) => Promise<ManifestsResult>;
}
