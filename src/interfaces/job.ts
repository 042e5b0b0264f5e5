import type { Location } from "./diagnostic.ts";
import type { Json, JsonObject } from "./json.ts";
import type { DeclaredDeployment } from "./results.ts";

/**
 * Where a value of a job comes from: `template` is fixed in the pool's job configuration, `pool` is the default of one
 * of its variables, `deployment` is a job variable.
 */
export type JobOrigin = "template" | "pool" | "deployment";

/** One value of a job: a text, number, boolean, null, or an empty list or object. */
export interface JobValue {
  /** Dotted; in a list the key is an index: `job_manifest.spec.template.spec.containers.0.image`. */
  readonly path: string;
  readonly value: Json;
  readonly origin: JobOrigin;
  /** The recipe that set the job variable; absent where none did. */
  readonly recipe?: string;
  readonly location?: Location;
  /** Holds a block, a variable or an environment variable, which the worker looks up for each run. @default false */
  readonly atRunTime?: boolean;
}

/** A deployment's job as its worker gets it, before the worker adds what belongs to one run. */
export interface DeploymentJob extends DeclaredDeployment {
  /** Work pool, as it will be after the deploy. */
  readonly pool: string | null;
  /** Null where there is no pool, or its template is not known before a worker or a deploy brings it. */
  readonly configuration: JsonObject | null;
  /** Every value of the configuration. */
  readonly values: readonly JobValue[];
}
