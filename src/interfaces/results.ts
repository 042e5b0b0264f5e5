import type { Diagnostic } from "./diagnostic.ts";
import type { ExplainResult } from "./explain.ts";
import type { DeploymentJob } from "./job.ts";
import type { JsonObject } from "./json.ts";
import type {
  CallerOptions,
  DeployOptions,
  FlowOptions,
  FlowRunOptions,
  PlanOptions,
  RecipeOptions,
  RenderOptions,
  RunOptions,
  WorkerOptions,
} from "./options.ts";
import type { Pickup, SyncState } from "./pickup.ts";
import type { Outcome, Plan } from "./plan.ts";
import type { DeploymentBody } from "./prefect-api.ts";
import type { Timing } from "./schedule.ts";
import type {
  FlowResult,
  FlowRunResult,
  FlowsResult,
  RecipeResult,
  RecipesResult,
  ServerResult,
  ServerStatus,
  WorkerCount,
  WorkerState,
  WorkersResult,
} from "./tool-results.ts";

/*
 * What the actions answer. Results are plain data that JSON can carry without loss.
 *
 * Mistakes in what a person wrote travel in `diagnostics`; with an error among them nothing was written. Everything
 * else that goes wrong is a thrown MetaPrefectError, which may carry diagnostics too.
 */

/** What a run is about. */
export interface Target {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The ownership mark. */
  readonly project: string;
  /** Of the selected entries; sorted. */
  readonly environments: readonly string[];
  /** API root without a trailing slash; null where the server was not asked. */
  readonly api: string | null;
}

/** A component by kind and name. */
export interface ComponentName {
  readonly kind: string;
  readonly name: string;
}

/** What `plan` found. */
export interface PlanResult {
  readonly target: Target;
  /** Empty when the declarations have errors. */
  readonly plan: Plan;
  /** The components that `plan.unchanged` counts. */
  readonly unchanged: readonly ComponentName[];
  /** Of reading, building and planning; those of `plan.diagnostics` are among them. */
  readonly diagnostics: readonly Diagnostic[];
  /** The job of each declared deployment; only where `render` asks for it. */
  readonly jobs?: readonly DeploymentJob[];
}

/** A deployment that Prefect has. */
export interface DeployedDeployment {
  readonly flow: string;
  readonly name: string;
  readonly id: string;
  /** Its page in Prefect's UI. */
  readonly url: string;
}

/** What `deploy` did. */
export interface DeployResult extends PlanResult {
  /** One for each change of the plan, in the order in which they ended; empty when nothing was attempted. */
  readonly outcomes: readonly Outcome[];
  /** The declared deployments that Prefect has now. */
  readonly deployments: readonly DeployedDeployment[];
  /** Sentences for the reader, for example that a worker was started and where it logs. */
  readonly notes: readonly string[];
  /** How the smoke run ended; absent when there was none. */
  readonly smokeRun?: FlowRunResult | undefined;
}

/** A deployment as the declarations name it. */
export interface DeclaredDeployment {
  readonly flow: string;
  readonly name: string;
  readonly environment: string;
}

/** What `validate` found; the server was not asked. */
export interface ValidateResult {
  readonly target: Target;
  readonly deployments: readonly DeclaredDeployment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A deployment as it would be sent. */
export interface RenderedDeployment extends DeclaredDeployment {
  /** In the names of Prefect's API, labels and schedules included; a late value is `{ "$late": … }`. */
  readonly body: DeploymentBody;
  /** Digest of the flow's code. */
  readonly digest: string;
  /** Slugs of schedules whose `active` holds only when the schedule is made. */
  readonly initially: readonly string[];
  /** Keys (`kind:name`) of the components that must exist before. */
  readonly requires: readonly string[];
  /** Dotted paths that are left as Prefect has them once the deployment exists. @default [] */
  readonly ignore?: readonly string[];
  /** `flow/name` of the deployment from which this one takes over. */
  readonly renamedFrom?: string;
  /** Never deleted by us. @default false */
  readonly protect?: boolean;
}

/** A component that deployments need, as data. */
export interface RenderedComponent extends ComponentName {
  readonly environment: string;
  readonly spec: JsonObject;
  /** Keys (`kind:name`) of what must exist before. */
  readonly requires: readonly string[];
  /** Must exist already and is never written. */
  readonly external: boolean;
}

/** What `render` answers, and what `--rendered` reads. */
export interface RenderResult {
  readonly target: Target;
  readonly deployments: readonly RenderedDeployment[];
  /** Besides deployments and flows. */
  readonly components: readonly RenderedComponent[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A flow run in one line. */
export interface RunSummary {
  readonly id: string;
  readonly name: string;
  /** Prefect's name of the state, for example `Completed`. */
  readonly state: string;
  /** ISO 8601: since when it is in this state, or when it is due. */
  readonly time: string;
}

/** A deployment of ours as Prefect has it now. */
export interface DeploymentStatus extends DeployedDeployment {
  readonly environment: string;
  readonly paused: boolean;
  readonly version: string | null;
  readonly schedules: readonly {
    readonly slug: string | null;
    readonly active: boolean;
    readonly timing: Timing;
  }[];
  readonly workPool: string | null;
  /** The latest run that began. */
  readonly lastRun?: RunSummary | undefined;
  /** The next scheduled run. */
  readonly nextRun?: RunSummary | undefined;
  /** The next few, that one included. */
  readonly nextRuns: readonly RunSummary[];
  /** How it stands to what is declared now. */
  readonly sync: SyncState;
  /** Who takes its runs. */
  readonly pickup: Pickup;
}

/** What `status` found. */
export interface StatusResult {
  readonly target: Target;
  readonly deployments: readonly DeploymentStatus[];
  readonly workers: readonly WorkerState[];
  /** Of each pool for which a worker is declared, by its name. */
  readonly workerCounts: readonly WorkerCount[];
  /** Declared and not deployed. */
  readonly missing: readonly DeclaredDeployment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Every use case, as `meta-prefect` exports it. */
export interface Actions {
  /** Makes Prefect what the project declares. A failed change is an outcome, not an exception. */
  readonly deploy: (options: DeployOptions) => Promise<DeployResult>;
  /** Says what `deploy` would do. Writes and starts nothing. */
  readonly plan: (options: PlanOptions) => Promise<PlanResult>;
  /** Reads and builds everything without a server. */
  readonly validate: (options: RunOptions) => Promise<ValidateResult>;
  /** Answers the bodies that would be sent. */
  readonly render: (options: RenderOptions) => Promise<RenderResult>;
  /** Says of one declared deployment where each value of its body comes from. */
  readonly explain: (options: RunOptions) => Promise<ExplainResult>;
  /** Says what Prefect has of ours. */
  readonly status: (options: RunOptions) => Promise<StatusResult>;
  /** Makes a flow run of a deployment. */
  readonly run: (options: FlowRunOptions) => Promise<FlowRunResult>;
  readonly startServer: (options: CallerOptions) => Promise<ServerResult>;
  readonly stopServer: (options: CallerOptions) => Promise<ServerResult>;
  readonly serverStatus: (options: CallerOptions) => Promise<ServerStatus>;
  readonly startWorker: (options: WorkerOptions) => Promise<WorkersResult>;
  readonly stopWorker: (options: WorkerOptions) => Promise<WorkersResult>;
  readonly workerStatus: (options: WorkerOptions) => Promise<WorkersResult>;
  readonly listRecipes: (options: CallerOptions) => Promise<RecipesResult>;
  /** All flows under the project's globs, from their source only. */
  readonly listFlows: (options: CallerOptions) => Promise<FlowsResult>;
  /** @throws MetaPrefectError with one diagnostic when there is no such flow */
  readonly showFlow: (options: FlowOptions) => Promise<FlowResult>;
  /** @throws MetaPrefectError `unknown-recipe` with the nearest names. */
  readonly showRecipe: (options: RecipeOptions) => Promise<RecipeResult>;
}
