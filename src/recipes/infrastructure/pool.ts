import {
  dropUndefined,
  external,
  generatedName,
  mapDeployment,
  nameVariable,
  typescriptJob,
  withJobVariables,
  workPool,
  workQueue,
  z,
  type BuildContext,
  type Component,
  type Deployment,
  type JsonObject,
  type RecipeBody,
  type TemplatePatch,
} from "../../kit.ts";

/** Where the runs of an infrastructure recipe go. */
export const poolVariables = {
  pool: nameVariable
    .optional()
    .describe("A work pool that exists and is never written. Default: one of ours, made when it is missing."),
  own_pool: nameVariable.optional().describe("Name of our work pool. Default: a generated name."),
  pool_limit: z.number().int().min(0).nullable().optional().describe("Runs at the same time in our pool."),
  queue: nameVariable.optional().describe("Work queue of the pool; it is ours when the pool is."),
};

/** The values of {@link poolVariables}. */
export type PoolVariables = z.output<z.ZodObject<typeof poolVariables>>;

/** What an infrastructure recipe adds to its worker type's template, and how its pool is called. */
export interface PoolKind {
  readonly type: string;
  /** First part of a generated name, and what the pool is one for: pools of other purposes get other names. */
  readonly purpose: string;
  readonly patches?: readonly TemplatePatch[];
  /** Runs see the files of their image and not those of this machine. @default false */
  readonly inImage?: boolean;
}

/** Refuses variables of our pool where the pool is somebody else's. */
export function checkPool(variables: PoolVariables, issues: z.core.$RefinementCtx): void {
  if (variables.pool === undefined) return;
  for (const name of ["own_pool", "pool_limit"] as const) {
    if (variables[name] === undefined) continue;
    const message = `${name} cannot be set beside pool, which names a pool that is not ours`;
    issues.addIssue({ code: "custom", path: [name], message, params: { hint: `leave out pool or ${name}` } });
  }
}

/** The name of the pool that the runs go to. */
function poolName({ pool, own_pool: own }: PoolVariables, kind: PoolKind, context: BuildContext): string {
  return pool ?? own ?? generatedName(`${kind.purpose}-work-pool`, context, kind.purpose);
}

/** The pool and queue that must exist. */
function poolComponents(
  variables: PoolVariables,
  kind: PoolKind,
  context: BuildContext,
): readonly Component[] {
  const name = poolName(variables, kind, context);
  const { queue } = variables;
  if (variables.pool !== undefined) {
    const pool = external("work-pool", name);
    return queue === undefined ? [pool] : [pool, external("work-queue", `${name}/${queue}`)];
  }
  const pool = workPool({
    name,
    type: kind.type,
    ...dropUndefined({ concurrencyLimit: variables.pool_limit }),
    ...(kind.patches !== undefined && { templatePatches: kind.patches }),
  });
  return queue === undefined ? [pool] : [pool, workQueue({ pool, queue })];
}

/** The whole of a recipe that sends runs to a kind of pool with some job variables. */
export function runsIn(kind: PoolKind, variables: PoolVariables, job: JsonObject): RecipeBody {
  return {
    requires: (_deployment, context) => poolComponents(variables, kind, context),
    updateDeployment: (deployment, context) => {
      const workPool = poolName(variables, kind, context);
      // What stands there when no storage was chosen is a folder of this machine, which no image has.
      const isElsewhere = kind.inImage === true && isFolderOf(context.root, deployment);
      const changes = {
        workPool,
        ...dropUndefined({ workQueue: variables.queue }),
        ...(isElsewhere && { pullSteps: [] }),
      };
      const placed = withJobVariables(mapDeployment(deployment, changes), job);
      return typescriptJob(placed, context, kind.inImage === true);
    },
  };
}

/** Whether the code is taken from a folder of the project on this machine, and from nowhere else. */
export function isFolderOf(root: string, { pullSteps }: Deployment): boolean {
  return (pullSteps ?? []).every((step) => {
    const chosen = step["prefect.deployments.steps.set_working_directory"];
    const directory =
      typeof chosen === "object" && chosen !== null && "directory" in chosen
        ? chosen["directory"]
        : undefined;
    return typeof directory === "string" && (directory === root || directory.startsWith(`${root}/`));
  });
}
