import { randomUUID } from "node:crypto";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type {
  ExecutedRun,
  NewArtifact,
  NewEvent,
  NewLog,
  Orchestration,
  ProposedState,
  RunApi,
} from "../../interfaces/run-api.ts";

/** What happened in flows that ran without a Prefect. */
export interface PlainRecords {
  readonly flowRuns: readonly PlainFlowRun[];
  readonly events: readonly NewEvent[];
  readonly logs: readonly NewLog[];
  readonly artifacts: readonly NewArtifact[];
  readonly variables: ReadonlyMap<string, Json>;
}

/** A flow run that was one in this process only. */
export interface PlainFlowRun {
  readonly id: string;
  readonly name: string;
  readonly flow: string;
  readonly parameters: JsonObject;
  readonly parentTaskRunId: string | null;
  /** Names of its states, in order. */
  readonly states: readonly string[];
}

/** What flows find in a plain run. */
export interface PlainValues {
  readonly variables?: Readonly<Record<string, Json>>;
  /** Block data by `type/name`, for example `secret/token`: `{ value: "…" }`. */
  readonly blocks?: Readonly<Record<string, JsonObject>>;
}

interface Kept {
  run: ExecutedRun;
  readonly flow: string;
  readonly states: string[];
  retriesLeft: number;
  readonly delay: number;
}

/**
 * Takes the place of Prefect where there is none: every state is accepted, a failed run is tried again as often as its
 * flow says, every slot is free, and all that is said is kept for who wants to look.
 *
 * @param keep whether what is said is kept. @default false
 */
export function createPlainApi(
  values: PlainValues = {},
  keep = false,
): RunApi & { readonly records: PlainRecords } {
  const flows = new Map<string, string>();
  const runs = new Map<string, Kept>();
  const variables = new Map(Object.entries(values.variables ?? {}));
  const [events, logs, artifacts]: [NewEvent[], NewLog[], NewArtifact[]] = [[], [], []];
  const done = Promise.resolve();

  const propose = (kept: Kept, state: ProposedState): Orchestration => {
    const full = { message: null, data: null, state_details: {}, ...state };
    if (state.type === "FAILED" && kept.retriesLeft > 0) {
      kept.retriesLeft--;
      kept.states.push("AwaitingRetry");
      const scheduled_time = new Date(Date.now() + kept.delay * 1_000).toISOString();
      const retry = {
        ...full,
        type: "SCHEDULED",
        name: "AwaitingRetry",
        state_details: { scheduled_time },
      } as const;
      return { status: "REJECT", state: retry };
    }
    kept.states.push(state.name);
    const run_count = kept.run.run_count + (state.type === "RUNNING" ? 1 : 0);
    kept.run = { ...kept.run, state: full, run_count };
    return { status: "ACCEPT", state: full };
  };
  return {
    url: undefined,
    ensureFlow: (name) => {
      const id = flows.get(name) ?? randomUUID();
      flows.set(name, id);
      return Promise.resolve({ id });
    },
    createFlowRun: (made) => {
      const id = randomUUID();
      const flow = [...flows].find(([, one]) => one === made.flow_id)?.[0] ?? "";
      const { retries, retry_delay: delay } = made.empirical_policy ?? {};
      const run: ExecutedRun = {
        id,
        name: made.name ?? `${flow}-${String(runs.size + 1)}`,
        flow_id: made.flow_id,
        deployment_id: null,
        parameters: made.parameters,
        run_count: 0,
        tags: made.tags,
        parent_task_run_id: made.parent_task_run_id ?? null,
        job_variables: {},
        retries: null,
        state: null,
      };
      const retriesLeft = typeof retries === "number" ? retries : 0;
      runs.set(id, {
        run,
        flow,
        states: ["Pending"],
        retriesLeft,
        delay: typeof delay === "number" ? delay : 0,
      });
      return Promise.resolve(run);
    },
    readFlowRun: (id) => Promise.resolve(runs.get(id)?.run),
    readDeployment: () => Promise.resolve(undefined),
    patchFlowRun: () => done,
    proposeFlowRunState: (id, state) => {
      const kept = runs.get(id);
      return Promise.resolve(
        kept === undefined ? { status: "ABORT", reason: "no such run" } : propose(kept, state),
      );
    },
    createTaskRun: () => Promise.resolve({ id: randomUUID() }),
    writeLogs: (lines) => {
      if (keep) logs.push(...lines);
      return done;
    },
    emitEvents: (some) => {
      if (keep) events.push(...some);
      return done;
    },
    createArtifact: (artifact) => {
      if (keep) artifacts.push(artifact);
      return Promise.resolve({ id: randomUUID() });
    },
    patchArtifact: () => done,
    readVariable: (name) => Promise.resolve(variables.get(name)),
    writeVariable: (name, value) => {
      variables.set(name, value);
      return done;
    },
    readBlock: (type, name) => {
      const data = values.blocks?.[`${type}/${name}`];
      return Promise.resolve(data && { id: null, data });
    },
    acquireSlots: () => Promise.resolve({ lease: { id: null } }),
    renewSlots: () => done,
    releaseSlots: () => done,
    resumeFlowRun: () => done,
    records: {
      events,
      logs,
      artifacts,
      variables,
      get flowRuns() {
        return [...runs.values()].map(
          ({ run: { id, name, parameters, parent_task_run_id }, flow, states }) => ({
            id,
            name,
            flow,
            parameters,
            parentTaskRunId: parent_task_run_id,
            states,
          }),
        );
      },
    },
  };
}
