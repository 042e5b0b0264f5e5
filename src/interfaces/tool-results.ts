import type { Diagnostic } from "./diagnostic.ts";
import type { Json, JsonObject } from "./json.ts";

/* What the actions answer that stand beside deploying. As all results, plain data that JSON can carry without loss. */

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

/** How many workers a pool should have, and has. */
export interface WorkerCount {
  readonly pool: string;
  /** As many as are declared: one on this machine. */
  readonly desired: number;
  /** Whoever started them. */
  readonly online: number;
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
