import type { WorkerApi } from "../interfaces/worker-api.ts";
import { patientTransport, runApiOf, type RunApiOptions } from "./create-run-api.ts";
import { path } from "./path.ts";
import { reader } from "./run-answers.ts";

/** Makes a worker's client of a Prefect API. Nothing is sent before the first call. */
export function createWorkerApi(options: RunApiOptions): WorkerApi {
  const { send, url } = patientTransport(options);
  return {
    ...runApiOf(send, url),
    heartbeat: async (pool, worker, intervalSeconds) => {
      const body = { name: worker, heartbeat_interval_seconds: intervalSeconds };
      await send({ method: "POST", path: path`/work_pools/${pool}/workers/heartbeat`, body });
    },
    scheduledInPool: async (pool, { before, limit, queues }) => {
      const named = queues === undefined ? {} : { work_queue_names: queues };
      const body = { scheduled_before: before, limit, ...named };
      const route = path`/work_pools/${pool}/get_scheduled_flow_runs`;
      return reader.scheduled((await send({ method: "POST", path: route, body })).body);
    },
    scheduledOf: async (deployments, { before, limit }) => {
      const body = { deployment_ids: deployments, scheduled_before: before, limit };
      const route = "/deployments/get_scheduled_flow_runs";
      return reader.runs((await send({ method: "POST", path: route, body })).body);
    },
    readPool: async (name) => {
      const { status, body } = await send({ method: "GET", path: path`/work_pools/${name}`, accept: [404] });
      return status === 404 ? undefined : reader.pool(body);
    },
    cancelling: async (ids) => {
      if (ids.length === 0) return [];
      const body = {
        flow_runs: { id: { any_: ids }, state: { type: { any_: ["CANCELLING"] } } },
        limit: 200,
      };
      return reader
        .runs((await send({ method: "POST", path: "/flow_runs/filter", body })).body)
        .map(({ id }) => id);
    },
    setPaused: async (deployment, paused) => {
      await send({ method: "PATCH", path: path`/deployments/${deployment}`, body: { paused } });
    },
    deploy: async (body) =>
      reader.identified((await send({ method: "POST", path: "/deployments/", body })).body, "a deployment"),
  };
}
