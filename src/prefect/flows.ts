import type { Json } from "../interfaces/json.ts";
import type { ApiFlow, PrefectApi } from "../interfaces/prefect-api.ts";
import { readAnswer } from "./answer-reader.ts";
import type { Lister } from "./paging.ts";
import type { Filter, Schema, Sort } from "./schemas.ts";
import type { Transport } from "./transport.ts";

/** Prefect's flows. */
export function createFlows(send: Transport, list: Lister): PrefectApi["flows"] {
  const where = (flows: NonNullable<Filter<"/flows/filter">["flows"]>): Promise<readonly ApiFlow[]> =>
    list({
      what: "flows",
      path: "/flows/filter",
      countPath: "/flows/count",
      sort: "CREATED_DESC" satisfies Sort<"/flows/filter">,
      filter: { flows } satisfies Filter<"/flows/filter">,
      read: readFlow,
    });
  return {
    withTag: (tag) => where({ tags: { all_: [tag] } }),
    named: async (names) => (names.length === 0 ? [] : where({ name: { any_: [...names] } })),
    ensure: async ({ name, tags }) => {
      const body = { name, tags: [...tags] } satisfies Schema<"FlowCreate">;
      return readFlow((await send({ method: "POST", path: "/flows/", body })).body);
    },
    setTags: async (id, tags) => {
      const body = { tags: [...tags] } satisfies Schema<"FlowUpdate">;
      await send({ method: "PATCH", path: `/flows/${encodeURIComponent(id)}`, body });
    },
  };
}

/** A flow as it was answered. */
export function readFlow(answer: Json | undefined): ApiFlow {
  const flow = readAnswer<Schema<"Flow">>(answer, "a flow");
  return { id: flow.text("id"), name: flow.text("name"), tags: flow.texts("tags") };
}
