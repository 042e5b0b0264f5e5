import type { JsonObject } from "../../interfaces/json.ts";
import { loggerOf, type RunLogger } from "../engine/logger.ts";
import { requireScope } from "./require-scope.ts";

/** What a run may know of itself. */
export interface RunContext {
  readonly flowRun?: {
    readonly id: string;
    readonly name: string;
    readonly flowName: string;
    readonly deploymentId: string | null;
    readonly parameters: JsonObject;
    readonly tags: readonly string[];
    /** Counts from 1. */
    readonly runCount: number;
  };
  readonly taskRun?: {
    readonly id: string;
    readonly name: string;
    readonly taskName: string;
    readonly tags: readonly string[];
    /** Counts from 1. */
    readonly runCount: number;
  };
  /** Aborted when the run is over its time, or the process is asked to end: hand it to what takes long. */
  readonly signal: AbortSignal;
}

/**
 * What the calling code's run is.
 *
 * @throws MetaPrefectError `not-in-a-run`
 * @example
 * ```ts
 * import { runContext } from "meta-prefect/runtime";
 * const { signal } = runContext();
 * ```
 */
export function runContext(): RunContext {
  const { session, flow, task } = requireScope("runContext");
  return {
    ...(flow !== undefined && {
      flowRun: {
        id: flow.id,
        name: flow.name,
        flowName: flow.flow.name,
        deploymentId: flow.deploymentId,
        parameters: flow.parameters,
        tags: flow.tags,
        runCount: flow.runCount,
      },
    }),
    ...(task !== undefined && {
      taskRun: {
        id: task.id,
        name: task.name,
        taskName: task.task.name,
        tags: task.tags,
        runCount: task.runCount,
      },
    }),
    signal: task?.signal ?? flow?.signal ?? session.signal,
  };
}

/** The logger of the task run, else the flow run, that calls it. @throws MetaPrefectError `not-in-a-run` */
export function getRunLogger(): RunLogger {
  return loggerOf(requireScope("getRunLogger"));
}
