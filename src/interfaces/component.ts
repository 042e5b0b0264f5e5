import type { Location } from "./diagnostic.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Schedule } from "./schedule.ts";
import type { GitStorageSpec, S3StorageSpec } from "./storage.ts";

/**
 * One thing that must exist for a deployment to work. Plain frozen data.
 * Two components with the same kind and name are the same thing and must have equal specs.
 */
export interface Component<Kind extends string = string, Spec extends object = object> {
  readonly kind: Kind;
  /** Unique in its kind; a queue's is `pool/queue`. */
  readonly name: string;
  readonly spec: Spec;
  /** What must exist before this. */
  readonly requires: readonly Component[];
  /** Must exist already and is never written. @default false */
  readonly external?: boolean;
}

/** One change to a base job template: what stands at a path, or `undefined` for 'not there'. */
export interface TemplatePatch {
  /**
   * Keys from the root, for example `["variables", "properties", "meta_prefect_env"]`. In a list the key is an index, and
   * the item must be there.
   */
  readonly path: readonly string[];
  readonly value: Json;
}

/** What we want of a work pool. Absent fields are left as Prefect has them. */
export interface WorkPoolSpec {
  /** Worker type, for example `process`; cannot change once the pool exists. */
  readonly type: string;
  readonly description?: string;
  /** Applied on top of the worker type's current default template; only these paths are ours. */
  readonly templatePatches?: readonly TemplatePatch[];
  /** A whole template instead of patches. */
  readonly baseJobTemplate?: JsonObject;
  readonly concurrencyLimit?: number | null;
  readonly paused?: boolean;
}

/** What we want of a work queue. */
export interface WorkQueueSpec {
  readonly pool: string;
  readonly queue: string;
  readonly concurrencyLimit?: number | null;
  readonly priority?: number;
  readonly description?: string;
}

/** A worker process on this machine that polls one pool. */
export interface WorkerSpec {
  readonly pool: string;
  readonly type: string;
  /** Runs at the same time, at least 1. @default as many as there are */
  readonly limit?: number;
  /** Names of the queues that it polls. @default all of the pool */
  readonly workQueues?: readonly string[];
}

/** A folder on this machine that holds the flow's code. */
export interface LocalStorageSpec {
  readonly type: "local";
  /** Absolute path. */
  readonly path: string;
}

/** Where the flow's code is. */
export type StorageSpec = LocalStorageSpec | GitStorageSpec | S3StorageSpec;

/** The flow object on the server, with the tag that makes its deployments findable. */
export interface FlowSpec {
  readonly flow: string;
}

/** A work pool. */
export type WorkPoolComponent = Component<"work-pool", WorkPoolSpec>;
/** A queue of a work pool. */
export type WorkQueueComponent = Component<"work-queue", WorkQueueSpec>;
/** A worker process on this machine. */
export type WorkerComponent = Component<"worker", WorkerSpec>;
/** Where the flow's code is. */
export type StorageComponent = Component<"storage", StorageSpec>;
/** The flow object on the server. */
export type FlowComponent = Component<"flow", FlowSpec>;

/** Which recipe set something, and where that recipe was written. */
export interface Source {
  readonly recipe: string;
  readonly location?: Location;
}

/** A deployment as the server will see it: fields by their names in Prefect's API. Made by the resolver's build. */
export interface DeploymentSpec {
  readonly flow: string;
  readonly name: string;
  /** Digest of the flow's code: a change of it alone counts as a change of the deployment. */
  readonly digest: string;
  /** Declared fields without schedules and labels; a late version stands as `{ "$late": … }`. */
  readonly fields: JsonObject;
  /** Absent: no schedule was ever declared. */
  readonly schedules?: readonly Schedule[];
  /** Beside the ones that mark ownership. */
  readonly labels?: Readonly<Record<string, string | number | boolean>>;
  /** Dotted paths that are left as Prefect has them once the deployment exists. */
  readonly ignore?: readonly string[];
  /** `flow/name` of the deployment from which this one takes over. */
  readonly renamedFrom?: string;
  /** Never deleted by us. */
  readonly protect?: boolean;
  /** The fields as the ledger knows them, where a value is only known while deploying. @default fields */
  readonly remembered?: JsonObject;
  /** Who set a field, by its dotted path: `tags`, `job_variables.image`, `schedules.nightly`. */
  readonly because: Readonly<Record<string, Source>>;
  /** Where the deployment is declared. */
  readonly location?: Location;
}

/** A deployment. */
export type DeploymentComponent = Component<"deployment", DeploymentSpec>;
