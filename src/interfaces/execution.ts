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
}
