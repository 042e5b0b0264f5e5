import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { isMetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ProposedState, RunState } from "../../interfaces/run-api.ts";
import { currentScope, inScope, type Scope } from "../context/scope.ts";
import type { Hook } from "../define/flow-options.ts";
import type { TaskCall, TaskDefinition } from "../define/task-definition.ts";
import { cacheKey, keepsResults } from "./cache-key.ts";
import { failureText, failureTrace } from "./failure-text.ts";
import type { TaskEnd } from "./future.ts";
import { callHooks } from "./hooks.ts";
import { resolveFutures } from "./inputs.ts";
import { loggerOf, type RunLogger } from "./logger.ts";
import { rememberMaker } from "./makers.ts";
import { openSession } from "./open-session.ts";
import { takePrints } from "./prints.ts";
import type { KeptResult, ResultStore } from "./result-store.ts";
import { retryDelay } from "./retry-delay.ts";
import { withSlots } from "./slots.ts";
import { taskRunFacts } from "./task-run-facts.ts";
import { TaskReporter } from "./task-events.ts";
import { within } from "./time-limit.ts";
import { shownValues, toJson } from "./to-json.ts";

/** Runs a task once, with its retries, and answers how it ended. Rejects only when nobody can be told of it. */
export async function callTask(definition: TaskDefinition, call: TaskCall, id: string): Promise<TaskEnd> {
  if (definition.options.logPrints === true) takePrints();
  const scope = currentScope() ?? { session: await openSession() };
  await scope.session.events.room();
  return new TaskRun(definition, call, id, scope).run();
}

/** One task run. */
class TaskRun {
  readonly #definition: TaskDefinition;
  readonly #call: TaskCall;
  readonly #id: string;
  readonly #scope: Scope;
  readonly #named: Readonly<Record<string, unknown>>;
  readonly #name: string;
  readonly #reporter: TaskReporter;
  readonly #log: RunLogger;

  constructor(definition: TaskDefinition, call: TaskCall, id: string, scope: Scope) {
    this.#definition = definition;
    this.#call = call;
    this.#id = id;
    this.#scope = scope;
    this.#named = definition.named(call.input);
    const facts = taskRunFacts(definition, call, id, scope);
    this.#name = facts.name;
    this.#reporter = new TaskReporter(facts, scope.session.events);
    this.#reporter.enter({ type: "PENDING", name: "Pending" });
    this.#log = loggerOf(this.#within(new AbortController().signal));
  }

  async run(): Promise<TaskEnd> {
    const { turn, input, waitFor } = this.#call;
    let resolved: readonly unknown[];
    try {
      await resolveFutures(waitFor);
      resolved = (await resolveFutures(input)) as readonly unknown[];
    } catch (error) {
      if (!isMetaPrefectError(error) || error.code !== "upstream-failed") throw error;
      return { error, state: this.#enter({ type: "PENDING", name: "NotReady", message: error.message }) };
    }
    return turn === undefined ? this.#once(resolved) : turn(() => this.#once(resolved));
  }

  /** With what is kept of an earlier call, else with its slots. */
  async #once(input: readonly unknown[]): Promise<TaskEnd> {
    const { tags = [], refreshCache = false } = this.#definition.options;
    const key = this.#key(input);
    let kept: KeptResult | undefined;
    try {
      kept = key === undefined || refreshCache ? undefined : await (await this.#results()).read(key);
    } catch (error) {
      return this.#failed(error);
    }
    if (kept !== undefined) {
      const state = this.#enter({ type: "COMPLETED", name: "Cached", data: kept.metadata });
      this.#log.info("Finished in state Cached(type=COMPLETED)");
      return { value: kept.value, state };
    }
    const names = tags.map((tag) => `tag:${tag}`);
    const holder = { type: "task_run", id: this.#id };
    return withSlots(this.#scope.session, names, { holder }, () => this.#tries(input, key));
  }

  /** As with Prefect, a task whose own cache key fails runs all the same. */
  #key(input: readonly unknown[]): string | undefined {
    try {
      return cacheKey(this.#definition, this.#definition.named(input), this.#scope.flow?.id ?? this.#id);
    } catch (error) {
      this.#log.error(`its cache key cannot be made, so nothing of it is cached: ${failureTrace(error)}`);
      return undefined;
    }
  }

  async #tries(input: readonly unknown[], key: string | undefined): Promise<TaskEnd> {
    const { retries = 0 } = this.#definition.options;
    for (let retry = 0; ; retry++) {
      this.#enter({ type: "RUNNING", name: retry === 0 ? "Running" : "Retrying" });
      try {
        const value = await this.#execute(input);
        return await this.#completed(value, key);
      } catch (error) {
        if (retry >= retries || !(await this.#deservesRetry(error))) return this.#failed(error);
        await this.#pause(error, retry + 1);
      }
    }
  }

  async #execute(input: readonly unknown[]): Promise<unknown> {
    const controller = new AbortController();
    const { timeoutSeconds } = this.#definition.options;
    const signal = AbortSignal.any([controller.signal, this.#scope.session.signal]);
    return inScope(this.#within(signal), () =>
      within(timeoutSeconds, `task run '${this.#name}'`, controller, async () =>
        resolveFutures(await this.#call.run(input)),
      ),
    );
  }

  async #deservesRetry(error: unknown): Promise<boolean> {
    const { retryCondition } = this.#definition.options;
    if (retryCondition === undefined) return true;
    try {
      return await retryCondition(error);
    } catch (thrown) {
      this.#log.error(`retryCondition failed, so there is no retry: ${failureTrace(thrown)}`);
      return false;
    }
  }

  async #pause(error: unknown, retry: number): Promise<void> {
    const { options } = this.#definition;
    const seconds = retryDelay(options, retry);
    const attempt = `Retry ${String(retry)}/${String(options.retries ?? 0)}`;
    this.#log.warn(
      `Task run failed with exception: ${failureText(error)} - ${attempt} will start ${seconds > 0 ? `${String(seconds)} second(s) from now` : "immediately"}`,
    );
    if (seconds === 0) return;
    const scheduled = new Date(Date.now() + seconds * 1_000).toISOString();
    this.#enter({ type: "SCHEDULED", name: "AwaitingRetry", state_details: { scheduled_time: scheduled } });
    await sleep(seconds * 1_000, undefined, { signal: this.#scope.session.signal });
  }

  async #completed(value: unknown, key: string | undefined): Promise<TaskEnd> {
    const { flow } = this.#scope;
    const { options } = this.#definition;
    let data = null;
    const json = keepsResults(this.#definition) ? toJson(value) : undefined;
    if (json !== undefined && isDeepStrictEqual(json, value ?? null)) {
      const { cacheExpirationSeconds: seconds } = options;
      const expiration = seconds === undefined ? null : new Date(Date.now() + seconds * 1_000).toISOString();
      data = (await (await this.#results()).write(key ?? this.#id, json, expiration)).metadata;
    } else if (keepsResults(this.#definition)) {
      this.#log.warn("the result is nothing that JSON carries, so it is not kept");
    }
    if (flow !== undefined) rememberMaker(flow.makers, value, this.#id);
    const state = this.#enter({ type: "COMPLETED", name: "Completed", data });
    this.#log.info("Finished in state Completed()");
    await this.#hooks(options.onCompletion, state);
    return { value, state };
  }

  async #failed(error: unknown): Promise<TaskEnd> {
    const late = isMetaPrefectError(error) && error.code === "run-timeout";
    const message = late ? error.message : `Task run encountered an exception ${failureText(error)}`;
    this.#log.error(`${message}\n${failureTrace(error)}`);
    const state = this.#enter({ type: "FAILED", name: late ? "TimedOut" : "Failed", message });
    await this.#hooks(this.#definition.options.onFailure, state);
    return { error, state };
  }

  #hooks(hooks: readonly Hook[] | undefined, state: RunState): Promise<void> {
    const run = { id: this.#id, name: this.#name, parameters: shownValues(this.#named) };
    const scope = this.#within(this.#scope.session.signal);
    return callHooks(hooks, { name: this.#definition.name, run, state }, scope);
  }

  #results(): Promise<ResultStore> {
    const { session, flow } = this.#scope;
    return session.results(this.#definition.options.resultStorage ?? flow?.resultStorage);
  }

  #enter(state: ProposedState): RunState {
    return this.#reporter.enter(state);
  }

  #within(signal: AbortSignal): Scope {
    const { options, name } = this.#definition;
    return {
      ...this.#scope,
      task: {
        id: this.#id,
        name: this.#name,
        task: { name },
        tags: options.tags ?? [],
        runCount: this.#reporter.runCount,
        signal,
        logPrints: options.logPrints ?? this.#scope.flow?.logPrints ?? false,
      },
    };
  }
}
