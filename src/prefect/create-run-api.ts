import { randomUUID } from "node:crypto";
import type { JsonObject } from "../interfaces/json.ts";
import type { RunApi } from "../interfaces/run-api.ts";
import { apiAddress } from "./api-address.ts";
import { openTransport, type PrefectApiOptions } from "./open-transport.ts";
import { path } from "./path.ts";
import { withPatience } from "./patience.ts";
import { reader } from "./run-answers.ts";
import { createRunNotes } from "./run-notes.ts";
import { createRunSlots } from "./run-slots.ts";
import type { Transport } from "./transport.ts";

/** How long a run waits for a server that is away, in seconds. */
const defaultPatience = 900;

/**
 * Makes a runner's client of a Prefect API. Nothing is sent before the first call.
 *
 * @throws `invalid-api-url` when the address is none
 */
export function createRunApi(options: RunApiOptions): RunApi {
  const { send, url } = patientTransport(options);
  return runApiOf(send, url);
}

/** What a runner's client is made with. */
export interface RunApiOptions extends PrefectApiOptions {
  /** Seconds that a call waits for a server that is away. @default 900 */
  readonly patience?: number;
}

/** The door to an API for who waits for it. */
export function patientTransport(options: RunApiOptions): { readonly send: Transport; readonly url: string } {
  const { url, credentials } = apiAddress(options.url);
  const auth = options.auth ?? credentials;
  const send = openTransport({ ...options, auth }, url, () => undefined);
  return { send: withPatience(send, options.patience ?? defaultPatience, options.signal), url };
}

/** The client on top of a transport. */
export function runApiOf(send: Transport, url: string): RunApi {
  return {
    url,
    ensureFlow: async (name) =>
      reader.identified((await send({ method: "POST", path: "/flows/", body: { name } })).body, "a flow"),
    createFlowRun: async (run) => {
      const { empirical_policy: policy, ...rest } = run;
      const body = { ...rest, ...(policy !== undefined && { empirical_policy: policy }) };
      return reader.run((await send({ method: "POST", path: "/flow_runs/", body: plain(body) })).body);
    },
    readFlowRun: async (id) => {
      const { status, body } = await send({ method: "GET", path: path`/flow_runs/${id}`, accept: [404] });
      return status === 404 ? undefined : reader.run(body);
    },
    readDeployment: async (id) => {
      const { status, body } = await send({ method: "GET", path: path`/deployments/${id}`, accept: [404] });
      return status === 404 ? undefined : reader.deployment(body);
    },
    patchFlowRun: async (id, body) => {
      await send({ method: "PATCH", path: path`/flow_runs/${id}`, body });
    },
    proposeFlowRunState: async (id, state, { force = false } = {}) => {
      const details = { transition_id: randomUUID(), ...state.state_details };
      const body = { state: { ...state, state_details: details }, force };
      const answer = reader.orchestration(
        (await send({ method: "POST", path: path`/flow_runs/${id}/set_state`, body: plain(body) })).body,
      );
      // The same transition, sent again after a lost answer, is refused by the server and stands as it was made.
      return answer.status === "REJECT" &&
        answer.state.state_details["transition_id"] === details.transition_id
        ? { status: "ACCEPT", state: answer.state }
        : answer;
    },
    createTaskRun: async (run) =>
      reader.identified(
        (await send({ method: "POST", path: "/task_runs/", body: plain(run) })).body,
        "a task run",
      ),
    resumeFlowRun: async (id, input) => {
      const body = input === undefined ? {} : { run_input: input };
      await send({ method: "POST", path: path`/flow_runs/${id}/resume`, body });
    },
    ...createRunNotes(send),
    ...createRunSlots(send),
  };
}

/** Interfaces have no index signature, so the type system does not see that they are JSON. */
function plain(body: object): JsonObject {
  return JSON.parse(JSON.stringify(body)) as JsonObject;
}
