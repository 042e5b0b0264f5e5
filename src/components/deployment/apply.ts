import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ApplyContext } from "../../interfaces/driver.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { Change } from "../../interfaces/plan.ts";
import type { ApiDeployment, ApiFlow, ScheduleBody } from "../../interfaces/prefect-api.ts";
import { keepMostRuns } from "./most-runs.ts";
import { withLimitId, withOwnLimit } from "./shared-limit.ts";
import type { DeploymentStep } from "./steps.ts";

/** Makes what the step says, and gives a changed deployment its upcoming runs back at once. */
export async function applyDeployment(change: Change, context: ApplyContext): Promise<ApiDeployment> {
  const { deployments } = context.api;
  const step = change.step as unknown as DeploymentStep;
  if (step.do === "create") {
    const flow = context.result(`flow:${step.flow}`) as ApiFlow;
    return deployments.upsert({ ...withLimitId(step.body, context), flow_id: flow.id });
  }
  if (step.do === "replace") return replaceDeployment(step, change, context);
  const body = withLimitId(step.body, context);
  const first = (): Promise<void> => deployments.patch(step.id, step.first);
  if (step.do === "rewrite") {
    if (Object.keys(step.first).length > 0) await withoutGap(change, first, context);
    const began = context.clock.now();
    const write = (): Promise<ApiDeployment> => deployments.upsert(body);
    const made = await withOwnLimit(step.id, body, context, write);
    return rescheduled(await keepMostRuns(body, made, context), began, context);
  }
  const hasFirst = Object.keys(step.first).length > 0;
  const hasBody = Object.keys(body).length > 0;
  const write = async (): Promise<void> => {
    if (hasFirst) await first();
    if (hasBody) await withOwnLimit(step.id, body, context, () => deployments.patch(step.id, body));
  };
  const writes = [...(hasFirst || hasBody ? [write] : []), ...scheduleWrites(step, context)];
  let fresh: ApiDeployment | undefined;
  for (const one of writes) fresh = await withoutGap(change, one, context);
  return fresh ?? found(await deployments.get(step.id), change);
}

async function replaceDeployment(
  { make, change: inner = null, remove }: Extract<DeploymentStep, { do: "replace" }>,
  change: Change,
  context: ApplyContext,
): Promise<ApiDeployment> {
  const { deployments } = context.api;
  const flow = make === undefined ? undefined : (context.result(`flow:${make.flow}`) as ApiFlow);
  const made =
    make === undefined || flow === undefined
      ? inner === null
        ? (context.result(`deployment:${change.name}`) as ApiDeployment)
        : await applyDeployment({ ...change, step: inner }, context)
      : await keepMostRuns(
          make.body,
          await deployments.upsert({ ...withLimitId(make.body, context), flow_id: flow.id }),
          context,
        );
  await removeDeployment(remove, context);
  return made;
}

/** Deleting a deployment deletes the limit that it points to and leaves its automations behind. */
export async function removeDeployment(
  { id, detach }: { readonly id: string; readonly detach: boolean },
  { api }: ApplyContext,
): Promise<void> {
  if (detach) await api.deployments.patch(id, { global_concurrency_limit_id: null });
  await api.deployments.delete(id);
  await api.deployments.deleteOwnedAutomations(id);
}

/** Each by itself, as what one of them leaves undone is told from what the others do by the time at which it came. */
function scheduleWrites(
  { id: deployment, schedules: { patch, remove, add } }: Extract<DeploymentStep, { do: "patch" }>,
  { api: { deployments } }: ApplyContext,
): readonly (() => Promise<unknown>)[] {
  const edits = patch.map(
    ({ id, body }) =>
      () =>
        deployments.patchSchedule(deployment, id, asBody(body)),
  );
  // Prefect deletes late runs, too, when a schedule goes, and those of the other schedules with them. They are given
  // back before another schedule is edited, which would hide how old they may be.
  const removal = async (): Promise<Date | undefined> => {
    const due = await deployments.firstDue(deployment);
    for (const id of remove) await deployments.deleteSchedule(deployment, id);
    return due;
  };
  const addition = (): Promise<unknown> => deployments.addSchedules(deployment, add.map(asBody));
  return [...(remove.length > 0 ? [removal] : []), ...edits, ...(add.length > 0 ? [addition] : [])];
}

/** Does a write, reads the deployment anew, and makes up for the ticks that came between; from `due` on, where it says so. */
async function withoutGap(
  change: Change,
  write: () => Promise<unknown>,
  context: ApplyContext,
): Promise<ApiDeployment> {
  const began = context.clock.now();
  const due = await write();
  const { id } = change.step as unknown as Extract<DeploymentStep, { do: "patch" }>;
  const fresh = found(await context.api.deployments.get(id), change);
  return rescheduled(fresh, began, context, due instanceof Date ? due : undefined);
}

function found(deployment: ApiDeployment | undefined, { name }: Change): ApiDeployment {
  if (deployment !== undefined) return deployment;
  throw new MetaPrefectError("gone", `deployment ${name} was deleted while it was being changed`, {
    hint: "run deploy again",
  });
}

/**
 * Every write deletes the upcoming runs; the server makes them again only seconds later, and a tick may be lost. So may
 * one that comes between the write and now: it is made up for, but none from before a schedule was made, edited or
 * switched on, as that is none of its runs. What was late before the write is given back from `due` on.
 */
async function rescheduled(
  deployment: ApiDeployment,
  began: Date,
  context: ApplyContext,
  due?: Date,
): Promise<ApiDeployment> {
  const { clock, api } = context;
  const active = deployment.schedules.filter((schedule) => schedule.active);
  if (deployment.paused || active.length === 0) return deployment;
  // Dates here have no microseconds.
  const changes = active.map(({ updated }) => (updated === undefined ? 0 : Date.parse(updated) + 1));
  const elapsed = Math.max(1, clock.now().getTime() - began.getTime());
  await api.deployments.scheduleNow(deployment.id, elapsed, new Date(Math.max(...changes)), due);
  return deployment;
}

function asBody(body: JsonObject): ScheduleBody {
  return body;
}
