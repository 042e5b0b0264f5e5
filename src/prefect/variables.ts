import type { Json } from "../interfaces/json.ts";
import type { ApiVariable, PrefectApi } from "../interfaces/prefect-api.ts";
import { readAnswer } from "./answer-reader.ts";
import type { Lister } from "./paging.ts";
import { path } from "./path.ts";
import type { Filter, Schema, Sort } from "./schemas.ts";
import type { Transport } from "./transport.ts";

/* A value is any JSON, which Prefect's description says less exactly, so only the keys are held to it. */
type Keys<Name extends "VariableCreate" | "VariableUpdate"> = Partial<Record<keyof Schema<Name>, Json>>;

/** Prefect's variables. */
export function createVariables(send: Transport, list: Lister): PrefectApi["variables"] {
  return {
    withTags: async (tags) =>
      list({
        what: "variables",
        path: "/variables/filter",
        countPath: "/variables/count",
        sort: "CREATED_DESC" satisfies Sort<"/variables/filter">,
        filter: { variables: { tags: { all_: [...tags] } } } satisfies Filter<"/variables/filter">,
        read: readVariable,
      }),
    write: async ({ name, value, tags }) => {
      const content = { value, tags: [...tags] } satisfies Keys<"VariableUpdate">;
      const update = { method: "PATCH", path: path`/variables/name/${name}`, body: content } as const;
      if ((await send({ ...update, accept: [404] })).status !== 404) return;
      const body = { name, ...content } satisfies Keys<"VariableCreate">;
      const { status } = await send({ method: "POST", path: "/variables/", body, accept: [409] });
      if (status === 409) await send(update);
    },
    delete: async (name) => {
      await send({ method: "DELETE", path: path`/variables/name/${name}`, accept: [404] });
    },
  };
}

function readVariable(answer: Json | undefined): ApiVariable {
  const variable = readAnswer<Schema<"Variable">>(answer, "a variable");
  return {
    id: variable.text("id"),
    name: variable.text("name"),
    value: variable.any("value"),
    tags: variable.texts("tags"),
  };
}
