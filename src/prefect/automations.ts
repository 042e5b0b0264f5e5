import type { ApiAutomation, AutomationsApi } from "../interfaces/api-automation.ts";
import type { Json } from "../interfaces/json.ts";
import { equalJson } from "../util/stable-json.ts";
import { readAnswer } from "./answer-reader.ts";
import type { Lister } from "./paging.ts";
import { path } from "./path.ts";
import type { Filter, Schema, Sort } from "./schemas.ts";
import type { Transport } from "./transport.ts";

/** Prefect's automations. */
export function createAutomations(send: Transport, list: Lister): AutomationsApi {
  const where = (
    filter: Filter<"/automations/filter"> & Readonly<Record<string, Json>>,
  ): Promise<readonly ApiAutomation[]> =>
    list({
      what: "automations",
      path: "/automations/filter",
      countPath: "/automations/count",
      sort: "CREATED_DESC" satisfies Sort<"/automations/filter">,
      filter,
      read: readAutomation,
    });
  return {
    namedOrTagged: (names, tag) =>
      where({
        automations: { operator: "or_", name: { any_: [...names] }, tags: { operator: "and_", all_: [tag] } },
      }),
    get: async (id) => {
      const answer = await send({ method: "GET", path: path`/automations/${id}`, accept: [404] });
      return answer.status === 404 ? undefined : readAutomation(answer.body);
    },
    create: async (body) => {
      let made: ApiAutomation | undefined;
      const isMade = async (): Promise<boolean> => {
        const named = await where({ automations: { operator: "and_", name: { any_: [body.name] } } });
        made = named.find(({ tags }) => equalJson(tags, body.tags));
        return made !== undefined;
      };
      const answer = await send({ method: "POST", path: "/automations/", body, isDone: isMade });
      return made ?? readAutomation(answer.body);
    },
    replace: async (id, body) => {
      const answer = await send({ method: "PUT", path: path`/automations/${id}`, body, accept: [404] });
      return answer.status !== 404;
    },
    delete: async (id) => {
      await send({ method: "DELETE", path: path`/automations/${id}`, accept: [404] });
    },
  };
}

function readAutomation(answer: Json | undefined): ApiAutomation {
  const automation = readAnswer<Schema<"Automation">>(answer, "an automation");
  return {
    id: automation.text("id"),
    name: automation.text("name"),
    description: automation.textOrNull("description") ?? "",
    enabled: automation.truth("enabled"),
    tags: automation.texts("tags"),
    trigger: automation.object("trigger"),
    actions: automation.objects("actions"),
    actions_on_trigger: automation.objects("actions_on_trigger"),
    actions_on_resolve: automation.objects("actions_on_resolve"),
  };
}
