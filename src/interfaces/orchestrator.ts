import type { DeployResult } from "./results.ts";

/** What `package` wrote and built. */
export interface PackageResult {
  /** Absolute. */
  readonly script: string;
  /** Absolute. */
  readonly dockerfile: string;
  /** `name:tag`, or `name@sha256:…` when it was pushed; null where deploying builds it. */
  readonly image: string | null;
  readonly note?: string;
}

/** What `deploy` of an orchestrator did. */
export interface OrchestratedDeploy {
  /** Whether a work pool runs it, or a container or process that serves it. */
  readonly mode: "dynamic" | "static";
  /** Of a work pool. */
  readonly result?: DeployResult;
  /** Absolute paths of what was written. */
  readonly manifests: readonly string[];
  /** Sentences for the reader. */
  readonly notes: readonly string[];
}

/** A run that an orchestrator made. */
export interface OrchestratedRun {
  readonly flowRunId: string;
  readonly url: string;
}

/** What `stop` of an orchestrator ended. */
export interface OrchestratedStop {
  readonly stopped: readonly string[];
}
