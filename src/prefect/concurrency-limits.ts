import type {
  ApiGlobalLimit,
  ApiTagLimit,
  ConcurrencyLimitsApi,
} from "../interfaces/api-concurrency-limit.ts";
import type { Json } from "../interfaces/json.ts";
import { readAnswer } from "./answer-reader.ts";
import { createOnce } from "./create-once.ts";
import { path } from "./path.ts";
import type { Schema } from "./schemas.ts";
import type { Transport } from "./transport.ts";

/** Prefect's concurrency limits. */
export function createConcurrencyLimits(send: Transport): ConcurrencyLimitsApi {
  return {
    byName: async (name) => {
      const answer = await send({ method: "GET", path: path`/v2/concurrency_limits/${name}`, accept: [404] });
      return answer.status === 404 ? undefined : readGlobalLimit(answer.body);
    },
    create: async (body) =>
      readGlobalLimit(await createOnce(send, "/v2/concurrency_limits/", body, "the concurrency limit")),
    patch: async (id, body) => {
      await send({ method: "PATCH", path: path`/v2/concurrency_limits/${id}`, body });
    },
    delete: async (id) => {
      await send({ method: "DELETE", path: path`/v2/concurrency_limits/${id}`, accept: [404] });
    },
    ofTag: async (tag) => {
      const answer = await send({ method: "GET", path: path`/concurrency_limits/tag/${tag}`, accept: [404] });
      return answer.status === 404 ? undefined : readTagLimit(answer.body);
    },
    writeOfTag: async (tag, limit) => {
      const body = { tag, concurrency_limit: limit } satisfies Partial<Schema<"ConcurrencyLimitCreate">>;
      return readTagLimit((await send({ method: "POST", path: "/concurrency_limits/", body })).body);
    },
    deleteOfTag: async (tag) => {
      await send({ method: "DELETE", path: path`/concurrency_limits/tag/${tag}`, accept: [404] });
    },
  };
}

/** A global concurrency limit as it was answered. */
export function readGlobalLimit(answer: Json | undefined): ApiGlobalLimit {
  const limit = readAnswer<Schema<"GlobalConcurrencyLimitResponse">>(answer, "a concurrency limit");
  return {
    id: limit.text("id"),
    name: limit.text("name"),
    limit: limit.number("limit"),
    active: limit.truth("active"),
    slot_decay_per_second: limit.number("slot_decay_per_second"),
  };
}

/** The limit of a tag as it was answered. */
export function readTagLimit(answer: Json | undefined): ApiTagLimit {
  const limit = readAnswer<Schema<"ConcurrencyLimit">>(answer, "the limit of a tag");
  return {
    id: limit.text("id"),
    tag: limit.text("tag"),
    concurrency_limit: limit.number("concurrency_limit"),
  };
}
