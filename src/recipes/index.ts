import type { AnyRecipe } from "../kit.ts";
import { blockStorage } from "./block-storage.ts";
import { builtImage } from "./built-image.ts";
import { concurrencyLimiter } from "./concurrency-limiter.ts";
import { concurrency } from "./concurrency.ts";
import { daskK8s } from "./dask-k8s.ts";
import { dask } from "./dask.ts";
import { descriptionResolver } from "./description-resolver.ts";
import { docker } from "./docker.ts";
import { ecs } from "./ecs.ts";
import { eks } from "./eks.ts";
import { entrypointResolver } from "./entrypoint-resolver.ts";
import { envSplitNamer } from "./env-split-namer.ts";
import { envSplitTagInjector } from "./env-split-tag-injector.ts";
import { environmentVariables } from "./environment-variables.ts";
import { external } from "./external.ts";
import { gitStorage } from "./git-storage.ts";
import { holidays } from "./holidays.ts";
import { imageStorage } from "./image-storage.ts";
import { jobVariables } from "./job-variables.ts";
import { kubernetes } from "./kubernetes.ts";
import { localRunDeployer } from "./local-run-deployer.ts";
import { localRunProvisioner } from "./local-run-provisioner.ts";
import { packageVersion } from "./package-version.ts";
import { parameters } from "./parameters.ts";
import { pathResolver } from "./path-resolver.ts";
import { paused } from "./paused.ts";
import { process } from "./process.ts";
import { remoteStorage } from "./remote-storage.ts";
import { resultStorage } from "./result-storage.ts";
import { retries } from "./retries.ts";
import { s3Storage } from "./s3-storage.ts";
import { scheduleActivator } from "./schedule-activator.ts";
import { schedule } from "./schedule.ts";
import { tagsResolver } from "./tags-resolver.ts";
import { tags } from "./tags.ts";
import { versioneer } from "./versioneer.ts";
import { lateAlert } from "./late-alert.ts";
import { notify } from "./notify.ts";
import { slackNotifier } from "./slack-notifier.ts";
import { triggeredBy } from "./triggered-by.ts";
import { workPool } from "./work-pool.ts";

export {
  blockStorage,
  builtImage,
  concurrency,
  concurrencyLimiter,
  dask,
  daskK8s,
  descriptionResolver,
  docker,
  ecs,
  eks,
  entrypointResolver,
  environmentVariables,
  envSplitNamer,
  envSplitTagInjector,
  external,
  gitStorage,
  holidays,
  imageStorage,
  jobVariables,
  kubernetes,
  localRunDeployer,
  localRunProvisioner,
  packageVersion,
  parameters,
  pathResolver,
  paused,
  process,
  remoteStorage,
  resultStorage,
  retries,
  s3Storage,
  schedule,
  scheduleActivator,
  tags,
  tagsResolver,
  lateAlert,
  notify,
  slackNotifier,
  triggeredBy,
  versioneer,
  workPool,
};

/** All recipes that come with the package, by name. */
export const builtinRecipes: readonly AnyRecipe[] = Object.freeze([
  blockStorage,
  builtImage,
  concurrency,
  concurrencyLimiter,
  dask,
  daskK8s,
  descriptionResolver,
  docker,
  ecs,
  eks,
  entrypointResolver,
  environmentVariables,
  envSplitNamer,
  envSplitTagInjector,
  external,
  gitStorage,
  holidays,
  imageStorage,
  jobVariables,
  kubernetes,
  localRunDeployer,
  localRunProvisioner,
  packageVersion,
  parameters,
  pathResolver,
  paused,
  process,
  remoteStorage,
  resultStorage,
  retries,
  s3Storage,
  schedule,
  scheduleActivator,
  tags,
  tagsResolver,
  lateAlert,
  notify,
  slackNotifier,
  triggeredBy,
  versioneer,
  workPool,
]);
