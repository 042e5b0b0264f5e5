import { AsyncLocalStorage } from "node:async_hooks";
import type { JsonObject } from "../../interfaces/json.ts";
import type { Session } from "../engine/session.ts";

/** The flow run that code is part of. */
export interface FlowScope {
  readonly id: string;
  readonly name: string;
  readonly flow: { readonly id: string; readonly name: string };
  readonly deploymentId: string | null;
  readonly parameters: JsonObject;
  readonly tags: readonly string[];
  /** How often it has been started, counting from 1. */
  runCount: number;
  /** Aborted when the run is cancelled, this try is over its time, or the process is asked to end. */
  signal: AbortSignal;
  readonly logPrints: boolean;
  /** Block in which its tasks keep results that say no other. */
  readonly resultStorage: string | undefined;
  /** How many task runs of each name there have been. */
  readonly counts: Map<string, number>;
  /** The task run that made an object. */
  readonly makers: WeakMap<object, string>;
  /** Ends of the task runs that have begun. */
  readonly tasks: Set<Promise<unknown>>;
  /** How often it was paused or suspended. */
  pauses: number;
}

/** The task run that code is part of. */
export interface TaskScope {
  readonly id: string;
  readonly name: string;
  readonly task: { readonly name: string };
  readonly tags: readonly string[];
  readonly runCount: number;
  readonly signal: AbortSignal;
  readonly logPrints: boolean;
}

/** Where code runs: in a flow run, in a task run, or both. */
export interface Scope {
  readonly session: Session;
  readonly flow?: FlowScope;
  readonly task?: TaskScope;
}

/*
 * One for the whole process: a flow's module may have found another copy of this package than the one that runs it.
 */
const key = Symbol.for("meta-prefect.scope");
const holder = globalThis as { [key]?: AsyncLocalStorage<Scope> | undefined };
const storage = holder[key] ?? new AsyncLocalStorage<Scope>();
holder[key] = storage;

/** Where the calling code runs; undefined outside of every flow. */
export function currentScope(): Scope | undefined {
  return storage.getStore();
}

/** Runs work in a scope, with all that it calls. */
export function inScope<Result>(scope: Scope, work: () => Result): Result {
  return storage.run(scope, work);
}
