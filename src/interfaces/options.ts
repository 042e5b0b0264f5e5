import type { Reporter } from "./events.ts";
import type { InspectMode } from "./flow.ts";
import type { ImageOptions } from "./image.ts";
import type { JsonObject } from "./json.ts";

/* What every action is given. */

/** What every action may know of who calls it. */
export interface CallerOptions {
  /** Absolute. The project is the folder of the nearest `meta_prefect.yaml` here or above. */
  readonly directory: string;
  /** Selects entries; absent: `META_PREFECT__ENV`, else `dev`. */
  readonly environment?: string | undefined;
  /** Several environments in one run, instead of `environment`. @default none */
  readonly environments?: readonly string[] | undefined;
  /** The process environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @default nobody listens */
  readonly reporter?: Reporter | undefined;
  /** Stops the action, which then throws `interrupted`. */
  readonly signal?: AbortSignal | undefined;
  /** Whether a person sits at a terminal; only then may a local Prefect be started unasked. @default false */
  readonly interactive?: boolean | undefined;
  /** Start a local Prefect where no API is configured, whoever calls. @default false */
  readonly local?: boolean | undefined;
}

/** Options of the actions that work on the project's declarations. */
export interface RunOptions extends CallerOptions {
  /** Flow names, `flow/deployment` names or globs of either. One that matches nothing is an error. @default all */
  readonly selectors?: readonly string[] | undefined;
  /** TypeScript modules besides those that the project lists, absolute paths. @default none */
  readonly modules?: readonly string[] | undefined;
  /** Tags of which a deployment must have one; one that no deployment has is an error. @default any */
  readonly tags?: readonly string[] | undefined;
  /** A git revision: only deployments whose code or declaration is another one now. @default all */
  readonly changedSince?: string | undefined;
  /**
   * A deployments file, or a folder with one for each environment, absolute: what it says is deployed, in place of what the
   * project's file deploys. `prefect-deployments-prod.yaml` is about `prod`, unless another environment is asked for.
   * @default none
   */
  readonly deploymentsFile?: string | undefined;
  /** A platform file, absolute: the project is what its `prefect:` section says. @default none */
  readonly platformFile?: string | undefined;
  /**
   * A project file that is not written yet, read in place of the folder's; a partial one says nothing about what else is
   * declared. @default none
   */
  readonly draft?:
    { readonly file: string; readonly text: string; readonly partial?: boolean | undefined } | undefined;
}

/** Options of `plan`. */
export interface PlanOptions extends RunOptions {
  /** Take over things that exist and are nobody's. @default false */
  readonly adopt?: boolean | undefined;
  /** Delete what is ours and no longer declared. @default what the project file says, else false */
  readonly prune?: boolean | undefined;
  /**
   * How many deletions are meant in one environment. @default 10, or a fifth of what the environment owns if that is
   * more; none when nothing is declared for it any more
   */
  readonly maxDeletes?: number | undefined;
  /** Where to write the plan for `applyFile`, absolute; an error while planning writes nothing. @default nowhere */
  readonly out?: string | undefined;
  /** Seconds after which the environments of the run end, for `gc` to destroy. @default they stay */
  readonly ttl?: number | undefined;
  /** A file that `render` wrote, absolute; it is planned instead of the project's declarations. */
  readonly rendered?: string | undefined;
  /** Answer the job of each deployment too, as its worker will get it; `deploy` does not. @default false */
  readonly render?: boolean | undefined;
  /** What the run may do about images. @default build and push */
  readonly images?: ImageOptions | undefined;
}

/** Options of `deploy`. */
export interface DeployOptions extends PlanOptions {
  /** Start workers on this machine although the API is not on this machine. @default false */
  readonly startWorker?: boolean | undefined;
  /** Wait until somebody takes the runs of what was deployed. @default false: a warning says when nobody does */
  readonly wait?: boolean | undefined;
  /** `flow/deployment` to run to its end afterwards. @default none */
  readonly smokeRun?: string | undefined;
}

/** Options of `render`. */
export interface RenderOptions extends RunOptions {
  /** Ask the server for what late values become. @default false */
  readonly resolve?: boolean | undefined;
}

/** Options of `run`. */
export interface FlowRunOptions extends CallerOptions {
  /** `flow/deployment`, as Prefect shows it. */
  readonly deployment: string;
  /** Merged over the deployment's own. */
  readonly parameters: JsonObject;
  /** Report states and log lines, and answer when the run has ended. */
  readonly watch: boolean;
}

/** Options of the worker actions. */
export interface WorkerOptions extends CallerOptions {
  /** Absent: every process pool of this project and environment. */
  readonly pool?: string | undefined;
}

/** Options of `showRecipe`. */
export interface RecipeOptions extends CallerOptions {
  /** Name in YAML (`local_run_deployer`) or in code (`localRunDeployer`). */
  readonly recipe: string;
}

/** Options of `showFlow`. */
export interface FlowOptions extends CallerOptions {
  /**
   * `path/to/file.py:function` or `package.module:function`, from the directory or the project's folder; or the name of a flow below
   * the project's globs that only one has.
   */
  readonly entrypoint: string;
  /** @default what the project says, else `auto` */
  readonly inspect?: InspectMode | undefined;
}
