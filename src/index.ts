/**
 * The programmatic interface: flows and recipes for code modules, and every command as a function.
 *
 * @packageDocumentation
 */
export * from "./actions/of-projects.ts";
export * from "./actions/others.ts";
export { executeFlowRun } from "./actions/execute-flow-run.ts";
export { listFlows, showFlow } from "./actions/flows.ts";
export { serve } from "./actions/serve.ts";
export type { DeployingOptions } from "./actions/orchestrator/deploying-options.ts";
export type { EitherSpelling, PackagingOptions } from "./actions/orchestrator/options.ts";
export type * from "./interfaces/manifests.ts";

export { compose } from "./authoring/compose.ts";
export { secret } from "./authoring/secret.ts";
export { flow } from "./runtime/define/flow.ts";
export { task } from "./runtime/define/task.ts";
export * from "./recipes/index.ts";

export { codes, type Code } from "./errors/codes.ts";
export { isMetaPrefectError, MetaPrefectError } from "./errors/meta-prefect-error.ts";

export { createPrefectApi, type PrefectApiOptions } from "./prefect/create-prefect-api.ts";

export type { Diagnostic, Location, Severity } from "./interfaces/diagnostic.ts";
export type { Reporter, RunEvent } from "./interfaces/events.ts";
export type { DeployableFlow, Decorator } from "./interfaces/flow-builder.ts";
export type * from "./interfaces/author-actions.ts";
export type * from "./interfaces/calendar.ts";
export type * from "./interfaces/look-actions.ts";
export type * from "./interfaces/ci.ts";
export type * from "./interfaces/control.ts";
export type * from "./interfaces/ephemeral.ts";
export type * from "./interfaces/execution.ts";
export type * from "./interfaces/explain.ts";
export type { DeclaredFlow, FlowReference, InspectMode, TypeScriptFlowReference } from "./interfaces/flow.ts";
export type * from "./interfaces/import-proof.ts";
export type * from "./interfaces/job.ts";
export type { Json, JsonObject } from "./interfaces/json.ts";
export type { Change, FieldChange, Outcome, Plan } from "./interfaces/plan.ts";
export type * from "./interfaces/life-cycle.ts";
export type * from "./interfaces/prefect-api.ts";
export type * from "./interfaces/options.ts";
export type * from "./interfaces/orchestrator.ts";
export type * from "./interfaces/results.ts";
export type * from "./interfaces/tool-results.ts";
export type * from "./interfaces/pickup.ts";
export type { Timing } from "./interfaces/schedule.ts";
