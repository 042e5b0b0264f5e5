import type { ControlApi } from "../interfaces/api-control.ts";
import { isObject } from "../util/stable-json.ts";
import { path } from "./path.ts";
import type { Transport } from "./transport.ts";

/** Prefect's switches of deployments and states of runs. */
export function createControl(send: Transport): ControlApi {
  return {
    pause: async (id) => {
      await send({ method: "POST", path: path`/deployments/${id}/pause_deployment`, body: {} });
    },
    resume: async (id) => {
      await send({ method: "POST", path: path`/deployments/${id}/resume_deployment`, body: {} });
    },
    cancel: async (id, hasBegun) => {
      const state = hasBegun
        ? { type: "CANCELLING", name: "Cancelling" }
        : { type: "CANCELLED", name: "Cancelled" };
      const body = { state: { ...state, message: "stopped by meta-prefect" }, force: false };
      const answer = await send({
        method: "POST",
        path: path`/flow_runs/${id}/set_state`,
        body,
        accept: [404],
      });
      return answer.status !== 404 && isObject(answer.body) && answer.body["status"] === "ACCEPT";
    },
  };
}
