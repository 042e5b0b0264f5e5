/**
 * The programmatic interface: flows and recipes for code modules, and every command as a function.
 *
 * @packageDocumentation
 */
export { applyFile } from "./actions/apply-file.ts";
export { deploy } from "./actions/deploy.ts";
export { pause, resume, stop } from "./actions/control.ts";
export { executeFlowRun } from "./actions/execute-flow-run.ts";
export { equivalentCommands } from "./actions/equivalent-commands.ts";
export { writePipeline } from "./actions/write-pipeline.ts";
export { explain } from "./actions/explain.ts";
export { destroy } from "./actions/destroy.ts";
export { drift } from "./actions/drift.ts";
export { gc } from "./actions/gc.ts";
export { writeManifests } from "./actions/manifests.ts";
export type * from "./interfaces/manifests.ts";
export { importAll } from "./actions/import.ts";
export { doctor } from "./actions/doctor.ts";
export { graph } from "./actions/graph.ts";
export { initProject } from "./actions/init.ts";
export { newRecipe } from "./actions/new-recipe.ts";
export { projectSchema } from "./actions/project-schema.ts";
export { recipeDocs } from "./actions/recipe-docs.ts";
export { importPrefectFile } from "./actions/import-prefect-yaml.ts";
export { listFlows, showFlow } from "./actions/flows.ts";
export { PrefectOrchestrator } from "./actions/orchestrator/prefect-orchestrator.ts";
export { plan } from "./actions/plan.ts";
export { listRecipes, showRecipe } from "./actions/recipes.ts";
export { render } from "./actions/render.ts";
export { savedFiles } from "./actions/saved-files.ts";
export { rollback } from "./actions/rollback.ts";
export { run } from "./actions/run.ts";
export { runNodeWorker } from "./actions/run-node-worker.ts";
export { serve } from "./actions/serve.ts";
export { serverStatus, startServer, stopServer } from "./actions/server.ts";
export { status } from "./actions/status.ts";
export { validate } from "./actions/validate.ts";
export { startWorker, stopWorker, workerStatus } from "./actions/worker.ts";

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
