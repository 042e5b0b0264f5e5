import { isMetaPrefectError, MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ExecutedRun, ProposedState, RunState } from "../../interfaces/run-api.ts";
import { inScope, type FlowScope, type Scope } from "../context/scope.ts";
import type { FlowCall, FlowDefinition } from "../define/flow-definition.ts";
import type { Hook } from "../define/flow-options.ts";
import { checkParameters } from "./check-parameters.ts";
import { failureText, failureTrace } from "./failure-text.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { callHooks } from "./hooks.ts";
import { resolveFutures } from "./inputs.ts";
import { loggerOf } from "./logger.ts";
import { takePrints } from "./prints.ts";
import { begin, finish } from "./propose.ts";
import type { Session } from "./session.ts";
import { within } from "./time-limit.ts";
import { toJson } from "./to-json.ts";

/** How a flow run ended here. */
export type FlowEnd =
  | { readonly kind: "completed"; readonly value: unknown; readonly state: RunState | undefined }
  | { readonly kind: "failed"; readonly error: unknown; readonly state: RunState | undefined }
  /** It did not begin, because Prefect says so. */
  | { readonly kind: "refused"; readonly state: RunState | undefined; readonly reason: string }
  /** Another process goes on with it. */
  | { readonly kind: "suspended" }
  /** This process was asked to end; who asked says what becomes of the run. */
  | { readonly kind: "interrupted" };

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** Takes a flow run that Prefect has from its beginning to its end, with its retries. */
export async function runFlow(
  definition: FlowDefinition,
  call: FlowCall,
  run: ExecutedRun,
  session: Session,
): Promise<FlowEnd> {
  const { declared, options } = definition;
  let controller = new AbortController();
  const flow: FlowScope = {
    id: run.id,
    name: run.name,
    flow: { id: run.flow_id, name: declared.name },
    deploymentId: run.deployment_id,
    parameters: run.parameters,
    tags: [...new Set([...run.tags, ...(options.tags ?? [])])],
    runCount: run.run_count + 1,
    signal: AbortSignal.any([controller.signal, session.signal]),
    logPrints: options.logPrints ?? false,
    resultStorage: options.resultStorage,
    counts: new Map(),
    makers: new WeakMap(),
    tasks: new Set(),
    pauses: 0,
  };
  const scope: Scope = { session, flow };
  const log = loggerOf(scope);
  if (options.logPrints === true) takePrints();
  const beginning = await begin(
    session.api,
    run.id,
    run.run_count > 0 ? "Retrying" : "Running",
    session.signal,
  );
  if (!beginning.began) return { kind: "refused", state: beginning.state, reason: beginning.reason };
  log.info(`Beginning flow run '${run.name}' for flow '${declared.name}'`);
  const active = { definition, scope: flow };
  session.active.add(active);
  const stopHeartbeat = startHeartbeat(session, flow);
  try {
    await hooks(options.onRunning, {
      type: "RUNNING",
      name: "Running",
      message: null,
      data: null,
      state_details: {},
    });
    for (;;) {
      const outcome = await attempt();
      if (session.signal.aborted) return { kind: "interrupted" };
      await Promise.allSettled(flow.tasks);
      if ("error" in outcome && isMetaPrefectError(outcome.error) && outcome.error.code === "run-suspended")
        return { kind: "suspended" };
      if ("error" in outcome) log.error(`Encountered an exception: ${failureTrace(outcome.error)}`);
      await session.flush();
      const state = await finish(session.api, run.id, await endOf(outcome), session.signal);
      if (state?.type === "SCHEDULED") {
        log.warn("The flow run will be tried again");
        const again = await begin(session.api, run.id, "Retrying", session.signal);
        if (!again.began) return { kind: "refused", state: again.state, reason: again.reason };
        flow.runCount++;
        // That of a try which was over its time stays aborted.
        controller = new AbortController();
        flow.signal = AbortSignal.any([controller.signal, session.signal]);
        flow.counts.clear();
        flow.tasks.clear();
        continue;
      }
      log.info(`Finished in state ${state?.name ?? "unknown"}(${state?.message ?? ""})`);
      if (state !== undefined) await hooks(hooksOf(state), state);
      return "error" in outcome
        ? { kind: "failed", error: outcome.error, state }
        : { kind: "completed", value: outcome.value, state };
    }
  } finally {
    stopHeartbeat();
    session.active.delete(active);
    await session.flush();
  }

  async function attempt(): Promise<Outcome> {
    try {
      const value = await inScope(scope, async () => {
        const parameters = await checkParameters(definition, call.parameters);
        return within(options.timeoutSeconds, `flow run '${run.name}'`, controller, async () =>
          resolveFutures(await call.run(parameters)),
        );
      });
      return { value };
    } catch (error) {
      return { error };
    }
  }

  async function endOf(outcome: Outcome): Promise<ProposedState> {
    if ("error" in outcome) {
      const { error } = outcome;
      const late = error instanceof MetaPrefectError && error.code === "run-timeout";
      const message = late ? error.message : `Flow run encountered an exception: ${failureText(error)}`;
      return { type: "FAILED", name: late ? "TimedOut" : "Failed", message };
    }
    const { resultStorage, persistResult = resultStorage !== undefined } = options;
    const value = persistResult ? toJson(outcome.value) : undefined;
    if (value === undefined) return { type: "COMPLETED", name: "Completed" };
    const { metadata } = await (await session.results(resultStorage)).write(run.id, value, null);
    return { type: "COMPLETED", name: "Completed", data: metadata };
  }

  function hooks(wanted: readonly Hook[] | undefined, state: RunState): Promise<void> {
    const { id, name, parameters } = run;
    return callHooks(wanted, { name: declared.name, run: { id, name, parameters }, state }, scope);
  }

  function hooksOf({ type }: RunState): readonly Hook[] | undefined {
    if (type === "COMPLETED") return options.onCompletion;
    if (type === "FAILED") return options.onFailure;
    if (type === "CANCELLED") return options.onCancellation;
    return type === "CRASHED" ? options.onCrashed : undefined;
  }
}
