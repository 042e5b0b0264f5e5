import type { RunApi } from "../../interfaces/run-api.ts";
import type { FlowScope } from "../context/scope.ts";
import type { FlowDefinition } from "../define/flow-definition.ts";
import { createEventSink, type EventSink } from "./event-sink.ts";
import { failureText } from "./failure-text.ts";
import { createLogSink, type LogSink } from "./log-sink.ts";
import type { ResultStore } from "./result-store.ts";

/** A flow run that goes on in this process. */
export interface ActiveRun {
  readonly definition: FlowDefinition;
  readonly scope: FlowScope;
}

/** What all runs of a process share. */
export interface Session {
  readonly api: RunApi;
  readonly logs: LogSink;
  readonly events: EventSink;
  /** Where results are kept. @param block `type/name` of a block. @default the process's own storage */
  readonly results: (block?: string) => Promise<ResultStore>;
  /** Seconds between two signs of life of a flow run. */
  readonly heartbeatSeconds: number;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  /** Child runs come after their parents. */
  readonly active: Set<ActiveRun>;
  /** Sends what waits. */
  readonly flush: () => Promise<void>;
}

const usualHeartbeat = 180;

/** Makes a session. @param options.heartbeatSeconds @default 180 */
export function createSession(options: {
  readonly api: RunApi;
  readonly results: Session["results"];
  readonly signal?: AbortSignal | undefined;
  readonly heartbeatSeconds?: number | undefined;
}): Session {
  const { api, results } = options;
  const complain = (what: string) => (thrown: unknown) => {
    process.stderr.write(`${what} could not be sent to Prefect: ${failureText(thrown)}\n`);
  };
  const logs = createLogSink(api, complain("log lines"));
  const events = createEventSink(api, complain("events"));
  return {
    api,
    logs,
    events,
    results,
    heartbeatSeconds: options.heartbeatSeconds ?? usualHeartbeat,
    signal: options.signal ?? new AbortController().signal,
    active: new Set(),
    flush: async () => {
      await Promise.all([logs.flush(), events.flush()]);
    },
  };
}
