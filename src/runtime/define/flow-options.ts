import type { z } from "zod";
import type { JsonObject } from "../../interfaces/json.ts";
import type { RunState } from "../../interfaces/run-api.ts";

/** What a hook is told. */
export interface RunEnd {
  /** The flow or task. */
  readonly name: string;
  readonly run: { readonly id: string; readonly name: string; readonly parameters: JsonObject };
  readonly state: RunState;
}

/** Called when a run has come to an end. What it throws is logged and changes nothing. */
export type Hook = (end: RunEnd) => void | Promise<void>;

/** What flows and tasks have in common. */
export interface CommonOptions {
  /** @default the function's name, with dashes for underscores */
  readonly name?: string;
  readonly description?: string;
  readonly version?: string;
  /** How often it is tried again. @default 0 */
  readonly retries?: number;
  /** After which it has failed; its `signal` is aborted. @default none */
  readonly timeoutSeconds?: number;
  /** What it says by `console` goes to the run's log. @default false; of a task: as its flow */
  readonly logPrints?: boolean;
  readonly tags?: readonly string[];
  /** Keep what it returns, as JSON, in Prefect's result storage. @default false; true with `resultStorage` */
  readonly persistResult?: boolean;
  /**
   * Block in which results are kept: `local-file-system/NAME` or `s3-bucket/NAME`. @default of a task: as its flow; else
   * what `PREFECT_RESULTS_DEFAULT_STORAGE_BLOCK` says, else the local storage of this machine
   */
  readonly resultStorage?: string;
  readonly onCompletion?: readonly Hook[];
  readonly onFailure?: readonly Hook[];
}

/** Options of a TypeScript flow, as Prefect's own in Python. */
export interface FlowOptions extends CommonOptions {
  /** Between two tries. @default 0 */
  readonly retryDelaySeconds?: number;
  /** A text with `{name}` for a parameter, or a function of them. @default a name by Prefect */
  readonly flowRunName?: string | ((parameters: JsonObject) => string);
  /** Check parameters against the schema when it is called. @default true */
  readonly validateParameters?: boolean;
  readonly onRunning?: readonly Hook[];
  readonly onCancellation?: readonly Hook[];
  readonly onCrashed?: readonly Hook[];
}

/** Options of a flow with parameters. */
export interface ParametrisedFlowOptions<Schema extends z.ZodObject> extends FlowOptions {
  /** What it takes; the run form in Prefect is made of it. */
  readonly parameters: Schema;
}

/** A part of what makes two calls of a task the same. */
export type CachePart = "inputs" | "source" | "runId";

/** Options of a TypeScript task, as Prefect's own in Python. */
export interface TaskOptions extends CommonOptions {
  /** Between two tries: for all, one by one (the last one again), or by the number of the retry from 1. @default 0 */
  readonly retryDelaySeconds?: number | readonly number[] | ((retry: number) => number);
  /** Up to this part of a delay is added at random. @default 0 */
  readonly retryJitterFactor?: number;
  /** Whether an error deserves another try. @default every one does */
  readonly retryCondition?: (error: unknown) => boolean | Promise<boolean>;
  /** A text with `{name}` for an argument, or a function of them. @default the task's name and a number */
  readonly taskRunName?: string | ((inputs: JsonObject) => string);
  /**
   * What must be the same for a kept result to be taken. Needs kept results, so it turns `persistResult` on; `"none"`
   * turns caching off. @default inputs, source and runId where results are kept
   */
  readonly cachePolicy?: readonly CachePart[] | "none";
  /** Another key in the place of the policy; undefined: not cached. */
  readonly cacheKey?: (inputs: JsonObject) => string | undefined;
  /** How long a kept result is good. @default for ever */
  readonly cacheExpirationSeconds?: number;
  /** Runs in any case, and keeps the new result. @default false */
  readonly refreshCache?: boolean;
  /** How many runs of one `map` go on at the same time. @default 32 */
  readonly mapConcurrency?: number;
}
