import type { DeploymentSpec, WorkPoolSpec, WorkQueueSpec } from "../../interfaces/component.ts";
import type { CalendarOptions } from "../../interfaces/calendar.ts";
import type { Diagnostic } from "../../interfaces/diagnostic.ts";
import type { PrefectApi } from "../../interfaces/prefect-api.ts";
import type { Timing } from "../../interfaces/schedule.ts";
import { isDeclaredDeployment } from "../../util/declared-deployment.ts";
import { selectorMatcher } from "../../resolver/select.ts";
import { connect } from "../connect.ts";
import { readDeclarations } from "../declarations.ts";
import { nameOf, ourDeployments } from "../our-deployments.ts";
import { askedEnvironments } from "../read-whole-project.ts";

/** A schedule, before it is known when it fires. */
export interface PlannedSchedule {
  readonly deployment: string;
  readonly environment: string;
  readonly slug: string;
  readonly timing: Timing;
  readonly active: boolean;
  readonly workPool: string | null;
  /** `pool/queue`; null without a queue of its own. */
  readonly workQueue: string | null;
  /** How many runs of its deployment may run at the same time. */
  readonly limit: number | null;
}

/** All schedules, and what their runs share. */
export interface PlannedSchedules {
  readonly project: string;
  readonly api: string | null;
  readonly schedules: readonly PlannedSchedule[];
  /** Runs at the same time, by `pool` and `pool/queue`; only where there is a limit. */
  readonly limits: ReadonlyMap<string, number>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The schedules that the project declares; no server is asked. */
export async function declaredSchedules(options: CalendarOptions): Promise<PlannedSchedules> {
  const { project, build, diagnostics } = await readDeclarations(options);
  const limits = new Map<string, number>();
  const schedules: PlannedSchedule[] = [];
  for (const { component, owner } of build.components) {
    if (component.kind === "work-pool" || component.kind === "work-queue") {
      const { concurrencyLimit } = component.spec as WorkPoolSpec | WorkQueueSpec;
      if (typeof concurrencyLimit === "number") limits.set(component.name, concurrencyLimit);
    }
    if (!isDeclaredDeployment(component)) continue;
    const { fields, schedules: own = [] } = component.spec;
    for (const { slug, schedule, active, initiallyActive } of own) {
      schedules.push({
        ...{ deployment: component.name, environment: owner.environment, slug, timing: schedule },
        active: (active ?? initiallyActive ?? true) && fields["paused"] !== true,
        ...sharedBy(fields),
      });
    }
  }
  return { project: project.name, api: null, schedules, limits, diagnostics };
}

function sharedBy(
  fields: DeploymentSpec["fields"],
): Pick<PlannedSchedule, "workPool" | "workQueue" | "limit"> {
  const { work_pool_name: pool, work_queue_name: queue, concurrency_limit: limit } = fields;
  return {
    workPool: typeof pool === "string" ? pool : null,
    workQueue: typeof pool === "string" && typeof queue === "string" ? `${pool}/${queue}` : null,
    limit: typeof limit === "number" ? limit : null,
  };
}

/** The schedules that Prefect has of the project, also those that people added or switched. */
export async function deployedSchedules(options: CalendarOptions): Promise<PlannedSchedules> {
  const { project, owners, diagnostics } = await readDeclarations({ ...options, selectors: [], tags: [] });
  const { api } = await connect(options, project.root, { mayStart: false, api: project.api });
  const wanted = (options.selectors ?? []).map(selectorMatcher);
  const everywhere = askedEnvironments(options)[0] === undefined;
  const ours = await ourDeployments(
    api,
    project.name,
    (name, environment) =>
      (everywhere || owners.some((owner) => owner.environment === environment)) &&
      (wanted.length === 0 || wanted.some((matches) => matches(name))),
  );
  const schedules = ours.flatMap((one) => {
    const { work_pool_name: pool, work_queue_name: queue, paused } = one.deployment;
    return one.deployment.schedules.map(({ slug, active, schedule }): PlannedSchedule => ({
      ...{ deployment: nameOf(one), environment: one.environment, slug: slug ?? "", timing: schedule },
      active: active && !paused,
      workPool: pool,
      workQueue: pool === null || queue === null ? null : `${pool}/${queue}`,
      limit: one.deployment.global_concurrency_limit?.limit ?? null,
    }));
  });
  const pools = [...new Set(schedules.flatMap(({ workPool }) => workPool ?? []))];
  return { project: project.name, api: api.url, schedules, limits: await limitsOf(api, pools), diagnostics };
}

async function limitsOf(api: PrefectApi, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const limits = new Map<string, number>();
  for (const { name, concurrency_limit: limit } of await api.workPools.named(names)) {
    if (limit !== null) limits.set(name, limit);
    for (const queue of await api.workPools.queues(name)) {
      if (queue.concurrency_limit !== null) limits.set(`${name}/${queue.name}`, queue.concurrency_limit);
    }
  }
  return limits;
}
