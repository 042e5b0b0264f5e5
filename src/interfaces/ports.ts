import type { Inspection } from "./flow.ts";
import type { JsonObject } from "./json.ts";

/** A worker process that this machine runs. */
export interface LocalWorker {
  readonly pool: string;
  /** Name under which it reports to Prefect. */
  readonly name: string;
  readonly pid: number;
  /** Absolute path. */
  readonly logFile: string;
  /** As {@link WorkerLaunch.spec}; absent where it was started without. */
  readonly spec?: string;
}

/** What a worker is started with beside its pool and type. */
export interface WorkerLaunch {
  /** Runs at the same time. @default as many as there are */
  readonly limit?: number;
  /** @default all queues of the pool */
  readonly workQueues?: readonly string[];
  /** Digest of all this, by which the caller knows it again. */
  readonly spec?: string;
}

/** Starts and stops Prefect workers as detached processes of this machine. */
export interface ProcessHost {
  /** Whether a worker's name says that it runs on this machine. */
  readonly isOfThisMachine: (workerName: string) => boolean;
  /** Name of the worker that this machine runs for a pool. Stable. */
  readonly workerName: (pool: string) => string;
  /**
   * Starts a worker unless one that we started still lives; never two for a pool.
   * Does not wait for its first heartbeat.
   */
  readonly startWorker: (pool: string, type: string, launch?: WorkerLaunch) => Promise<LocalWorker>;
  /** Stops the worker that we started for the pool; false when there was none. */
  readonly stopWorker: (pool: string) => Promise<boolean>;
  /** The workers that we started and that still live. */
  readonly workers: () => Promise<readonly LocalWorker[]>;
}

/** The few questions that drivers ask of the disk. */
export interface FileHost {
  readonly isFolder: (path: string) => Promise<boolean>;
}

/** Time as drivers and the apply loop see it. */
export interface Clock {
  readonly now: () => Date;
  /** Rejects with the signal's reason when it is aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Validates a value against a JSON Schema. */
export interface SchemaChecker {
  /** Every breach: JSON pointer below the value, and a message. Empty when valid. */
  readonly check: (
    schema: JsonObject,
    value: JsonObject,
  ) => readonly { readonly path: string; readonly message: string }[];
}

/** Asks Prefect itself about flows, by loading them in a Python process. */
export interface FlowInspector {
  /**
   * Loads the flows at these entrypoints, in one process, and answers for each; one that fails, ends the process or
   * hangs spoils none of the others.
   *
   * @throws MetaPrefectError `no-inspection-python` when no interpreter has Prefect
   */
  readonly inspect: (entrypoints: readonly string[]) => Promise<ReadonlyMap<string, Inspection>>;
}
