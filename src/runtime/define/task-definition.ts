import type { TaskOptions } from "./flow-options.ts";

/** A task as the engine sees it. */
export interface TaskDefinition {
  readonly name: string;
  /** Tells tasks apart on the server: name and a digest of the source. */
  readonly key: string;
  readonly options: TaskOptions;
  /** The function's source, for caches by `source`. */
  readonly source: string;
  /** Arguments by name. */
  readonly named: (input: readonly unknown[]) => Readonly<Record<string, unknown>>;
}

/** One call of a task. */
export interface TaskCall {
  /** As they are given; may have futures in them. */
  readonly input: readonly unknown[];
  /** Takes the arguments with every future's value in its place. */
  readonly run: (input: readonly unknown[]) => unknown;
  /** Runs only after these, whatever it takes from them. */
  readonly waitFor?: readonly unknown[];
  /** Waits for its turn among many of the same kind. */
  readonly turn?: <Value>(work: () => Promise<Value>) => Promise<Value>;
}
