import type { Diagnostic } from "./diagnostic.ts";
import type { JsonObject } from "./json.ts";
import type { DeployResult } from "./results.ts";
import type { RecipeVariable } from "./tool-results.ts";

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

/** What Prefect has of a deployment of an orchestrator. */
export interface OrchestratedStatus {
  /** `flow/deployment`. */
  readonly name: string;
  readonly id: string;
  readonly url: string;
  readonly mode: OrchestratedDeploy["mode"];
  readonly paused: boolean;
  /** Null: something serves it. */
  readonly workPool: string | null;
  /** Workers of the pool that are online. */
  readonly workers: number;
  /** Why nobody takes the runs of a work pool, as sentences without a period. */
  readonly reasons: readonly string[];
  /** Name of the state of the latest run that has begun. */
  readonly lastRun: string | null;
}

/** What `delete` of an orchestrator took away. */
export interface OrchestratedDelete {
  /** `flow/deployment`; empty when there was none. */
  readonly deleted: readonly string[];
  readonly stopped: readonly string[];
}

/** What `check` of an orchestrator found. */
export interface OrchestratedCheck {
  readonly mode: OrchestratedDeploy["mode"];
  readonly diagnostics: readonly Diagnostic[];
}

/** The options of an orchestrator for a kind of infrastructure. */
export interface OrchestratorOptions {
  /** For example `kubernetes`. */
  readonly type: string;
  readonly package: readonly RecipeVariable[];
  /** Of `deploy` to a work pool. */
  readonly pool: readonly RecipeVariable[];
  /** Of `deploy` without one; empty where nothing can serve. */
  readonly served: readonly RecipeVariable[];
  /** Of `stop`, `status` and `delete`. */
  readonly stop: readonly RecipeVariable[];
  /** JSON Schemas of the options of `deploy`. */
  readonly schemas: { readonly pool: JsonObject; readonly served?: JsonObject };
}
