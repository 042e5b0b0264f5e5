import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ApiAutomation, AutomationBody } from "../../interfaces/api-automation.ts";
import type { AutomationComponent, AutomationSpec, ObservedAutomation } from "../../interfaces/automation.ts";
import type { ApplyContext, Driver, ObservedWorld } from "../../interfaces/driver.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { Change } from "../../interfaces/plan.ts";
import { ownerInTags, projectTag, sameOwner } from "../../util/ownership.ts";
import { isObject } from "../../util/stable-json.ts";
import { checkAutomation } from "./check.ts";
import { compareAutomation, type AutomationStep } from "./compare.ts";
import { actionWithId, idIn, triggerWithIds, type IdOf } from "./translate.ts";

const kind = "automation";
const prefix = `${kind}:`;

/** How automations are observed, compared and written. Whose one is stands in its tags. */
export const automationDriver: Driver<AutomationSpec, ObservedAutomation> = {
  kind,
  check: (component) => checkAutomation(component as AutomationComponent),
  readAhead: (project, world) => void readOnce([], project, world),
  observe: async (components, project, world) => {
    const tag = projectTag(project);
    const { api } = world;
    const found = await readOnce(
      components.map(({ name }) => name),
      project,
      world,
    );
    return new Map(
      components.map(({ name }) => {
        const copies = found.filter((one) => one.name === name);
        const ours = copies.filter(({ tags }) => tags.includes(tag));
        const [only, ...others] = ours.length > 0 ? ours : copies;
        const id = only !== undefined && others.length === 0 ? only.id : "";
        return [prefix + name, { exists: copies.length > 0, id, copies, hasMetrics: hasMetrics(api.url) }];
      }),
    );
  },
  compare: (component, observed, context) =>
    compareAutomation(component as AutomationComponent, observed, context),
  apply: applyAutomation,
  orphans: async (wanted, owners, _known, world) => {
    const [first] = owners;
    if (first === undefined) return [];
    const ours = await readOnce([], first.project, world);
    const unwanted = ours.filter(({ name }) => !wanted.has(prefix + name));
    return owners.flatMap((owner) => {
      const mine = unwanted.filter(({ tags }) => {
        const mark = ownerInTags(tags);
        return mark !== undefined && sameOwner(mark, owner);
      });
      const names = [...new Set(mine.map(({ name }) => name))];
      return names.map((name) => {
        const ids = mine.filter((one) => one.name === name).map(({ id }) => id);
        return { kind, name, owner, step: { ids } };
      });
    });
  },
  remove: async ({ step }, { api }) => {
    const { ids } = step as { readonly ids: readonly string[] };
    for (const id of ids) await api.automations.delete(id);
  },
};

/** Those of any of the names and all that the project made; without names, what is read ahead and for the orphans. */
function readOnce(
  names: readonly string[],
  project: string,
  world: ObservedWorld,
): Promise<readonly ApiAutomation[]> {
  const read = (): Promise<readonly ApiAutomation[]> =>
    world.api.automations.namedOrTagged(names, projectTag(project));
  return world.once(`automations of ${project}: ${JSON.stringify(names)}`, read);
}

async function applyAutomation(
  { name, step }: Change,
  { api, result }: ApplyContext,
): Promise<ObservedAutomation> {
  const { id, tags, fields } = step as unknown as AutomationStep;
  const body = { name, tags, ...withIds(fields, (key) => idIn(result(key))) };
  const fresh = id === undefined ? await api.automations.create(body) : await replace(id, body, api);
  return { exists: true, id: fresh.id, copies: [fresh], hasMetrics: hasMetrics(api.url) };
}

async function replace(
  id: string,
  body: AutomationBody,
  { automations }: ObservedWorld["api"],
): Promise<ApiAutomation> {
  const fresh = (await automations.replace(id, body)) ? await automations.get(id) : undefined;
  if (fresh !== undefined) return fresh;
  throw new MetaPrefectError("gone", `automation ${body.name} was deleted while it was being changed`, {
    hint: "run deploy again",
  });
}

/** The fields as Prefect takes them. */
function withIds(fields: JsonObject, idOf: IdOf): JsonObject {
  const entries = Object.entries(fields).map(([key, value]) => {
    if (key === "trigger" && isObject(value)) return [key, triggerWithIds(value, idOf)] as const;
    if (!key.startsWith("actions") || !Array.isArray(value)) return [key, value] as const;
    return [key, value.filter(isObject).map((action) => actionWithId(action, idOf))] as const;
  });
  return Object.fromEntries(entries);
}

/** Only Prefect Cloud measures what a metric trigger looks at. */
function hasMetrics(url: string): boolean {
  return new URL(url).hostname.endsWith(".prefect.cloud");
}
