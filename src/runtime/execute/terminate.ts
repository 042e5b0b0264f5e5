import { setTimeout as sleep } from "node:timers/promises";
import type { ProposedState, RunState } from "../../interfaces/run-api.ts";
import { callHooks } from "../engine/hooks.ts";
import { loggerOf } from "../engine/logger.ts";
import type { ActiveRun, Session } from "../engine/session.ts";

/** A worker kills what has not ended 30 seconds after it was asked to; a crash of our own can wait for a server that is away. */
const mostMilliseconds = { asked: 20_000, crash: 300_000 } as const;

/** Why runs end before their time. */
export type Ending = "cancelled" | "crashed";

/**
 * Ends flow runs that go on in this process, children first: state, hooks and log. Within 20 seconds where the process
 * was asked to end, and where it crashed within 5 minutes.
 *
 * @param id of the run that the process is for; it need not have begun
 */
export async function terminate(
  session: Session,
  runs: readonly ActiveRun[],
  id: string,
  ending: Ending,
  message: string,
  why: keyof typeof mostMilliseconds,
): Promise<void> {
  const state: ProposedState =
    ending === "cancelled"
      ? { type: "CANCELLED", name: "Cancelled", message }
      : { type: "CRASHED", name: "Crashed", message };
  const work = async (): Promise<void> => {
    for (const run of runs.toReversed()) await end(session, run, state);
    if (!runs.some(({ scope }) => scope.id === id)) await session.api.proposeFlowRunState(id, state);
    await session.flush();
  };
  await Promise.race([
    work().catch(() => undefined),
    sleep(mostMilliseconds[why], undefined, { ref: false }),
  ]);
}

async function end(
  session: Session,
  { definition, scope: flow }: ActiveRun,
  state: ProposedState,
): Promise<void> {
  const { options, declared } = definition;
  const scope = { session, flow };
  loggerOf(scope).error(`${state.name}: ${state.message ?? ""}`);
  const known: RunState = { message: null, data: null, state_details: {}, ...state };
  const { id, name, parameters } = flow;
  const end = { name: declared.name, run: { id, name, parameters }, state: known };
  const hooks = state.type === "CANCELLED" ? options.onCancellation : options.onCrashed;
  // The worker's patience may end while a hook goes on: the state comes first.
  await session.api.proposeFlowRunState(id, state);
  await callHooks(hooks, end, scope);
}
