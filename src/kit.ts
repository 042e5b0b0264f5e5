/**
 * The authoring kit: all that a recipe is made of. The built-in recipes use nothing else, so a team's own recipes can do
 * whatever the built-in ones do.
 */
export { z } from "zod";

export { blockTemplate, blockVariable, nameOfBlock, type BlockName } from "./authoring/block-variable.ts";
export { environmentVariable, jsonObject, nameVariable } from "./authoring/common-variables.ts";
export { compose, within } from "./authoring/compose.ts";
export { declarationHash } from "./authoring/declaration-hash.ts";
export { defineGuard, type GuardDefinition } from "./authoring/define-guard.ts";
export { defineRecipe } from "./authoring/define-recipe.ts";
export {
  mapDeployment,
  withEnv,
  withJobVariables,
  withLabels,
  withParameters,
  withSchedules,
  withTags,
  type DeploymentChanges,
} from "./authoring/deployment-helpers.ts";
export { withIgnoredChanges } from "./authoring/with-ignored-changes.ts";
export { generatedName } from "./authoring/generated-name.ts";
export { calendarRefusal, holidayDays, withoutDays, type HolidayCalendar } from "./authoring/holiday-days.ts";
export { nextInteger, nextSemver } from "./authoring/late-versions.ts";
export { asDecorator } from "./authoring/make-decorator.ts";
export { preview, type Preview, type PreviewInput } from "./authoring/preview.ts";
export { scheduleVariables, schedulesVariables, toSchedules } from "./authoring/schedule-variables.ts";
export { secret } from "./authoring/secret.ts";
export { typescriptJob } from "./authoring/typescript-job.ts";
export { withConcurrency, type ConcurrencyChoice } from "./authoring/with-concurrency.ts";
export { isDecorator, isDeployableFlow, isRecipe } from "./authoring/wrappable.ts";

export {
  automation,
  automationTrigger,
  block,
  blockType,
  clusterWorker,
  deploymentName,
  external,
  gitStorage,
  globalConcurrencyLimit,
  image,
  lateImage,
  lateStorage,
  lengthOfTime,
  lengthOfWatch,
  localStorage,
  resourceMatch,
  s3Storage,
  tagConcurrencyLimit,
  variable,
  worker,
  workPool,
  workQueue,
} from "./components/declare.ts";

export { dropUndefined } from "./util/drop-undefined.ts";

export type {
  Component,
  StorageComponent,
  TemplatePatch,
  WorkPoolComponent,
  WorkPoolSpec,
  WorkQueueComponent,
  WorkQueueSpec,
  WorkerComponent,
} from "./interfaces/component.ts";
export type {
  AutomationAction,
  AutomationComponent,
  AutomationSpec,
  AutomationTrigger,
  CompoundTrigger,
  EventTrigger,
  MetricTrigger,
  ResourceMatch,
  ResourceReference,
  SequenceTrigger,
} from "./interfaces/automation.ts";
export type {
  BlockComponent,
  BlockReference,
  BlockSpec,
  BlockTypeComponent,
  BlockTypeSpec,
} from "./interfaces/block.ts";
export type {
  BlockDeclaration,
  BlockField,
  ClusterWorkerDeclaration,
  ExternalKind,
} from "./components/declare.ts";
export type { PlainSecret, SecretReference, SecretSource } from "./interfaces/secret.ts";
export type {
  GlobalConcurrencyLimitComponent,
  GlobalConcurrencyLimitSpec,
  TagConcurrencyLimitComponent,
  TagConcurrencyLimitSpec,
} from "./interfaces/concurrency-limit.ts";
export type { ClusterWorkerApi, ClusterWorkerComponent, ClusterWorkerSpec } from "./interfaces/cluster.ts";
export type {
  ConcurrencyOptions,
  Deployment,
  DeploymentFields,
  LateVersion,
} from "./interfaces/deployment.ts";
export type { ImageComponent, ImageSpec, LateImage } from "./interfaces/image.ts";
export type { Origin } from "./interfaces/diagnostic.ts";
export type {
  BuildContext,
  Decorator,
  DeployableFlow,
  FlowBuilder,
  GitState,
  Layer,
  Pointer,
  Wrappable,
} from "./interfaces/flow-builder.ts";
export type { Flow, FlowReference } from "./interfaces/flow.ts";
export type { Check, GuardContext, GuardedDeployment } from "./interfaces/guard.ts";
export type { Json, JsonObject } from "./interfaces/json.ts";
export type {
  AnyRecipe,
  Recipe,
  RecipeArguments,
  RecipeBody,
  RecipeDefinition,
} from "./interfaces/recipe.ts";
export type { CronTiming, IntervalTiming, RRuleTiming, Schedule, Timing } from "./interfaces/schedule.ts";
export type { TaskRunner } from "./interfaces/task-runner.ts";
export type { VariableComponent, VariableSpec } from "./interfaces/variable.ts";
