import type { Diagnostic } from "./diagnostic.ts";
import type { DeploymentBody } from "./prefect-api.ts";
import type { ExplainResult } from "./explain.ts";
import type { Reporter } from "./events.ts";
import type { InspectMode } from "./flow.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Pickup, SyncState } from "./pickup.ts";
import type { Outcome, Plan } from "./plan.ts";
import type { Timing } from "./schedule.ts";

/*
 * What every action is given and what it answers. Results are plain data that JSON can carry without loss.
 *
 * Mistakes in what a person wrote travel in `diagnostics`; with an error among them nothing was written. Everything
 * else that goes wrong is a thrown MetaPrefectError, which may carry diagnostics too.
 */

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
  /** Whether a person sits at a terminal; only then may a local Prefect be started unasked. */
  readonly interactive: boolean;
  /** Start a local Prefect where no API is configured, whoever calls. @default false */
  readonly local?: boolean | undefined;
}

/** Options of the actions that work on the project's declarations. */
export interface RunOptions extends CallerOptions {
  /** Flow names, `flow/deployment` names or globs of either; empty: all. One that matches nothing is an error. */
  readonly selectors: readonly string[];
  /** TypeScript modules besides those that the project lists, absolute paths. */
  readonly modules: readonly string[];
  /** Tags of which a deployment must have one; one that no deployment has is an error. @default any */
  readonly tags?: readonly string[] | undefined;
  /** A git revision: only deployments whose code or declaration is another one now. @default all */
  readonly changedSince?: string | undefined;
}

/** Options of `plan`. */
export interface PlanOptions extends RunOptions {
  /** Take over things that exist and are nobody's. */
  readonly adopt: boolean;
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
}

/** Options of `deploy`. */
export interface DeployOptions extends PlanOptions {
  /** Start workers on this machine although the API is not on this machine. */
  readonly startWorker: boolean;
  /** Wait until somebody takes the runs of what was deployed. @default false: a warning says when nobody does */
  readonly wait?: boolean | undefined;
  /** `flow/deployment` to run to its end afterwards. @default none */
  readonly smokeRun?: string | undefined;
}

/** Options of `render`. */
export interface RenderOptions extends RunOptions {
  /** Ask the server for what late values become. */
  readonly resolve: boolean;
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
  /** `path/to/file.py:function` or `package.module:function`, from the directory or the project's folder. */
  readonly entrypoint: string;
  /** @default what the project says, else `auto` */
  readonly inspect?: InspectMode | undefined;
}

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

/** A worker as the server sees it. */
export interface WorkerState {
  readonly pool: string;
  readonly name: string;
  readonly status: "ONLINE" | "OFFLINE";
  /** ISO 8601; null before the first. */
  readonly lastHeartbeat: string | null;
  /** Set when the worker is a process that this machine's meta-prefect started. */
  readonly process?: { readonly pid: number; /** Absolute. */ readonly logFile: string } | undefined;
}

/** What `status` found. */
export interface StatusResult {
  readonly target: Target;
  readonly deployments: readonly DeploymentStatus[];
  readonly workers: readonly WorkerState[];
  /** Declared and not deployed. */
  readonly missing: readonly DeclaredDeployment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A flow run that was made. */
export interface FlowRunResult {
  readonly id: string;
  /** Prefect's name of the run, for example `merry-otter`. */
  readonly name: string;
  /** Its page in Prefect's UI. */
  readonly url: string;
  /** After watching: the final one. `type` is Prefect's, for example `COMPLETED`. */
  readonly state: { readonly type: string; readonly name: string; readonly message: string | null } | null;
}

/** The Prefect server that meta-prefect keeps on this machine. */
export interface ServerStatus {
  readonly running: boolean;
  /** API root without a trailing slash; null when not running, and so are the next three. */
  readonly url: string | null;
  readonly uiUrl: string | null;
  /** Of Prefect, for example `3.8.8`. */
  readonly version: string | null;
  /** Null also when somebody else started it. */
  readonly pid: number | null;
  /** Absolute. */
  readonly logFile: string;
  /** Where its database lives, absolute. */
  readonly dataFolder: string;
}

/** What starting or stopping the local server did. */
export interface ServerResult {
  /** False when it was so already. */
  readonly changed: boolean;
  readonly server: ServerStatus;
}

/** What starting, stopping or looking at workers gave. */
export interface WorkersResult {
  /** Those that this call started or stopped, by name; empty when it was so already. */
  readonly changed: readonly string[];
  readonly workers: readonly WorkerState[];
}

/** A recipe in one line. */
export interface RecipeSummary {
  /** Name in YAML. */
  readonly name: string;
  readonly summary: string;
  /** `built-in`, or the file or package that it comes from. */
  readonly source: string;
}

/** A variable of a recipe. */
export interface RecipeVariable {
  readonly name: string;
  /** As a person reads it, for example `number, above 0, at most 64` or `"UTC" | "local"`. */
  readonly type: string;
  readonly required: boolean;
  /** Absent: there is none. */
  readonly default?: Json;
  readonly description?: string | undefined;
}

/** What `listRecipes` answers: built-in ones first, then the project's, each by name. */
export interface RecipesResult {
  readonly recipes: readonly RecipeSummary[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What `showRecipe` answers. */
export interface RecipeResult extends RecipeSummary {
  readonly variables: readonly RecipeVariable[];
}

/** Why something about a flow is not known. */
export interface FlowFinding {
  readonly code: string;
  readonly message: string;
  readonly file: string | null;
  /** From 1, as `column`. */
  readonly line: number | null;
  readonly column: number | null;
  /** The parameter that it touches, if it is one. */
  readonly parameter?: string | undefined;
}

/** A flow as `flows show` prints it; the names are Prefect's. */
export interface FlowDescription {
  /** Null where not even that is known. */
  readonly name: string | null;
  readonly description: string | null;
  /** From the decorator, else the MD5 of the file, as Prefect has it. */
  readonly version: string | null;
  readonly entrypoint: string;
  /** As Prefect has them; one that is not known is `{ "$unknown": why }`. */
  readonly options: JsonObject;
  readonly parameter_openapi_schema: JsonObject;
  /** Whether all of it is as Prefect derives it. */
  readonly exact: boolean;
  /** Why it is not exact. */
  readonly reasons: readonly FlowFinding[];
}

/** What `showFlow` answers. */
export interface FlowResult {
  readonly flow: FlowDescription;
  /** The parameters as a person reads them. */
  readonly parameters: readonly RecipeVariable[];
}

/** What `listFlows` answers. */
export interface FlowsResult {
  /** The project's folder, absolute. */
  readonly root: string;
  /** Where flows were looked for. */
  readonly globs: readonly string[];
  readonly flows: readonly FlowDescription[];
  /** Files that could not be read, and mistakes of the project file. */
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
