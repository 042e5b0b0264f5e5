import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Reporter } from "../interfaces/events.ts";
import type { Clock } from "../interfaces/ports.ts";
import type { ApiFlowRun, PrefectApi } from "../interfaces/prefect-api.ts";

/** Milliseconds between looks at the run: its logs reach the server in batches of about a second. */
const pace = 500;

/** Looks after the end of a run, as the last log lines may come later than the final state. */
const looksAfterEnd = 5;

const final = new Set(["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]);

/** Reports states and log lines, each once, until the run has ended. */
export async function watch(
  api: PrefectApi,
  made: ApiFlowRun,
  report: Reporter,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<ApiFlowRun> {
  const seen = new Set<string>();
  let after: string | undefined;
  let state = made.state;
  let quiet = 0;
  for (;;) {
    const now = await api.flowRuns.get(made.id);
    if (now === undefined)
      throw new MetaPrefectError("gone", `flow run ${made.id} was deleted while it was watched`);
    const ended = now.state !== null && final.has(now.state.type);
    const fresh = (await api.flowRuns.logs(made.id, after)).filter(({ id }) => !seen.has(id));
    for (const { id, level, message, timestamp } of fresh) {
      seen.add(id);
      report({ code: "run-log", flowRunId: made.id, level, message, timestamp });
    }
    after = fresh.at(-1) === undefined ? after : before(fresh.at(-1)?.timestamp ?? "");
    const done = ended && (quiet += fresh.length > 0 ? 0 : 1) >= looksAfterEnd;
    if (now.state !== null && now.state.id !== state?.id && (!ended || done)) {
      state = now.state;
      const { type, name, message } = now.state;
      report({ code: "run-state", flowRunId: made.id, type, name, message });
    }
    if (done) return now;
    await clock.sleep(pace, signal);
  }
}

/** A little earlier: lines of the same batch may be stored out of order; the known ones are told once. */
function before(timestamp: string): string {
  return new Date(Date.parse(timestamp) - 5_000).toISOString();
}
