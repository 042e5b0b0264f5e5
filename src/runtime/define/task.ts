import { type TaskFuture, TaskFutures } from "../engine/future.ts";
import { limiter } from "../engine/limiter.ts";
import { defineTask } from "./define-task.ts";
import type { TaskOptions } from "./flow-options.ts";
import { taskMethod, type FlowMethod } from "./methods.ts";
import { startTask } from "./start-task.ts";
import type { TaskCall } from "./task-definition.ts";

/** A value, or a future of it; in lists also one by one. */
export type Awaitable<Value> =
  | Value
  | TaskFuture<Value>
  | (Value extends readonly (infer Item)[]
      ? readonly (Item | TaskFuture<Item>)[] | TaskFutures<Item>
      : never);

type Awaitables<Input extends readonly unknown[]> = { [Place in keyof Input]: Awaitable<Input[Place]> };
type Rest<Input extends readonly unknown[]> = Input extends readonly [unknown, ...infer Others] ? Others : [];

/** What a submitted task may wait for. */
export interface Submission {
  readonly waitFor?: readonly (TaskFuture<unknown> | TaskFutures<unknown>)[];
}

/** A TypeScript task: call it inside a flow to run it. */
export interface TypeScriptTask<Input extends readonly unknown[], Result> {
  (...input: Awaitables<Input>): Promise<Result>;
  /** Runs it beside what follows; what it fails with is in the future, and nowhere else. */
  readonly submit: (...input: Awaitables<Input>) => TaskFuture<Result>;
  /** Runs it for each item, so many at a time as `mapConcurrency` says; the other arguments are the same for all. */
  readonly map: (
    items: Iterable<Awaitable<Input[0]>>,
    ...others: Awaitables<Rest<Input>>
  ) => TaskFutures<Result>;
  /** The same task with other options. */
  readonly withOptions: (options: TaskOptions & Submission) => TypeScriptTask<Input, Result>;
  readonly taskName: string;
}

/**
 * Makes a task of a function. In a flow each call of it is a task run, with states, retries, logs and a place in the
 * graph: it follows the tasks whose futures or results it takes.
 *
 * `@task()` before a method makes the method a task.
 *
 * @throws MetaPrefectError `invalid-flow` for options that cannot be
 * @example
 * ```ts
 * import { flow, task } from "meta-prefect/runtime";
 *
 * const fetchRows = task({ name: "fetch-rows", retries: 3, retryDelaySeconds: [1, 10] }, async (day: string) => [day]);
 * const load = task({ name: "load" }, async (row: string) => row.length);
 * export const etl = flow({ name: "etl" }, async () => {
 *   const rows = await fetchRows("2026-01-31");
 *   return load.map(rows);
 * });
 * ```
 */
export function task<Input extends readonly unknown[], Result>(
  options: TaskOptions,
  fn: (...input: Input) => Result,
): TypeScriptTask<Input, Awaited<Result>>;
export function task(options?: TaskOptions): FlowMethod;
export function task(options: TaskOptions = {}, fn?: (...input: never[]) => unknown): unknown {
  return fn === undefined ? taskMethod(options) : taskOf(options, fn as (...input: unknown[]) => unknown);
}

function taskOf(
  { waitFor, ...options }: TaskOptions & Submission,
  fn: (...input: unknown[]) => unknown,
): TypeScriptTask<unknown[], unknown> {
  const definition = defineTask(options, fn);
  const start = (input: readonly unknown[], more: Partial<TaskCall> = {}): TaskFuture<unknown> =>
    startTask(definition, {
      input,
      run: (resolved) => fn(...resolved),
      ...(waitFor !== undefined && { waitFor }),
      ...more,
    });
  const call = async (...input: unknown[]): Promise<unknown> => start(input).result();
  const members: Omit<TypeScriptTask<unknown[], unknown>, never> = Object.assign(call, {
    submit: (...input: unknown[]) => start(input),
    map: (items: Iterable<unknown>, ...others: unknown[]) => {
      const turn = limiter(options.mapConcurrency ?? 32);
      return new TaskFutures([...items].map((item) => start([item, ...others], { turn })));
    },
    withOptions: (changes: TaskOptions & Submission) =>
      taskOf({ ...options, ...(waitFor !== undefined && { waitFor }), ...changes }, fn),
    taskName: definition.name,
  });
  return members as TypeScriptTask<unknown[], unknown>;
}
