import type { Flow } from "./flow.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Schedule } from "./schedule.ts";
import type { TaskRunner } from "./task-runner.ts";

/**
 * A version that depends on what is deployed now. The resolver evaluates it, and only when something else about
 * the deployment changed, so a second deploy never bumps it.
 */
export type LateVersion =
  | { readonly $late: "nextInteger" }
  | { readonly $late: "nextSemver"; readonly bump: "major" | "minor" | "patch"; readonly first: string };

/** What happens to a run for which no slot is free. */
export interface ConcurrencyOptions {
  readonly collision_strategy: "ENQUEUE" | "CANCEL_NEW";
  /** Seconds, at least 60. */
  readonly grace_period_seconds?: number;
}

/**
 * The fields of a deployment that a recipe may declare. Each has three states: absent means 'not ours' (cleared if we
 * declared it before, else left as Prefect has it), `null` or empty means 'clear it', a value means 'set it'.
 */
export interface DeploymentFields {
  readonly description?: string | null;
  readonly version?: string | LateVersion | null;
  readonly tags?: readonly string[];
  /** `file.py:function`, relative to {@link DeploymentFields.path} or to what the pull steps fetch. */
  readonly entrypoint?: string | null;
  readonly path?: string | null;
  readonly parameters?: JsonObject;
  readonly parameterSchema?: JsonObject | null;
  readonly enforceParameterSchema?: boolean;
  /** By slug; those that people added stay. Empty: none at all, also none of theirs. */
  readonly schedules?: readonly Schedule[];
  /** Declared: enforced at every deploy. */
  readonly paused?: boolean;
  /** Runs at the same time, at least 1. */
  readonly concurrencyLimit?: number | null;
  /** Name of a global concurrency limit that several deployments share; not beside a limit of its own. */
  readonly sharedLimit?: string | null;
  readonly concurrencyOptions?: ConcurrencyOptions | null;
  readonly workPool?: string | null;
  readonly workQueue?: string | null;
  readonly jobVariables?: JsonObject;
  readonly pullSteps?: readonly JsonObject[] | null;
  /**
   * What runs the flow's tasks, whatever its code says: the entrypoint becomes a module that a pull step writes. Only the
   * flow of the deployment gets it; a subflow keeps its own.
   */
  readonly taskRunner?: TaskRunner | null;
  /** Labels beside the ones that mark ownership; those that people added stay. Empty: none at all beside our marks. */
  readonly labels?: Readonly<Record<string, string | number | boolean>>;
  /**
   * What people may change without a deploy changing it back, once the deployment exists: dotted paths in the names of
   * Prefect's API, for example `description`, `parameters.day`, `schedules.nightly.active`. @default []
   */
  readonly ignoreChanges?: readonly string[];
  /** Its name before, or `flow/name` when its flow was renamed too: it takes over from that deployment. */
  readonly renamedFrom?: string;
  /** Never deleted by us, also when it is no longer declared; takes effect with the deploy that says so. @default false */
  readonly protect?: boolean;
  /** Any other field of Prefect's API, by its own name; wins over what recipes set. */
  readonly extra?: Readonly<Record<string, Json>>;
}

/**
 * The desired deployment of one flow: plain frozen data that recipes transform.
 *
 * @example
 * ```ts
 * import type { Deployment } from "meta-prefect/kit";
 * const withOwner = (deployment: Deployment): Deployment => ({ ...deployment, tags: [...(deployment.tags ?? []), "owner=data"] });
 * ```
 */
export interface Deployment extends DeploymentFields {
  readonly flow: Flow;
  /** Prefect's name of the deployment; with the flow's name it is its identity. */
  readonly name: string;
}
