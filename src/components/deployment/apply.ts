import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ApplyContext } from "../../interfaces/driver.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { Change } from "../../interfaces/plan.ts";
import type { ApiDeployment, ApiFlow, ScheduleBody } from "../../interfaces/prefect-api.ts";
import { withLimitId, withOwnLimit } from "./shared-limit.ts";
import type { DeploymentStep } from "./steps.ts";

/** Makes what the step says, and gives a changed deployment its upcoming runs back at once. */
export async function applyDeployment(change: Change, context: ApplyContext): Promise<ApiDeployment> {
  const { deployments } = context.api;
  const began = context.clock.now();
  const step = change.step as unknown as DeploymentStep;
  if (step.do === "create") {
    const flow = context.result(`flow:${step.flow}`) as ApiFlow;
    return deployments.upsert({ ...withLimitId(step.body, context), flow_id: flow.id });
  }
  if (step.do === "replace") return replaceDeployment(step, change, context);
  if (Object.keys(step.first).length > 0) await deployments.patch(step.id, step.first);
  const body = withLimitId(step.body, context);
  if (step.do === "rewrite") {
    const write = (): Promise<ApiDeployment> => deployments.upsert(body);
    return rescheduled(await withOwnLimit(step.id, body, context, write), 0, context);
  }
  if (Object.keys(body).length > 0)
    await withOwnLimit(step.id, body, context, () => deployments.patch(step.id, body));
  await applySchedules(step, context);
  const fresh = await deployments.get(step.id);
  if (fresh === undefined) {
    throw new MetaPrefectError("gone", `deployment ${change.name} was deleted while it was being changed`, {
      hint: "run deploy again",
    });
  }
  const { add, patch } = step.schedules;
  const elapsed = context.clock.now().getTime() - began.getTime();
  return rescheduled(fresh, add.length + patch.length === 0 ? Math.max(1, elapsed) : 0, context);
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
      : await deployments.upsert({ ...withLimitId(make.body, context), flow_id: flow.id });
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

async function applySchedules(
  step: Extract<DeploymentStep, { do: "patch" }>,
  context: ApplyContext,
): Promise<void> {
  const { deployments } = context.api;
  for (const { id, body } of step.schedules.patch) await deployments.patchSchedule(step.id, id, asBody(body));
  for (const id of step.schedules.remove) await deployments.deleteSchedule(step.id, id);
  if (step.schedules.add.length > 0) await deployments.addSchedules(step.id, step.schedules.add.map(asBody));
}

/**
 * Every write deletes the upcoming runs; the server makes them again only seconds later, and a tick may be lost. So may
 * one that comes between the first write and now, `elapsed` milliseconds later: it is made up for where no schedule is
 * another one than before, as a new one would begin with a run in the past.
 */
async function rescheduled(
  deployment: ApiDeployment,
  elapsed: number,
  context: ApplyContext,
): Promise<ApiDeployment> {
  const active = deployment.schedules.filter((schedule) => schedule.active);
  if (deployment.paused || active.length === 0) return deployment;
  // A tick before a schedule was made or switched on is none of its runs. Dates here have no microseconds.
  const changes = active.map(({ updated }) => (updated === undefined ? 0 : Date.parse(updated) + 1));
  await context.api.deployments.scheduleNow(deployment.id, elapsed, new Date(Math.max(...changes)));
  return deployment;
}

function asBody(body: JsonObject): ScheduleBody {
  return body;
}
