import { isMetaPrefectError, MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ExecutedRun } from "../../interfaces/run-api.ts";
import type { FlowDefinition } from "../define/flow-definition.ts";
import { failureText, failureTrace } from "../engine/failure-text.ts";
import { makeSession } from "../engine/open-session.ts";
import { runFlow, type FlowEnd } from "../engine/run-flow.ts";
import { runName } from "../engine/run-names.ts";
import type { Session } from "../engine/session.ts";
import { guardProcess } from "./guard-process.ts";
import { terminate } from "./terminate.ts";

/** What {@link executeFlowRun} needs. */
export interface Execution {
  /** Of the flow run. */
  readonly id: string;
  /** `path/to/module.ts:export`. @default what the run's deployment says */
  readonly entrypoint: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  /** Imports the flow. */
  readonly load: (entrypoint: string) => Promise<FlowDefinition>;
}

const terminated = 143;
const failed = 1;

/**
 * Executes a flow run that a worker has started this process for. Whatever happens, either the run is in a state in which
 * it may rest, or the exit code is not 0, so that the worker says what became of it.
 *
 * @returns the exit code: 0; 1 after a crash; 143 when the process was asked to end and the run was not cancelled
 * @throws MetaPrefectError `no-flow-run` when Prefect does not have it, and what making the connection throws
 */
export async function executeFlowRun(execution: Execution): Promise<number> {
  const { id, env, signal } = execution;
  const session = await makeSession(env, signal);
  const guard = guardProcess(session);
  try {
    const asked = new Promise<"asked">((resolve) => {
      if (signal.aborted) resolve("asked");
      signal.addEventListener(
        "abort",
        () => {
          resolve("asked");
        },
        { once: true },
      );
    });
    const outcome = await Promise.race([begin(execution, session), guard.crash, asked]);
    if (outcome === "asked") return await end(session, id);
    if ("thrown" in outcome) {
      const message = `Execution ended with an error that nothing caught: ${failureText(outcome.thrown)}`;
      process.stderr.write(`${failureTrace(outcome.thrown)}\n`);
      await terminate(session, outcome.runs, id, "crashed", message, "crash");
      return failed;
    }
    return outcome.kind === "interrupted" ? await end(session, id) : await codeOf(outcome, session, id);
  } finally {
    guard.release();
  }
}

async function begin({ id, entrypoint, load }: Execution, session: Session): Promise<FlowEnd> {
  const run = await session.api.readFlowRun(id);
  if (run === undefined) {
    throw new MetaPrefectError("no-flow-run", `Prefect has no flow run ${id}`, {
      hint: "it was deleted, or PREFECT_API_URL names another server",
    });
  }
  const definition = await loadOrCrash(run, entrypoint, load, session);
  const { options } = definition;
  const named = options.flowRunName === undefined ? undefined : runName(options.flowRunName, run.parameters);
  const { retries = 0, retryDelaySeconds = 0 } = options;
  const policy =
    run.retries === null && retries > 0
      ? { empirical_policy: { retries, retry_delay: retryDelaySeconds } }
      : undefined;
  if (named !== undefined || policy !== undefined) {
    await session.api.patchFlowRun(id, { ...(named !== undefined && { name: named }), ...policy });
  }
  const { parameters } = run;
  const executed = { ...run, name: named ?? run.name };
  return runFlow(definition, { parameters, run: definition.run }, executed, session);
}

/** A run whose code cannot be loaded has crashed, and its page says why. */
async function loadOrCrash(
  run: ExecutedRun,
  given: string | undefined,
  load: Execution["load"],
  session: Session,
): Promise<FlowDefinition> {
  try {
    const deployment =
      given === undefined && run.deployment_id !== null
        ? await session.api.readDeployment(run.deployment_id)
        : undefined;
    const entrypoint = given ?? deployment?.entrypoint;
    if (entrypoint == null) {
      throw new MetaPrefectError("no-flow-run", `nothing says which code flow run ${run.name} is to run`, {
        hint: "give the entrypoint: meta-prefect flow-run execute path/to/module.ts:export",
      });
    }
    return await load(entrypoint);
  } catch (thrown) {
    const hint = isMetaPrefectError(thrown) && thrown.hint !== undefined ? ` (${thrown.hint})` : "";
    const message = `The flow could not be loaded: ${failureText(thrown)}${hint}`;
    session.logs.write({
      name: "prefect.flow_runs",
      level: 40,
      message: `${message}\n${failureTrace(thrown)}`,
      flow_run_id: run.id,
      task_run_id: null,
    });
    await terminate(session, [], run.id, "crashed", message, "crash");
    throw thrown;
  }
}

/** The process was asked to end: cancelled is what Prefect says is being cancelled; a machine that goes away is no wish. */
async function end(session: Session, id: string): Promise<number> {
  const runs = [...session.active];
  const state = (await session.api.readFlowRun(id).catch(() => undefined))?.state;
  if (state?.type === "CANCELLING" || state?.type === "CANCELLED") {
    await terminate(session, runs, id, "cancelled", "Flow run was cancelled successfully.", "asked");
    return 0;
  }
  await terminate(session, runs, id, "crashed", "Execution was ended by a termination signal.", "asked");
  return terminated;
}

const rest = new Set(["COMPLETED", "FAILED", "CRASHED", "CANCELLED", "SCHEDULED", "PAUSED"]);

/** 0 only where the run may rest as it is. */
async function codeOf(outcome: FlowEnd, { api }: Session, id: string): Promise<number> {
  const known = "state" in outcome ? outcome.state : undefined;
  const state = known ?? (await api.readFlowRun(id))?.state;
  return state == null || rest.has(state.type) ? 0 : failed;
}
