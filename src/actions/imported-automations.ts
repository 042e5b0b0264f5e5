import { canonicalAction, canonicalTrigger } from "../components/automation/canonical.ts";
import { automationFields } from "../components/automation/schema.ts";
import { actionWithName, namesOf, triggerWithNames, type Names } from "../components/automation/translate.ts";
import type { ApiAutomation } from "../interfaces/api-automation.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import type { PrefectApi } from "../interfaces/prefect-api.ts";
import { isObject } from "../util/stable-json.ts";
import type { ImportedComponents } from "./imported-components.ts";

/** A thing that automations may name, and its id. */
export interface KnownThing {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
}

/** Automations that nobody owns, with names instead of ids. */
export async function importedAutomations(
  api: PrefectApi,
  others: () => Promise<readonly KnownThing[]>,
): Promise<ImportedComponents> {
  const all = await api.inventory.automations();
  const unowned = all.filter(({ tags }) => !tags.some((tag) => tag.startsWith("meta-prefect:")));
  if (unowned.length === 0) return { components: [], notes: [] };
  const things = [
    ...(await others()),
    ...all.map(({ id, name }): KnownThing => ({ kind: "automation", name, id })),
  ];
  const ids = new Map(things.map(({ kind, name, id }) => [`${kind}:${name}`, id]));
  const names = namesOf(things, (key) => ids.get(key));
  const components: object[] = [];
  const notes: string[] = [];
  for (const one of [...unowned].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const item = itemOf(one, names);
    const { success, error } = automationFields.safeParse(item);
    if (all.filter(({ name }) => name === one.name).length > 1)
      notes.push(`the automation ${one.name} is there more than once and was left out`);
    else if (success) components.push({ automation: item });
    else {
      const [issue] = error.issues;
      const where = issue?.path.join(".") ?? "";
      notes.push(`the automation ${one.name} was left out: ${where}: ${issue?.message ?? ""}`);
    }
  }
  return { components, notes };
}

/** Whether it is on is left to people, as for every automation that says nothing of it. */
function itemOf(automation: ApiAutomation, names: Names): object {
  const { name, description, tags, trigger, actions } = automation;
  const named = (list: readonly JsonObject[]): readonly JsonObject[] =>
    list.map((action) => withoutDefaults(canonicalAction(actionWithName(action, names))));
  const { actions_on_trigger: onTrigger, actions_on_resolve: onResolve } = automation;
  return {
    name,
    ...(description !== "" && { description }),
    ...(tags.length > 0 && { tags }),
    trigger: withoutDefaults(canonicalTrigger(triggerWithNames(trigger, names))),
    actions: named(actions),
    ...(onTrigger.length > 0 && { actions_on_trigger: named(onTrigger) }),
    ...(onResolve.length > 0 && { actions_on_resolve: named(onResolve) }),
  };
}

const usual: JsonObject = { threshold: 1, schedule_after: 0, payload: "", force: false };

/** What Prefect fills in by itself says nothing. */
function withoutDefaults(value: JsonObject): JsonObject {
  const entries = Object.entries(value).map(([key, item]): readonly [string, Json] => {
    const isInner = key === "triggers" && Array.isArray(item);
    return [key, isInner ? item.map((one: Json) => (isObject(one) ? withoutDefaults(one) : one)) : item];
  });
  return Object.fromEntries(
    entries.filter(([key, item]) => {
      if (item === null || item === usual[key]) return false;
      if (key === "within" && item === 0) return false;
      const isList = ["expect", "after", "for_each"].includes(key) && Array.isArray(item);
      if (isList) return item.length > 0;
      return !["match", "match_related"].includes(key) || !isObject(item) || Object.keys(item).length > 0;
    }),
  );
}
