import type { AnyRecipe } from "../kit.ts";
import { concurrencyLimiter } from "./concurrency-limiter.ts";
import { descriptionResolver } from "./description-resolver.ts";
import { entrypointResolver } from "./entrypoint-resolver.ts";
import { envSplitNamer } from "./env-split-namer.ts";
import { envSplitTagInjector } from "./env-split-tag-injector.ts";
import { environmentVariables } from "./environment-variables.ts";
import { holidays } from "./holidays.ts";
import { jobVariables } from "./job-variables.ts";
import { localRunDeployer } from "./local-run-deployer.ts";
import { localRunProvisioner } from "./local-run-provisioner.ts";
import { packageVersion } from "./package-version.ts";
import { parameters } from "./parameters.ts";
import { pathResolver } from "./path-resolver.ts";
import { paused } from "./paused.ts";
import { scheduleActivator } from "./schedule-activator.ts";
import { schedule } from "./schedule.ts";
import { tagsResolver } from "./tags-resolver.ts";
import { tags } from "./tags.ts";
import { versioneer } from "./versioneer.ts";
import { workPool } from "./work-pool.ts";

export {
  concurrencyLimiter,
  descriptionResolver,
  entrypointResolver,
  envSplitNamer,
  envSplitTagInjector,
  environmentVariables,
  holidays,
  jobVariables,
  localRunDeployer,
  localRunProvisioner,
  packageVersion,
  parameters,
  pathResolver,
  paused,
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
  entrypointResolver,
  envSplitNamer,
  envSplitTagInjector,
  environmentVariables,
  holidays,
  jobVariables,
  localRunDeployer,
  localRunProvisioner,
  packageVersion,
  parameters,
  pathResolver,
  paused,
  schedule,
  scheduleActivator,
  tags,
  tagsResolver,
  versioneer,
  workPool,
]);
