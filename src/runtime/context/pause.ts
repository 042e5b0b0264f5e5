import { setTimeout as sleep } from "node:timers/promises";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import { openSession } from "../engine/open-session.ts";
import { loggerOf } from "../engine/logger.ts";
import { requireFlow } from "./require-scope.ts";
import { currentScope } from "./scope.ts";

/** How a run pauses. */
export interface PauseOptions {
  /** After which it has failed. @default 3600 */
  readonly timeoutSeconds?: number;
  /** Two pauses of one run have different keys. @default their number */
  readonly key?: string;
  /** Seconds between two looks. @default 10 */
  readonly pollSeconds?: number;
}

/**
 * Waits in this process until somebody resumes the run.
 *
 * @throws MetaPrefectError `run-refused` when nobody did in time, or the run was ended
 */
export async function pauseFlowRun(options: PauseOptions = {}): Promise<void> {
  const { session, flow } = requireFlow("pauseFlowRun");
  const { timeoutSeconds = 3600, pollSeconds = 10 } = options;
  if (session.api.url === undefined) return;
  if (!(await propose("Paused", options, timeoutSeconds))) return;
  const end = performance.now() + timeoutSeconds * 1_000;
  while (performance.now() < end) {
    await sleep(pollSeconds * 1_000, undefined, { signal: session.signal });
    const state = (await session.api.readFlowRun(flow.id))?.state;
    if (state?.type === "RUNNING") return;
    if (state?.type !== "PAUSED") throw refused(`the run is ${state?.name ?? "gone"} and no longer paused`);
  }
  throw refused(`nobody resumed the run within ${String(timeoutSeconds)} seconds`);
}

/**
 * Ends this process; when somebody resumes the run, a new one begins it again, and passes this place. Needs a deployment.
 *
 * @throws MetaPrefectError `run-suspended`, which must not be caught
 */
export async function suspendFlowRun(options: Omit<PauseOptions, "pollSeconds"> = {}): Promise<void> {
  const { session, flow } = requireFlow("suspendFlowRun");
  if (session.api.url === undefined) return;
  if (flow.deploymentId === null) throw refused("a run without a deployment cannot be suspended");
  if (!(await propose("Suspended", options, options.timeoutSeconds ?? 3600))) return;
  throw new MetaPrefectError("run-suspended", `flow run ${flow.name} was suspended`, {
    hint: "resume it in Prefect, or by resumeFlowRun(id)",
  });
}

/** Lets a paused or suspended flow run go on. */
export async function resumeFlowRun(id: string, input?: JsonObject): Promise<void> {
  const { api } = currentScope()?.session ?? (await openSession());
  await api.resumeFlowRun(id, input);
}

/** False: this pause has been, the run goes on. */
async function propose(
  name: "Paused" | "Suspended",
  { key }: PauseOptions,
  timeoutSeconds: number,
): Promise<boolean> {
  const { session, flow, ...scope } = requireFlow(name);
  flow.pauses++;
  await session.flush();
  const answer = await session.api.proposeFlowRunState(flow.id, {
    type: "PAUSED",
    name,
    state_details: {
      pause_timeout: new Date(Date.now() + timeoutSeconds * 1_000).toISOString(),
      pause_key: key ?? String(flow.pauses),
      pause_reschedule: name === "Suspended",
    },
  });
  if (answer.status === "WAIT" || answer.status === "ABORT") throw refused(answer.reason);
  if (answer.state.type === "RUNNING") return false;
  if (answer.state.type !== "PAUSED") throw refused(answer.state.message ?? answer.state.name);
  loggerOf({ session, flow, ...scope }).info(`${name}: it goes on when somebody resumes it`);
  return true;
}

function refused(reason: string): MetaPrefectError {
  return new MetaPrefectError("run-refused", reason, { hint: "see the run's page in Prefect" });
}
