import type { Json } from "../interfaces/json.ts";
import type { ApiFlowRun, ApiLog } from "../interfaces/prefect-api.ts";
import { readAnswer } from "./answer-reader.ts";
import type { Schema } from "./schemas.ts";

/** Reads what we use of a flow run. */
export function readFlowRun(answer: Json | undefined): ApiFlowRun {
  const run = readAnswer<Schema<"FlowRunResponse">>(answer, "a flow run");
  const state = run.objectOrNull("state");
  return {
    id: run.text("id"),
    name: run.text("name"),
    flow_id: run.text("flow_id"),
    deployment_id: run.textOrNull("deployment_id"),
    parameters: run.objectOrNull("parameters") ?? {},
    state: state === null ? null : readState(state),
    expected_start_time: run.textOrNull("expected_start_time"),
  };
}

function readState(answer: Json): ApiFlowRun["state"] {
  const state = readAnswer<Schema<"State">>(answer, "a state");
  return {
    id: state.text("id"),
    type: state.text("type"),
    name: state.textOrNull("name") ?? state.text("type"),
    message: state.textOrNull("message"),
    timestamp: state.text("timestamp"),
  };
}

/** Reads what we use of a line of a log. */
export function readLog(answer: Json): ApiLog {
  const log = readAnswer<Schema<"Log">>(answer, "a log line");
  return {
    id: log.text("id"),
    name: log.text("name"),
    level: log.number("level"),
    message: log.text("message"),
    timestamp: log.text("timestamp"),
  };
}
