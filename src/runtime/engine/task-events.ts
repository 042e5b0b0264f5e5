import { randomUUID } from "node:crypto";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { NewEvent, ProposedState, RunState } from "../../interfaces/run-api.ts";
import type { EventSink } from "./event-sink.ts";
import { instant } from "./instant.ts";

/** What the server shall know of a task run beside its states. */
export interface TaskRunFacts {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly dynamicKey: string;
  readonly inputs: JsonObject;
  readonly tags: readonly string[];
  readonly retries: number;
  readonly version: string | undefined;
  readonly cacheKey?: string | undefined;
  readonly flow: { readonly runId: string; readonly runName: string; readonly flowId: string } | undefined;
  readonly flowRunCount: number;
}

/**
 * Tells the server of a task run by events, as Prefect's own engine does: several in one request, with our clock. The
 * server stores them a moment later.
 */
export class TaskReporter {
  readonly #facts: TaskRunFacts;
  readonly #events: EventSink;
  readonly #expected = instant();
  #state: ProposedState | undefined;
  #follows: string | null = null;
  #runCount = 0;
  #started: string | null = null;
  #running: number | undefined;
  #total = 0;

  constructor(facts: TaskRunFacts, events: EventSink) {
    this.#facts = facts;
    this.#events = events;
  }

  get runCount(): number {
    return this.#runCount;
  }

  /** Puts the run into a state and answers it. */
  enter(state: ProposedState): RunState {
    const occurred = instant();
    const now = Date.parse(occurred);
    if (this.#running !== undefined) this.#total += (now - this.#running) / 1_000;
    this.#running = undefined;
    if (state.type === "RUNNING") {
      this.#runCount++;
      this.#started ??= occurred;
      this.#running = now;
    }
    const event = this.#event(state, occurred);
    this.#events.emit(event);
    this.#follows = event.id;
    this.#state = state;
    return { message: null, data: null, state_details: {}, ...state };
  }

  #event(state: ProposedState, occurred: string): NewEvent {
    const { id, name, flow } = this.#facts;
    const before = this.#state;
    return {
      id: randomUUID(),
      occurred,
      event: `prefect.task-run.${state.name}`,
      resource: {
        "prefect.resource.id": `prefect.task-run.${id}`,
        "prefect.resource.name": name,
        "prefect.run-count": String(this.#runCount),
        "prefect.state-message": state.message ?? "",
        "prefect.state-name": state.name,
        "prefect.state-timestamp": occurred,
        "prefect.state-type": state.type,
        "prefect.orchestration": "client",
      },
      related: [
        ...(flow === undefined ? [] : relatedTo(flow)),
        ...this.#facts.tags.map((tag) => ({
          "prefect.resource.id": `prefect.tag.${tag}`,
          "prefect.resource.role": "tag",
        })),
      ],
      payload: {
        intended: { from: before?.type ?? null, to: state.type },
        initial_state: before === undefined ? null : stated(before),
        validated_state: { ...stated(state), data: state.data ?? null },
        task_run: this.#taskRun(state, occurred),
      },
      follows: this.#follows,
    };
  }

  #taskRun(state: ProposedState, occurred: string): JsonObject {
    const { name, key, dynamicKey, inputs, tags, retries, version, cacheKey, flowRunCount } = this.#facts;
    const isOver = ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"].includes(state.type);
    return {
      name,
      task_key: key,
      dynamic_key: dynamicKey,
      task_inputs: inputs,
      tags,
      labels: {},
      empirical_policy: { retries },
      ...(version !== undefined && { task_version: version }),
      ...(cacheKey !== undefined && { cache_key: cacheKey }),
      run_count: this.#runCount,
      flow_run_run_count: flowRunCount,
      expected_start_time: this.#expected,
      start_time: this.#started,
      end_time: isOver ? occurred : null,
      total_run_time: this.#total,
    };
  }
}

function stated({ type, name, message, state_details: details = {} }: ProposedState): Record<string, Json> {
  return { type, name, message: message ?? "", state_details: details };
}

function relatedTo(flow: NonNullable<TaskRunFacts["flow"]>): readonly JsonObject[] {
  return [
    {
      "prefect.resource.id": `prefect.flow-run.${flow.runId}`,
      "prefect.resource.role": "flow-run",
      "prefect.resource.name": flow.runName,
    },
    { "prefect.resource.id": `prefect.flow.${flow.flowId}`, "prefect.resource.role": "flow" },
  ];
}
