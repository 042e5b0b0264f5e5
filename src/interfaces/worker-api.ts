import type { JsonObject } from "./json.ts";
import type { ExecutedRun, RunApi } from "./run-api.ts";

/** How many runs are asked for, and until when they are to begin. */
export interface ScheduleQuery {
  /** ISO 8601. */
  readonly before: string;
  readonly limit: number;
}

/** The port through which a worker sees Prefect. */
export interface WorkerApi extends RunApi {
  readonly heartbeat: (pool: string, worker: string, intervalSeconds: number) => Promise<void>;
  /** The runs of a pool that are to begin; a paused pool or queue has none. */
  readonly scheduledInPool: (
    pool: string,
    query: ScheduleQuery & { readonly queues?: readonly string[] },
  ) => Promise<readonly ExecutedRun[]>;
  /** The runs of deployments that are to begin. */
  readonly scheduledOf: (
    deployments: readonly string[],
    query: ScheduleQuery,
  ) => Promise<readonly ExecutedRun[]>;
  readonly readPool: (
    name: string,
  ) => Promise<{ readonly type: string; readonly base_job_template: JsonObject } | undefined>;
  /** Those of these runs that are being cancelled. */
  readonly cancelling: (ids: readonly string[]) => Promise<readonly string[]>;
  readonly setPaused: (deployment: string, paused: boolean) => Promise<void>;
  /** Makes the deployment or changes it. */
  readonly deploy: (body: JsonObject) => Promise<{ readonly id: string }>;
}
