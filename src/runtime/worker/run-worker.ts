import { setTimeout as sleep } from "node:timers/promises";
import type { ExecutedRun } from "../../interfaces/run-api.ts";
import type { WorkerApi } from "../../interfaces/worker-api.ts";
import { failureText } from "../engine/failure-text.ts";

/** A process that executes a run. */
export interface Launched {
  /** For people: where it runs. */
  readonly place: string;
  readonly ended: Promise<{ readonly code: number; readonly reason: string }>;
  readonly end: (graceMilliseconds: number) => void;
}

/** What a worker works with. */
export interface WorkerParts {
  readonly api: WorkerApi;
  /** The runs that are to begin. */
  readonly poll: (limit: number) => Promise<readonly ExecutedRun[]>;
  /** Says that the worker lives; absent: nobody asks. */
  readonly heartbeat?: () => Promise<void>;
  /** Starts the process of a run. What it throws is why the run has crashed. */
  readonly launch: (run: ExecutedRun) => Promise<Launched>;
  /** Runs at the same time. @default 100 */
  readonly limit?: number;
  /** Seconds between two questions for runs. @default 10 */
  readonly querySeconds?: number;
  /** @default 30 */
  readonly heartbeatSeconds?: number;
  /** Aborted: it takes nothing more, and ends what runs. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

const cancelSeconds = 2;
const graceMilliseconds = 30_000;

/** Takes runs and has processes execute them, until it is told to stop. Every run that it took has an end, then. */
export async function runWorker(parts: WorkerParts): Promise<void> {
  const { api, signal, say, limit = 100, querySeconds = 10, heartbeatSeconds = 30 } = parts;
  const running = new Map<string, Launched | undefined>();
  const work = new Set<Promise<void>>();
  const every = async (seconds: number, what: () => Promise<void>): Promise<void> => {
    while (!signal.aborted) {
      await what().catch((thrown: unknown) => {
        say(failureText(thrown));
      });
      await sleep(seconds * 1_000, undefined, { signal }).catch(() => undefined);
    }
  };
  const look = async (): Promise<void> => {
    const free = limit - running.size;
    if (free <= 0) return;
    for (const run of await parts.poll(free)) {
      if (running.has(run.id) || running.size >= limit || signal.aborted) continue;
      running.set(run.id, undefined);
      const taken = take(parts, run, running)
        // One run of which Prefect cannot be told, because it was deleted for example, is no end of all others.
        .catch((thrown: unknown) => {
          say(`flow run ${run.name}: ${failureText(thrown)}`);
        })
        .finally(() => {
          running.delete(run.id);
          work.delete(taken);
        });
      work.add(taken);
    }
  };
  const cancel = async (): Promise<void> => {
    for (const id of await api.cancelling([...running.keys()])) running.get(id)?.end(graceMilliseconds);
  };
  const { heartbeat } = parts;
  await Promise.all([
    every(querySeconds, look),
    every(cancelSeconds, cancel),
    ...(heartbeat === undefined ? [] : [every(heartbeatSeconds, heartbeat)]),
  ]);
  for (const launched of running.values()) launched?.end(graceMilliseconds);
  await Promise.all(work);
}

async function take(
  parts: WorkerParts,
  run: ExecutedRun,
  running: Map<string, Launched | undefined>,
): Promise<void> {
  const { api, say } = parts;
  const launched = await start(parts, run);
  if (launched === undefined) return;
  running.set(run.id, launched);
  await api.patchFlowRun(run.id, { infrastructure_pid: launched.place }).catch((thrown: unknown) => {
    say(`flow run ${run.name} has a process of which Prefect does not know: ${failureText(thrown)}`);
  });
  const { code, reason } = await launched.ended;
  say(`flow run ${run.name} ended with ${reason}`);
  await settle(api, run.id, code, reason);
}

/** Undefined: it is not ours, or has crashed because it could not be started. */
async function start({ api, launch, say }: WorkerParts, run: ExecutedRun): Promise<Launched | undefined> {
  try {
    // Another worker may have been faster, or no slot be free.
    const answer = await api.proposeFlowRunState(run.id, { type: "PENDING", name: "Pending" });
    if (answer.status !== "ACCEPT" || answer.state.type !== "PENDING") return undefined;
    say(`starting flow run ${run.name}`);
    return await launch(run);
  } catch (thrown) {
    const message = `Flow run could not be started: ${failureText(thrown)}`;
    say(message);
    await api.proposeFlowRunState(run.id, { type: "CRASHED", name: "Crashed", message });
    return undefined;
  }
}

const rest = new Set(["COMPLETED", "FAILED", "CRASHED", "CANCELLED", "SCHEDULED", "PAUSED"]);

/** A run whose process is gone cannot stay Running or Pending. */
async function settle(api: WorkerApi, id: string, code: number, reason: string): Promise<void> {
  const state = (await api.readFlowRun(id))?.state;
  if (state == null || rest.has(state.type)) return;
  if (state.type === "CANCELLING") {
    const message = "Flow run was cancelled successfully.";
    await api.proposeFlowRunState(id, { type: "CANCELLED", name: "Cancelled", message });
    return;
  }
  const how = code === 0 ? "ended without an end of its run" : `exited with ${reason}`;
  await api.proposeFlowRunState(id, { type: "CRASHED", name: "Crashed", message: `Flow run process ${how}` });
}
