import type { Json, JsonObject } from "../interfaces/json.ts";
import type { ApiWorker, ApiWorkPool, ApiWorkQueue, PrefectApi } from "../interfaces/prefect-api.ts";
import { isObject } from "../util/stable-json.ts";
import { readAnswer } from "./answer-reader.ts";
import { createOnce } from "./create-once.ts";
import type { Lister } from "./paging.ts";
import { path } from "./path.ts";
import type { Filter, Schema } from "./schemas.ts";
import type { Transport } from "./transport.ts";

/** Prefect's work pools with their queues and workers. */
export function createWorkPools(send: Transport, list: Lister): PrefectApi["workPools"] {
  return {
    named: async (names) =>
      names.length === 0
        ? []
        : list({
            what: "work pools",
            path: "/work_pools/filter",
            countPath: "/work_pools/count",
            filter: { work_pools: { name: { any_: [...names] } } } satisfies Filter<"/work_pools/filter">,
            read: readWorkPool,
          }),
    create: async (body) =>
      readWorkPool(await createOnce(send, "/work_pools/", body, thing("work pool", body))),
    patch: async (name, body) => {
      await send({ method: "PATCH", path: path`/work_pools/${name}`, body });
    },
    delete: async (name) => {
      await send({ method: "DELETE", path: path`/work_pools/${name}`, accept: [404] });
    },
    defaultTemplates: async () =>
      readTemplates(
        (await send({ method: "GET", path: "/collections/views/aggregate-worker-metadata" })).body,
      ),
    queues: (pool) =>
      list({
        what: "work queues",
        path: path`/work_pools/${pool}/queues/filter`,
        filter: {},
        emptyWhenMissing: true,
        read: readWorkQueue,
      }),
    createQueue: async (pool, body) =>
      readWorkQueue(
        await createOnce(send, path`/work_pools/${pool}/queues`, body, thing("work queue", body)),
      ),
    patchQueue: async (pool, queue, body) => {
      await send({ method: "PATCH", path: path`/work_pools/${pool}/queues/${queue}`, body });
    },
    deleteQueue: async (pool, queue) => {
      await send({ method: "DELETE", path: path`/work_pools/${pool}/queues/${queue}`, accept: [404] });
    },
    workers: (pool) =>
      list({
        what: "workers",
        path: path`/work_pools/${pool}/workers/filter`,
        filter: {},
        emptyWhenMissing: true,
        read: readWorker,
      }),
    deleteWorker: async (pool, name) => {
      await send({ method: "DELETE", path: path`/work_pools/${pool}/workers/${name}`, accept: [404] });
    },
  };
}

function thing(kind: string, body: JsonObject): string {
  const name = body["name"];
  return typeof name === "string" ? `${kind} "${name}"` : kind;
}

/** A work pool as it was answered. */
export function readWorkPool(answer: Json | undefined): ApiWorkPool {
  const pool = readAnswer<Schema<"WorkPoolResponse">>(answer, "a work pool");
  return {
    id: pool.text("id"),
    name: pool.text("name"),
    type: pool.text("type"),
    description: pool.textOrNull("description"),
    is_paused: pool.truth("is_paused"),
    concurrency_limit: pool.numberOrNull("concurrency_limit"),
    base_job_template: pool.objectOrNull("base_job_template") ?? {},
    status: pool.textOrNull("status"),
  };
}

function readWorkQueue(answer: Json | undefined): ApiWorkQueue {
  const queue = readAnswer<Schema<"WorkQueueResponse">>(answer, "a work queue");
  return {
    id: queue.text("id"),
    name: queue.text("name"),
    description: queue.textOrNull("description"),
    is_paused: queue.truth("is_paused"),
    concurrency_limit: queue.numberOrNull("concurrency_limit"),
    priority: queue.number("priority"),
  };
}

function readWorker(answer: Json): ApiWorker {
  const worker = readAnswer<Schema<"WorkerResponse">>(answer, "a worker");
  return {
    id: worker.text("id"),
    name: worker.text("name"),
    status: worker.text("status") === "ONLINE" ? "ONLINE" : "OFFLINE",
    last_heartbeat_time: worker.textOrNull("last_heartbeat_time"),
  };
}

/* `{ collection: { type: { default_base_job_configuration } } }`, and only that much of it is described anywhere. */
function readTemplates(answer: Json | undefined): Readonly<Record<string, JsonObject>> {
  const templates: Record<string, JsonObject> = {};
  for (const collection of valuesOf(answer)) {
    for (const [type, worker] of Object.entries(isObject(collection) ? collection : {})) {
      const template = isObject(worker) ? worker["default_base_job_configuration"] : undefined;
      if (isObject(template)) templates[type] = template;
    }
  }
  return templates;
}

function valuesOf(value: Json | undefined): readonly Json[] {
  return isObject(value) ? Object.values(value) : [];
}
