import type { PrefectApi } from "../interfaces/prefect-api.ts";
import { readList } from "./answer-reader.ts";
import type { Lister } from "./paging.ts";
import { path } from "./path.ts";
import { readFlowRun, readLog } from "./read-flow-run.ts";
import type { Filter, Schema, Sort } from "./schemas.ts";
import type { Transport } from "./transport.ts";

/** The most that Prefect gives in one answer. */
const largestAnswer = 200;

/** Prefect's flow runs and their logs. */
export function createFlowRuns(send: Transport, list: Lister): PrefectApi["flowRuns"] {
  return {
    get: async (id) => {
      const { status, body } = await send({ method: "GET", path: path`/flow_runs/${id}`, accept: [404] });
      return status === 404 ? undefined : readFlowRun(body);
    },
    logs: (id, after) =>
      list({
        what: "logs",
        path: "/logs/filter",
        sort: "TIMESTAMP_ASC" satisfies Sort<"/logs/filter">,
        filter: {
          logs: {
            flow_run_id: { any_: [id] },
            ...(after === undefined ? {} : { timestamp: { after_: after } }),
          },
        } satisfies Filter<"/logs/filter">,
        read: readLog,
      }),
    ofDeployments: async (ids, { states, limit }) => {
      if (ids.length === 0 || states.length === 0 || limit < 1) return [];
      // Of runs to come the next ones matter, of others the latest.
      const upcoming = states.every((state) => state === "SCHEDULED");
      const sort: Sort<"/flow_runs/filter"> = upcoming
        ? "EXPECTED_START_TIME_ASC"
        : "EXPECTED_START_TIME_DESC";
      const filter = {
        flow_runs: {
          deployment_id: { any_: [...ids] },
          state: { type: { any_: states.filter(isStateType) } },
        },
      } satisfies Filter<"/flow_runs/filter">;
      const body = { ...filter, sort, limit: Math.min(limit, largestAnswer), offset: 0 };
      return readList(
        (await send({ method: "POST", path: "/flow_runs/filter", body })).body,
        "flow runs",
        readFlowRun,
      );
    },
  };
}

const stateTypes = {
  SCHEDULED: true,
  PENDING: true,
  RUNNING: true,
  COMPLETED: true,
  FAILED: true,
  CANCELLED: true,
  CRASHED: true,
  PAUSED: true,
  CANCELLING: true,
} satisfies Record<Schema<"StateType">, true>;

function isStateType(state: string): state is Schema<"StateType"> {
  return Object.hasOwn(stateTypes, state);
}
