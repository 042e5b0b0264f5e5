import type { Json } from "../interfaces/json.ts";
import type { ApiVariable, PrefectApi } from "../interfaces/prefect-api.ts";
import { equalJson } from "../util/stable-json.ts";
import { readAnswer } from "./answer-reader.ts";
import type { Lister } from "./paging.ts";
import { path } from "./path.ts";
import type { Filter, Schema, Sort } from "./schemas.ts";
import type { Transport } from "./transport.ts";

/* A value is any JSON, which Prefect's description says less exactly, so only the keys are held to it. */
type Keys<Name extends "VariableCreate" | "VariableUpdate"> = Partial<Record<keyof Schema<Name>, Json>>;

/** Prefect's variables. */
export function createVariables(send: Transport, list: Lister): PrefectApi["variables"] {
  const where = (
    filter: Filter<"/variables/filter"> & Readonly<Record<string, Json>>,
  ): Promise<readonly ApiVariable[]> =>
    list({
      what: "variables",
      path: "/variables/filter",
      countPath: "/variables/count",
      sort: "CREATED_DESC" satisfies Sort<"/variables/filter">,
      filter,
      read: readVariable,
    });
  return {
    named: async (names) => (names.length === 0 ? [] : where({ variables: { name: { any_: [...names] } } })),
    withTags: (tags) => where({ variables: { tags: { all_: [...tags] } } }),
    write: async ({ name, value, tags }) => {
      const content = { value, tags: [...tags] } satisfies Keys<"VariableUpdate">;
      const update = { method: "PATCH", path: path`/variables/name/${name}`, body: content } as const;
      if ((await send({ ...update, accept: [404] })).status !== 404) return;
      const body = { name, ...content } satisfies Keys<"VariableCreate">;
      const { status } = await send({ method: "POST", path: "/variables/", body, accept: [409] });
      if (status === 409) await send(update);
    },
    create: async ({ name, value, tags }) => {
      const body = { name, value, tags: [...tags] } satisfies Keys<"VariableCreate">;
      const answer = await send({ method: "POST", path: "/variables/", body, accept: [409] });
      if (answer.status !== 409) return readVariable(answer.body);
      if (!answer.repeated) return undefined;
      // The first attempt may have made it: then it holds what was sent.
      const found = await send({ method: "GET", path: path`/variables/name/${name}`, accept: [404] });
      const there = found.status === 404 ? undefined : readVariable(found.body);
      return there !== undefined && equalJson(there.value, value) ? there : undefined;
    },
    setValue: async (name, value) => {
      const body = { value } satisfies Keys<"VariableUpdate">;
      const { status } = await send({
        method: "PATCH",
        path: path`/variables/name/${name}`,
        body,
        accept: [404],
      });
      return status !== 404;
    },
    delete: async (name) => {
      await send({ method: "DELETE", path: path`/variables/name/${name}`, accept: [404] });
    },
  };
}

/** A variable as it was answered. */
export function readVariable(answer: Json | undefined): ApiVariable {
  const variable = readAnswer<Schema<"Variable">>(answer, "a variable");
  return {
    id: variable.text("id"),
    name: variable.text("name"),
    value: variable.any("value"),
    tags: variable.texts("tags"),
    created: variable.textOrNull("created") ?? "",
    updated: variable.textOrNull("updated") ?? "",
  };
}
