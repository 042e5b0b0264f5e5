import { setTimeout as sleep } from "node:timers/promises";
import type { ProposedState, RunApi, RunState } from "../../interfaces/run-api.ts";

/** What came of asking to run. */
export type Beginning =
  | { readonly began: true }
  /** Somebody decided otherwise; the state is unknown where Prefect says stop and no more. */
  | { readonly began: false; readonly state: RunState | undefined; readonly reason: string };

/** Shortest time between two questions. */
const shortest = 500;

/**
 * Proposes to run until Prefect lets the run begin, or says that it shall not. A run that is early, waits for a slot, or
 * waits for its retry is waited for.
 */
export async function begin(
  api: Pick<RunApi, "proposeFlowRunState">,
  id: string,
  name: "Running" | "Retrying",
  signal: AbortSignal,
): Promise<Beginning> {
  for (;;) {
    const answer = await api.proposeFlowRunState(id, { type: "RUNNING", name });
    if (answer.status === "ABORT") return { began: false, state: undefined, reason: answer.reason };
    if (answer.status === "WAIT") {
      await sleep(Math.max(shortest, answer.delaySeconds * 1_000), undefined, { signal });
      continue;
    }
    const { state } = answer;
    if (state.type === "RUNNING") return { began: true };
    if (state.type !== "SCHEDULED") return { began: false, state, reason: state.message ?? state.name };
    await sleep(Math.max(shortest, millisecondsUntil(state)), undefined, { signal });
  }
}

/** Proposes the state in which a run ends; what it is in then may be another. Undefined: Prefect says stop. */
export async function finish(
  api: Pick<RunApi, "proposeFlowRunState">,
  id: string,
  state: ProposedState,
  signal: AbortSignal,
): Promise<RunState | undefined> {
  for (;;) {
    const answer = await api.proposeFlowRunState(id, state);
    if (answer.status === "ABORT") return undefined;
    if (answer.status === "WAIT") {
      await sleep(Math.max(shortest, answer.delaySeconds * 1_000), undefined, { signal });
      continue;
    }
    // Somebody asked for its end while it ended by itself.
    if (answer.state.type === "CANCELLING" && state.type !== "CANCELLED") {
      return finish(api, id, { type: "CANCELLED", name: "Cancelled" }, signal);
    }
    return answer.state;
  }
}

/** Until the instant at which a scheduled state wants to begin. */
export function millisecondsUntil({ state_details: details }: RunState): number {
  const { scheduled_time: time } = details;
  const instant = typeof time === "string" ? Date.parse(time) : Number.NaN;
  return Number.isNaN(instant) ? 0 : Math.max(0, instant - Date.now());
}
