import type { RunState } from "../../interfaces/run-api.ts";

/** How a task run ended. */
export type TaskEnd =
  | { readonly value: unknown; readonly state: RunState }
  | { readonly error: unknown; readonly state: RunState };

/** A task run that goes on beside its flow. `await` it for its result; give it to another task as it is. */
export class TaskFuture<Result> implements PromiseLike<Result> {
  readonly taskRunId: string;
  readonly #end: Promise<TaskEnd>;

  constructor(taskRunId: string, end: Promise<TaskEnd>) {
    this.taskRunId = taskRunId;
    this.#end = end;
    // What nobody waits for is in the task run's state, and is no accident of the process.
    end.catch(() => undefined);
  }

  /** What the task returned. @throws what it threw */
  async result(): Promise<Result> {
    const end = await this.#end;
    if ("error" in end) throw end.error;
    return end.value as Result;
  }

  /** Its last state; never throws what the task threw. */
  async wait(): Promise<RunState> {
    return (await this.#end).state;
  }

  then<Fulfilled = Result, Rejected = never>(
    onFulfilled?: ((value: Result) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.result().then(onFulfilled, onRejected);
  }
}

/** The futures of a `map`. `await` them for the list of results; the first failure is thrown when all have ended. */
export class TaskFutures<Result> implements PromiseLike<readonly Result[]>, Iterable<TaskFuture<Result>> {
  readonly futures: readonly TaskFuture<Result>[];

  constructor(futures: readonly TaskFuture<Result>[]) {
    this.futures = futures;
  }

  [Symbol.iterator](): Iterator<TaskFuture<Result>> {
    return this.futures[Symbol.iterator]();
  }

  async result(): Promise<readonly Result[]> {
    await Promise.all(this.futures.map((future) => future.wait()));
    return Promise.all(this.futures.map((future) => future.result()));
  }

  then<Fulfilled = readonly Result[], Rejected = never>(
    onFulfilled?: ((value: readonly Result[]) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.result().then(onFulfilled, onRejected);
  }
}
