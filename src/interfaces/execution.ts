import type { CallerOptions } from "./options.ts";

/** Options of `executeFlowRun`. */
export interface ExecuteOptions extends CallerOptions {
  /** Id of the flow run. @default what the worker says in `PREFECT__FLOW_RUN_ID` */
  readonly flowRun?: string | undefined;
  /** `path/to/module.ts:export` below the directory. @default what the run's deployment says */
  readonly entrypoint?: string | undefined;
}

/** How an execution ended. */
export interface ExecuteResult {
  /** Of the process: 0 where the run may rest as it is. */
  readonly exitCode: number;
}

/** The actions about flow runs in TypeScript. */
export interface ExecutionActions {
  readonly executeFlowRun: (options: ExecuteOptions) => Promise<ExecuteResult>;
  readonly runNodeWorker: (options: NodeWorkerOptions) => Promise<void>;
}

/** Options of `runNodeWorker`. */
export interface NodeWorkerOptions extends CallerOptions {
  /** A process pool that exists. */
  readonly pool: string;
  /** Under which it reports to Prefect. @default the machine and the process */
  readonly name?: string | undefined;
  /** Runs at the same time. @default 100 */
  readonly limit?: number | undefined;
  /** Seconds between two questions for runs. @default 10 */
  readonly querySeconds?: number | undefined;
}

/** Options of `serve`. */
export interface ServeOptions {
  /** Absolute; entrypoints are relative to it. @default the working folder */
  readonly directory?: string;
  /** @default the process environment */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Runs at the same time. @default 10 */
  readonly limit?: number;
  /** Pause the deployments when it ends, so that nobody waits for runs that nobody executes. @default true */
  readonly pauseOnShutdown?: boolean;
  /** Seconds between two questions for runs. @default 10 */
  readonly querySeconds?: number;
  /** Ends it, as SIGINT and SIGTERM do. */
  readonly signal?: AbortSignal;
  /** Told what happens, a line each. @default nobody listens */
  readonly onEvent?: (line: string) => void;
}
