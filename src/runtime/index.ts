/**
 * Flows and tasks in TypeScript.
 *
 * @packageDocumentation
 */
export { flow, type TypeScriptFlow } from "./define/flow.ts";
export { task, type Submission, type TypeScriptTask } from "./define/task.ts";
export type {
  CachePart,
  CommonOptions,
  FlowOptions,
  Hook,
  ParametrisedFlowOptions,
  RunEnd,
  TaskOptions,
} from "./define/flow-options.ts";
export type { TaskFuture, TaskFutures } from "./engine/future.ts";

export { getRunLogger, runContext, type RunContext } from "./context/run-context.ts";
export type { RunLogger } from "./engine/logger.ts";
export {
  createLinkArtifact,
  createMarkdownArtifact,
  createProgressArtifact,
  createTableArtifact,
  type ProgressArtifact,
} from "./context/artifacts.ts";
export { concurrency } from "./context/concurrency.ts";
export { emitEvent, type CustomEvent } from "./context/events.ts";
export { pauseFlowRun, resumeFlowRun, suspendFlowRun, type PauseOptions } from "./context/pause.ts";
export { readBlock, secretBlock, variables } from "./context/values.ts";
export { attach } from "./decorate/attach.ts";
export { decorate, decorator, type Decorated } from "./decorate/decorate.ts";
export type { DecorateOptions, Integration } from "./decorate/decorate-options.ts";
export { runPlain } from "./plain/run-plain.ts";
export type { PlainFlowRun, PlainRecords, PlainValues } from "./plain/plain-api.ts";
export { isMetaPrefectError, MetaPrefectError } from "../errors/meta-prefect-error.ts";
export type { RunState, StateType } from "../interfaces/run-api.ts";
