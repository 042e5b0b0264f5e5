import { defineRecipe, environmentVariable, nameVariable, scheduleVariables, within, z } from "../kit.ts";
import { concurrencyLimiter } from "./concurrency-limiter.ts";
import { entrypointResolver } from "./entrypoint-resolver.ts";
import { envSplitNamer } from "./env-split-namer.ts";
import { envSplitTagInjector } from "./env-split-tag-injector.ts";
import { holidays } from "./holidays.ts";
import { localRunProvisioner } from "./local-run-provisioner.ts";
import { pathResolver } from "./path-resolver.ts";
import { scheduleActivator } from "./schedule-activator.ts";
import { schedule as scheduled } from "./schedule.ts";
import { versioneer } from "./versioneer.ts";

/** All that a deployment on this machine needs. */
export const localRunDeployer = defineRecipe({
  name: "local_run_deployer",
  summary:
    "Deploys a flow to a process work pool on this machine, with name, tag and version by its environment.",
  variables: z.strictObject({
    name: nameVariable.describe("First part of the name; the environment is the second."),
    env: environmentVariable,
    schedule: scheduleVariables
      .optional()
      .describe("When it runs; off except in prod, and not on US federal holidays."),
    unique: z.boolean().default(false).describe("Whether a run waits until the one before it has ended."),
  }),
  build: ({ name, env, schedule, unique }) => [
    entrypointResolver(),
    pathResolver(),
    envSplitNamer({ name, env }),
    envSplitTagInjector({ env }),
    localRunProvisioner({ env }),
    versioneer(),
    ...(schedule === undefined
      ? []
      : [within("schedule", scheduled(schedule)), within("schedule", holidays())]),
    scheduleActivator(),
    ...(unique ? [concurrencyLimiter({ limit: 1 })] : []),
  ],
});
