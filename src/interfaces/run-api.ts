import type { Json, JsonObject } from "./json.ts";

/*
 * What a runner needs of Prefect's REST API: to take a flow run through its states, and to say what happens in it.
 */

/** The types of a state; its name is free. */
export type StateType =
  | "SCHEDULED"
  | "PENDING"
  | "RUNNING"
  | "COMPLETED"
  | "FAILED"
  | "CRASHED"
  | "CANCELLED"
  | "CANCELLING"
  | "PAUSED";

/** A state that a runner proposes. */
export interface ProposedState {
  readonly type: StateType;
  readonly name: string;
  readonly message?: string;
  readonly data?: Json;
  readonly state_details?: JsonObject;
}

/** A state as Prefect has it. */
export interface RunState {
  readonly type: StateType;
  readonly name: string;
  readonly message: string | null;
  readonly data: Json;
  readonly state_details: JsonObject;
}

/** What Prefect says to a proposed state. */
export type Orchestration =
  /** It is in that state, whether it was proposed or put in the place of what was. */
  | { readonly status: "ACCEPT" | "REJECT"; readonly state: RunState }
  | { readonly status: "WAIT"; readonly delaySeconds: number; readonly reason: string }
  | { readonly status: "ABORT"; readonly reason: string };

/** A flow run as a runner sees it. */
export interface ExecutedRun {
  readonly id: string;
  readonly name: string;
  readonly flow_id: string;
  readonly deployment_id: string | null;
  readonly parameters: JsonObject;
  readonly run_count: number;
  readonly tags: readonly string[];
  readonly parent_task_run_id: string | null;
  /** What its infrastructure is started with, over what its deployment says. */
  readonly job_variables: JsonObject;
  /** Counting from the first one; null: the flow's own number counts. */
  readonly retries: number | null;
  readonly state: RunState | null;
}

/** A flow run that a runner makes. */
export interface NewFlowRun {
  readonly flow_id: string;
  readonly name?: string;
  readonly parameters: JsonObject;
  readonly tags: readonly string[];
  readonly parent_task_run_id?: string;
  readonly empirical_policy?: JsonObject;
  readonly state: ProposedState;
  /** Sent again with the same key it is the same run. */
  readonly idempotency_key: string;
}

/** A task run that stands for a child flow run. */
export interface NewTaskRun {
  readonly name: string;
  readonly flow_run_id: string;
  readonly task_key: string;
  readonly dynamic_key: string;
  readonly task_inputs: JsonObject;
  readonly tags: readonly string[];
  readonly state: ProposedState;
}

/** A line of a run's log. */
export interface NewLog {
  readonly name: string;
  /** As in Python: 10 debug, 20 info, 30 warning, 40 error. */
  readonly level: number;
  readonly message: string;
  /** ISO 8601 with microseconds; no two lines of a process have the same. */
  readonly timestamp: string;
  readonly flow_run_id: string;
  readonly task_run_id: string | null;
}

/** An event, in Prefect's form. */
export type NewEvent = JsonObject & { readonly id: string; readonly event: string };

/** An artifact of a run. */
export interface NewArtifact {
  readonly key?: string;
  readonly type: string;
  readonly description?: string;
  readonly data: Json;
  readonly flow_run_id: string;
  readonly task_run_id?: string;
}

/** A block as a run reads it. */
export interface ReadBlock {
  /** Null: it is on no server. */
  readonly id: string | null;
  readonly data: JsonObject;
}

/** Slots of concurrency limits that are held. */
export interface SlotLease {
  /** Null: no limit of these names exists, so nothing is held. */
  readonly id: string | null;
}

/** What a deployment says of the code of its runs. */
export interface ExecutedDeployment {
  readonly id: string;
  readonly name: string;
  readonly entrypoint: string | null;
  readonly job_variables: JsonObject;
}

/**
 * The port through which a running flow sees Prefect. Every call may be sent again after a lost connection without doing
 * anything twice, and waits for a server that is away.
 */
export interface RunApi {
  /** API root; undefined where there is no server at all. */
  readonly url: string | undefined;
  readonly ensureFlow: (name: string) => Promise<{ readonly id: string }>;
  readonly createFlowRun: (run: NewFlowRun) => Promise<ExecutedRun>;
  readonly readFlowRun: (id: string) => Promise<ExecutedRun | undefined>;
  readonly readDeployment: (id: string) => Promise<ExecutedDeployment | undefined>;
  readonly patchFlowRun: (id: string, body: JsonObject) => Promise<void>;
  readonly proposeFlowRunState: (
    id: string,
    state: ProposedState,
    options?: { readonly force?: boolean },
  ) => Promise<Orchestration>;
  readonly createTaskRun: (run: NewTaskRun) => Promise<{ readonly id: string }>;
  readonly writeLogs: (logs: readonly NewLog[]) => Promise<void>;
  readonly emitEvents: (events: readonly NewEvent[]) => Promise<void>;
  readonly createArtifact: (artifact: NewArtifact) => Promise<{ readonly id: string }>;
  readonly patchArtifact: (id: string, data: Json) => Promise<void>;
  readonly readVariable: (name: string) => Promise<Json | undefined>;
  readonly writeVariable: (name: string, value: Json, tags: readonly string[]) => Promise<void>;
  /** With its secrets in plain text. */
  readonly readBlock: (type: string, name: string) => Promise<ReadBlock | undefined>;
  /** Answers undefined with the seconds to wait when no slot is free. */
  readonly acquireSlots: (
    names: readonly string[],
    slots: number,
    options: { readonly leaseSeconds: number; readonly holder?: JsonObject; readonly strict: boolean },
  ) => Promise<{ readonly lease: SlotLease } | { readonly retryAfterSeconds: number }>;
  readonly renewSlots: (lease: string, leaseSeconds: number) => Promise<void>;
  readonly releaseSlots: (lease: string) => Promise<void>;
  readonly resumeFlowRun: (id: string, input: JsonObject | undefined) => Promise<void>;
}
