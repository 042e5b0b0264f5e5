import type { AnyRecipe } from "../kit.ts";
import { concurrencyLimiter } from "./concurrency-limiter.ts";
import { descriptionResolver } from "./description-resolver.ts";
import { docker } from "./docker.ts";
import { ecs } from "./ecs.ts";
import { eks } from "./eks.ts";
import { entrypointResolver } from "./entrypoint-resolver.ts";
import { envSplitNamer } from "./env-split-namer.ts";
import { envSplitTagInjector } from "./env-split-tag-injector.ts";
import { environmentVariables } from "./environment-variables.ts";
import { holidays } from "./holidays.ts";
import { jobVariables } from "./job-variables.ts";
import { kubernetes } from "./kubernetes.ts";
import { localRunDeployer } from "./local-run-deployer.ts";
import { localRunProvisioner } from "./local-run-provisioner.ts";
import { packageVersion } from "./package-version.ts";
import { parameters } from "./parameters.ts";
import { pathResolver } from "./path-resolver.ts";
import { paused } from "./paused.ts";
import { process } from "./process.ts";
import { schedule } from "./schedule.ts";
import { scheduleActivator } from "./schedule-activator.ts";
import { tags } from "./tags.ts";
import { tagsResolver } from "./tags-resolver.ts";
import { versioneer } from "./versioneer.ts";
import { workPool } from "./work-pool.ts";

export {
  concurrencyLimiter,
  descriptionResolver,
  docker,
  ecs,
  eks,
  entrypointResolver,
  environmentVariables,
  envSplitNamer,
  envSplitTagInjector,
  holidays,
  jobVariables,
  kubernetes,
  localRunDeployer,
  localRunProvisioner,
  packageVersion,
  parameters,
  pathResolver,
  paused,
  process,
  schedule,
  scheduleActivator,
  tags,
  tagsResolver,
  versioneer,
  workPool,
};

/** All recipes that come with the package, by name. */
export const builtinRecipes: readonly AnyRecipe[] = Object.freeze([
  concurrencyLimiter,
  descriptionResolver,
  docker,
  ecs,
  eks,
  entrypointResolver,
  environmentVariables,
  envSplitNamer,
  envSplitTagInjector,
  holidays,
  jobVariables,
  kubernetes,
  localRunDeployer,
  localRunProvisioner,
  packageVersion,
  parameters,
  pathResolver,
  paused,
  process,
  schedule,
  scheduleActivator,
  tags,
  tagsResolver,
  versioneer,
  workPool,
]);
