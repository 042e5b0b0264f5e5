import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { ApiAutomation, AutomationsApi } from "../interfaces/api-automation.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import { equalJson, isObject } from "../util/stable-json.ts";
import { readAnswer } from "./answer-reader.ts";
import type { Lister } from "./paging.ts";
import { path } from "./path.ts";
import type { Filter, Schema, Sort } from "./schemas.ts";
import type { Transport } from "./transport.ts";

type AutomationFilter = Filter<"/automations/filter"> & Readonly<Record<string, Json>>;

/** All automations that a filter lets through, the newest first. */
export function listAutomations(list: Lister, filter: AutomationFilter): Promise<readonly ApiAutomation[]> {
  return list({
    what: "automations",
    path: "/automations/filter",
    countPath: "/automations/count",
    sort: "CREATED_DESC" satisfies Sort<"/automations/filter">,
    filter,
    read: readAutomation,
  });
}

/** Prefect's automations. */
export function createAutomations(send: Transport, list: Lister): AutomationsApi {
  const where = (filter: AutomationFilter): Promise<readonly ApiAutomation[]> =>
    listAutomations(list, filter);
  return {
    namedOrTagged: async (names, tag) => {
      try {
        return await where({
          automations: {
            operator: "or_",
            name: { any_: [...names] },
            tags: { operator: "and_", all_: [tag] },
          },
        });
      } catch (thrown) {
        // Servers before 3.4.7 know no tags of automations; what is declared of them is refused there.
        if (isMetaPrefectError(thrown) && thrown.message.includes("automations.tags")) return [];
        throw thrown;
      }
    },
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

/** An automation as it was answered. */
export function readAutomation(answer: Json | undefined): ApiAutomation {
  const automation = readAnswer<Schema<"Automation">>(answer, "an automation");
  return {
    id: automation.text("id"),
    name: automation.text("name"),
    description: automation.textOrNull("description") ?? "",
    enabled: automation.truth("enabled"),
    tags: automation.texts("tags"),
    trigger: withSortedSets(automation.object("trigger")),
    actions: automation.objects("actions"),
    actions_on_trigger: automation.objects("actions_on_trigger"),
    actions_on_resolve: automation.objects("actions_on_resolve"),
  };
}

/** Prefect takes these lists as sets and answers them in any order. */
const sets: ReadonlySet<string> = new Set(["expect", "after", "for_each"]);

function withSortedSets(trigger: JsonObject): JsonObject {
  const entries = Object.entries(trigger).map(([key, value]): readonly [string, Json] => {
    if (!Array.isArray(value)) return [key, value];
    if (sets.has(key)) return [key, [...(value as readonly Json[])].sort()];
    const inner = (one: Json): Json => (isObject(one) ? withSortedSets(one) : one);
    return [key, key === "triggers" ? value.map(inner) : value];
  });
  return Object.fromEntries(entries);
}
