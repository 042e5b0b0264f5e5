import {
  globalConcurrencyLimit,
  tagConcurrencyLimit,
} from "../../../src/components/concurrency-limit/declare.ts";
import { raw, read } from "../prefect.ts";
import { anything, plain, settled, type Kind } from "./kind.ts";

/** Global concurrency limits as the contract suite sees them. */
export const globalConcurrencyLimitKind: Kind = {
  kind: "global-concurrency-limit",
  declare: (project) =>
    plain(project, {}, [
      globalConcurrencyLimit({ name: `${project}-limit`, limit: 3, slotDecayPerSecond: 0.5 }),
    ]),
  look: async (project) => settled(await read("GET", `/v2/concurrency_limits/${project}-limit`, anything)),
  drift: (project) => raw("PATCH", `/v2/concurrency_limits/${project}-limit`, { limit: 9 }),
  foreign: (project) => raw("POST", "/v2/concurrency_limits/", { name: `${project}-limit`, limit: 1 }),
  creates: (method, path) => method === "POST" && path.endsWith("/v2/concurrency_limits/"),
};

/** The limits of tags as the contract suite sees them. */
export const tagConcurrencyLimitKind: Kind = {
  kind: "tag-concurrency-limit",
  declare: (project) => plain(project, {}, [tagConcurrencyLimit({ tag: `${project}-tag`, limit: 3 })]),
  look: async (project) => settled(await read("GET", `/concurrency_limits/tag/${project}-tag`, anything)),
  drift: (project) => raw("POST", "/concurrency_limits/", { tag: `${project}-tag`, concurrency_limit: 9 }),
  foreign: (project) => raw("POST", "/concurrency_limits/", { tag: `${project}-tag`, concurrency_limit: 1 }),
  creates: (method, path) => method === "POST" && path.endsWith("/api/concurrency_limits/"),
};
