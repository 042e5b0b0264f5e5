import type { JsonObject } from "./json.ts";
import type { Location } from "./diagnostic.ts";

/**
 * A Python flow as code names it: an entrypoint that nobody has read yet.
 * Made by `flow("flows/etl.py:etl")`; the project's flow reader turns it into a {@link Flow}.
 */
export interface PythonFlowReference {
  readonly language: "python";
  /** `path/to/file.py:function` or `package.module:function`, relative to the project's folder. */
  readonly entrypoint: string;
}

/** A TypeScript flow by the module that exports it: `flow("flows/etl.ts:etl")`. */
export interface TypeScriptEntrypoint {
  readonly language: "typescript";
  /** `path/to/module.ts:export`, relative to the project's folder. */
  readonly entrypoint: string;
}

/** What `flow(options, fn)` says of a TypeScript flow. */
export interface DeclaredFlow {
  readonly name: string;
  readonly description: string | null;
  readonly version: string | null;
  /** As {@link Flow.parameterSchema}; made when it is asked for. */
  readonly parameterSchema: () => JsonObject;
  /** As {@link Flow.options}. */
  readonly options: JsonObject;
  /** Where it was declared: the calls that led there, innermost first, with absolute files. */
  readonly places: readonly Location[];
}

/** A TypeScript flow itself: the function that `flow(options, fn)` gives. Which module exports it is found out. */
export interface TypeScriptFlowReference {
  readonly language: "typescript";
  readonly declared: DeclaredFlow;
}

/** A flow as code names it. */
export type FlowReference = PythonFlowReference | TypeScriptEntrypoint | TypeScriptFlowReference;

/** Why something about a flow could not be known from its source. */
export interface FlowReason {
  readonly code: string;
  readonly message: string;
  readonly location: Location;
  /** The parameter that it touches, if it is one. */
  readonly parameter?: string;
}

/** A flow after reading it: plain frozen data. A Python flow's code has not been run. */
export interface Flow {
  readonly language: "python" | "typescript";
  /** `path/to/file.py:function` or `path/to/module.ts:export`, forward slashes, relative to the project's folder. */
  readonly entrypoint: string;
  /** Prefect's name of the flow, for example `add-two-numbers-flow`. */
  readonly name: string;
  /** From the decorator, else from the docstring. */
  readonly description: string | null;
  /** From the decorator; null where it says none. */
  readonly version: string | null;
  /**
   * What Prefect shows as the run form: `{title, type, properties, required, definitions}`. Integers beyond JavaScript's numbers
   * are as `exactInteger` keeps them.
   */
  readonly parameterSchema: JsonObject;
  /**
   * The flow's other options as Prefect has them, its defaults included (`retries`, `log_prints`, `on_failure` …).
   * One that is not known is `{ "$unknown": why }`. @default nobody looked
   */
  readonly options?: JsonObject;
  /** Hex SHA-256 of the flow's file and of every project file that it imports, directly or not. */
  readonly digest: string;
  /** Where the function is defined. */
  readonly location: Location;
  /** Its code is elsewhere: nobody read it, and a deployment of it says what it says. @default false */
  readonly elsewhere?: true;
  /** Empty when everything above is exact. */
  readonly reasons: readonly FlowReason[];
}

/** How a flow is read: from its source only, by Prefect itself, or by Prefect where the source does not say all. */
export type InspectMode = "static" | "python" | "auto";

/** What Prefect itself derives of a flow by loading it. */
export interface InspectedFlow {
  readonly name: string;
  readonly description: string | null;
  readonly version: string | null;
  readonly parameterSchema: JsonObject;
  readonly options: JsonObject;
  /** As {@link Flow.digest}, of the project's files that were loaded. */
  readonly digest: string;
}

/** Why Prefect could not tell; `location` is where the flow's code failed, if that is known. */
export interface InspectionFailure {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly location?: Location | undefined;
}

/** The answer for one entrypoint. */
export type Inspection =
  | { readonly flow: InspectedFlow; readonly failure?: never }
  | { readonly flow?: never; readonly failure: InspectionFailure };
