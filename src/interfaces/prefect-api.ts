import type { ControlApi } from "./api-control.ts";
import type { AutomationsApi } from "./api-automation.ts";
import type { BlocksApi } from "./api-block.ts";
import type { ConcurrencyLimitsApi } from "./api-concurrency-limit.ts";
import type { InventoryApi } from "./api-inventory.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Timing } from "./schedule.ts";

/*
 * What we use of Prefect's REST API, in its own names. Bodies and answers hold only the fields that we read or write;
 * a test holds them to the OpenAPI document of a running server.
 */

/** A flow, as Prefect answers it. */
export interface ApiFlow {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
}

/** A schedule of a deployment, as Prefect answers it. */
export interface ApiSchedule {
  readonly id: string;
  readonly slug: string | null;
  readonly active: boolean;
  readonly schedule: Timing;
  readonly parameters: JsonObject;
  readonly max_scheduled_runs: number | null;
  /** When it was made or changed, by the server's clock. */
  readonly updated?: string | undefined;
}

/** The limit of runs at the same time that a deployment has. */
export interface ApiConcurrencyLimit {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
}

/** A deployment, as Prefect answers it. */
export interface ApiDeployment {
  readonly id: string;
  readonly name: string;
  readonly flow_id: string;
  readonly version: string | null;
  readonly description: string | null;
  readonly paused: boolean;
  readonly tags: readonly string[];
  readonly labels: Readonly<Record<string, string | number | boolean>>;
  readonly schedules: readonly ApiSchedule[];
  readonly parameters: JsonObject;
  readonly parameter_openapi_schema: JsonObject | null;
  readonly enforce_parameter_schema: boolean;
  readonly job_variables: JsonObject;
  readonly work_pool_name: string | null;
  readonly work_queue_name: string | null;
  readonly path: string | null;
  readonly entrypoint: string | null;
  readonly pull_steps: readonly JsonObject[] | null;
  readonly global_concurrency_limit: ApiConcurrencyLimit | null;
  readonly concurrency_options: JsonObject | null;
  readonly storage_document_id: string | null;
  readonly infrastructure_document_id: string | null;
}

/** Body of `POST /deployments/` (an upsert) and, without name, flow and labels, of `PATCH /deployments/{id}`. */
export type DeploymentBody = Readonly<Record<string, Json>>;

/** Body of a schedule in the schedules sub-resource. */
export interface ScheduleBody {
  readonly slug?: string;
  readonly active?: boolean;
  readonly schedule?: Timing;
  readonly parameters?: JsonObject;
  readonly max_scheduled_runs?: number;
}

/** A work pool, as Prefect answers it. */
export interface ApiWorkPool {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly description: string | null;
  readonly is_paused: boolean;
  readonly concurrency_limit: number | null;
  readonly base_job_template: JsonObject;
  readonly status: string | null;
}

/** A queue of a work pool, as Prefect answers it. */
export interface ApiWorkQueue {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly is_paused: boolean;
  readonly concurrency_limit: number | null;
  readonly priority: number;
}

/** A worker that polls a pool, as Prefect answers it. */
export interface ApiWorker {
  readonly id: string;
  readonly name: string;
  readonly status: "ONLINE" | "OFFLINE";
  readonly last_heartbeat_time: string | null;
}

/** A Variable, as Prefect answers it. */
export interface ApiVariable {
  readonly id: string;
  readonly name: string;
  readonly value: Json;
  readonly tags: readonly string[];
  /** ISO 8601, by the server's clock, as `updated`. */
  readonly created: string;
  readonly updated: string;
}

/** The state of a flow run, as Prefect answers it. */
export interface ApiState {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly message: string | null;
  readonly timestamp: string;
}

/** A flow run, as Prefect answers it. */
export interface ApiFlowRun {
  readonly id: string;
  readonly name: string;
  readonly flow_id: string;
  readonly deployment_id: string | null;
  readonly parameters: JsonObject;
  readonly state: ApiState | null;
  readonly expected_start_time: string | null;
}

/** A line of a flow run's log. */
export interface ApiLog {
  readonly id: string;
  readonly name: string;
  readonly level: number;
  readonly message: string;
  readonly timestamp: string;
}

/** What decides how we write: SQLite takes one writer at a time. */
export type Database = "sqlite" | "postgresql" | "unknown";

/**
 * The port through which everything sees Prefect. Reads page by themselves and answer whole lists; a missing thing is
 * `undefined`, every other failure throws a `MetaPrefectError`. Requests that are safe to repeat are repeated
 * (408, 429, 502, 503, network errors), honouring Retry-After.
 */
export interface PrefectApi {
  /** API root without a trailing slash, for example `http://127.0.0.1:4200/api`. */
  readonly url: string;
  /** Address of Prefect's UI, without a trailing slash. */
  readonly uiUrl: string;
  /** Checks that this is a Prefect 3 server and answers its version, for example `3.8.8`. */
  readonly version: () => Promise<string>;
  /** The server's clock, in milliseconds since 1970, cut to seconds; undefined when it does not tell. */
  readonly serverTime: () => Promise<number | undefined>;
  readonly database: () => Promise<Database>;
  /** How often the server has said so far that it has too much to do (429, 503). */
  readonly busyAnswers: () => number;
  readonly flows: {
    readonly withTag: (tag: string) => Promise<readonly ApiFlow[]>;
    readonly named: (names: readonly string[]) => Promise<readonly ApiFlow[]>;
    /** Makes the flow or answers the one of that name, unchanged. */
    readonly ensure: (flow: { readonly name: string; readonly tags: readonly string[] }) => Promise<ApiFlow>;
    readonly setTags: (id: string, tags: readonly string[]) => Promise<void>;
  };
  readonly deployments: {
    /** All deployments of flows that carry the tag. */
    readonly ofFlowsWithTag: (tag: string) => Promise<readonly ApiDeployment[]>;
    /** Deployments of any of these flows with any of these names. */
    readonly named: (flows: readonly string[], names: readonly string[]) => Promise<readonly ApiDeployment[]>;
    readonly get: (id: string) => Promise<ApiDeployment | undefined>;
    readonly byName: (flow: string, name: string) => Promise<ApiDeployment | undefined>;
    /** The upsert: omitted schedules, parameters and labels are emptied. */
    readonly upsert: (body: DeploymentBody) => Promise<ApiDeployment>;
    readonly patch: (id: string, body: DeploymentBody) => Promise<void>;
    /** Done when it is already gone. */
    readonly delete: (id: string) => Promise<void>;
    /** Deletes the automations that the deployment owns, which outlive it otherwise. */
    readonly deleteOwnedAutomations: (id: string) => Promise<void>;
    /** How many deployments of anybody use the pool. */
    readonly countInPool: (pool: string) => Promise<number>;
    /** How many deployments of anybody use a global concurrency limit; reads them all. */
    readonly countWithLimit: (limitId: string) => Promise<number>;
    /**
     * Makes upcoming runs at once, and those that came due in the last `elapsed` milliseconds, or from `due` on, but
     * after `since`, and are not there. Right after a read or an upsert of the deployment. @default 0
     */
    readonly scheduleNow: (id: string, elapsed?: number, since?: Date, due?: Date) => Promise<void>;
    /** When the first run is due that a schedule made and nobody has taken yet; it may be late already. */
    readonly firstDue: (id: string) => Promise<Date | undefined>;
    readonly addSchedules: (
      id: string,
      schedules: readonly ScheduleBody[],
    ) => Promise<readonly ApiSchedule[]>;
    readonly patchSchedule: (id: string, scheduleId: string, body: ScheduleBody) => Promise<void>;
    readonly deleteSchedule: (id: string, scheduleId: string) => Promise<void>;
    readonly createFlowRun: (
      id: string,
      body: { readonly parameters: JsonObject; readonly idempotency_key: string },
    ) => Promise<ApiFlowRun>;
  };
  readonly workPools: {
    readonly named: (names: readonly string[]) => Promise<readonly ApiWorkPool[]>;
    /** Fails with `already-exists` when somebody was faster. */
    readonly create: (body: Readonly<Record<string, Json>>) => Promise<ApiWorkPool>;
    readonly patch: (name: string, body: Readonly<Record<string, Json>>) => Promise<void>;
    readonly delete: (name: string) => Promise<void>;
    /** Default base job templates by worker type. */
    readonly defaultTemplates: () => Promise<Readonly<Record<string, JsonObject>>>;
    /** Empty when there is no such pool. */
    readonly queues: (pool: string) => Promise<readonly ApiWorkQueue[]>;
    readonly createQueue: (pool: string, body: Readonly<Record<string, Json>>) => Promise<ApiWorkQueue>;
    readonly patchQueue: (pool: string, queue: string, body: Readonly<Record<string, Json>>) => Promise<void>;
    readonly deleteQueue: (pool: string, queue: string) => Promise<void>;
    /** Empty when there is no such pool. */
    readonly workers: (pool: string) => Promise<readonly ApiWorker[]>;
    /** Forgets a worker; done when it is already gone. */
    readonly deleteWorker: (pool: string, name: string) => Promise<void>;
  };
  readonly control: ControlApi;
  readonly automations: AutomationsApi;
  readonly blocks: BlocksApi;
  readonly concurrencyLimits: ConcurrencyLimitsApi;
  readonly inventory: InventoryApi;
  readonly variables: {
    /** Those that exist of these. */
    readonly named: (names: readonly string[]) => Promise<readonly ApiVariable[]>;
    readonly withTags: (tags: readonly string[]) => Promise<readonly ApiVariable[]>;
    /** Makes the variable, or overwrites its value and tags. */
    readonly write: (body: {
      readonly name: string;
      readonly value: Json;
      readonly tags: readonly string[];
    }) => Promise<void>;
    /** Makes the variable; undefined when there is one of that name. Of several at once exactly one succeeds. */
    readonly create: (body: {
      readonly name: string;
      readonly value: Json;
      readonly tags: readonly string[];
    }) => Promise<ApiVariable | undefined>;
    /** Gives an existing variable another value; false when there is none of that name. */
    readonly setValue: (name: string, value: Json) => Promise<boolean>;
    /** Done when it is already gone. */
    readonly delete: (name: string) => Promise<void>;
  };
  readonly flowRuns: {
    readonly get: (id: string) => Promise<ApiFlowRun | undefined>;
    /** Log lines of a run from an instant on, oldest first. */
    readonly logs: (id: string, after: string | undefined) => Promise<readonly ApiLog[]>;
    /** Runs of these deployments, at most `limit` (up to 200) for all together: the next ones of `SCHEDULED`, else the latest. */
    readonly ofDeployments: (
      ids: readonly string[],
      options: { readonly states: readonly string[]; readonly limit: number },
    ) => Promise<readonly ApiFlowRun[]>;
  };
}
