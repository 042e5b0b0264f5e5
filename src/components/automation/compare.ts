import type { AutomationSpec, AutomationComponent, ObservedAutomation } from "../../interfaces/automation.ts";
import type { ApiAutomation } from "../../interfaces/api-automation.ts";
import type { CompareContext, Comparison, Finding } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { FieldChange } from "../../interfaces/plan.ts";
import { ownerInTags, ownerTags, sameOwner } from "../../util/ownership.ts";
import { equalJson, isObject } from "../../util/stable-json.ts";
import { rememberedNames } from "../declared-fields.ts";
import { markedTags, sameTags } from "../marked-tags.ts";
import { ownershipFinding } from "../ownership-finding.ts";
import { canonicalAction, canonicalTrigger } from "./canonical.ts";
import { actionWithName, idIn, namesOf, triggerWithNames, type Names } from "./translate.ts";

/** What `apply` does, as data: the whole automation, with names instead of ids. */
export interface AutomationStep {
  /** Of the automation that it takes the place of; absent: a new one. */
  readonly id?: string;
  readonly tags: readonly string[];
  readonly fields: JsonObject;
}

/** Where what was declared before goes back to. */
const cleared: JsonObject = {
  description: "",
  enabled: true,
  actions_on_trigger: [],
  actions_on_resolve: [],
};

/** Compares a declared automation with the ones of that name. Pure. */
export function compareAutomation(
  component: AutomationComponent,
  observed: ObservedAutomation | undefined,
  context: CompareContext,
): Comparison {
  const { name, spec } = component;
  const want = declared(spec);
  const ledger = { f: [...Object.keys(want), ...(spec.tags === undefined ? [] : ["tags"])] };
  if (hasMetric(spec.trigger as unknown as Json) && observed?.hasMetrics === false)
    return { action: "refuse", diagnostics: [metricFinding(name)] };
  const { chosen, finding } = choose(name, observed?.copies ?? [], context);
  if (finding !== undefined) return { action: "refuse", diagnostics: [finding] };
  if (chosen === undefined) {
    const step = { tags: [...(spec.tags ?? []), ...ownerTags(context.owner)], fields: want };
    const fields = Object.entries(want).map(([path, value]) => ({ path, want: value }));
    return { action: "create", fields, step, ledger: { before: ledger, after: ledger } };
  }
  const names = namesOf(component.requires, (key) => idIn(context.observed(key)));
  const have = asDeclared(chosen, names);
  const remembered = rememberedNames(context.ledger);
  const forgotten = Object.entries(cleared).filter(([key]) => remembered.includes(key) && !(key in want));
  const wanted: JsonObject = { ...have, ...Object.fromEntries(forgotten), ...want };
  const tags = markedTags(spec.tags, chosen.tags, context);
  const fields = [
    ...Object.entries(wanted).flatMap(([path, value]) => differences(path, have[path], value)),
    ...(sameTags(tags, chosen.tags) ? [] : [{ path: "tags", have: chosen.tags, want: tags }]),
  ];
  if (fields.length === 0) return { action: "none", ledger };
  return {
    action: ownerInTags(chosen.tags) === undefined ? "adopt" : "update",
    fields,
    step: { id: chosen.id, tags, fields: wanted },
    ledger: { before: { f: [...new Set([...remembered, ...ledger.f])] }, after: ledger },
  };
}

/** The one automation of that name that is meant; names are not unique, so which one must be clear. */
function choose(
  name: string,
  copies: readonly ApiAutomation[],
  context: CompareContext,
): { readonly chosen?: ApiAutomation | undefined; readonly finding?: Finding } {
  const mine = copies.filter(({ tags }) => {
    const owner = ownerInTags(tags);
    return owner !== undefined && sameOwner(owner, context.owner);
  });
  const candidates = mine.length > 0 ? mine : copies;
  const [chosen, second] = candidates;
  if (second !== undefined) {
    const count = candidates.length.toString();
    const message = `Prefect has ${count} automations of the name ${JSON.stringify(name)}`;
    const hint = "delete or rename those that nobody needs; a third one is not made";
    return { finding: { code: "duplicate-automation", message, hint } };
  }
  if (chosen === undefined || mine.length > 0) return { chosen };
  const other = "choose another name";
  const owner = ownerInTags(chosen.tags);
  const finding = ownershipFinding(
    { kind: "automation", name, owner, ifUnowned: other, ifForeign: other },
    context,
  );
  return finding === undefined ? { chosen } : { finding };
}

/** The declared fields by their names in Prefect's API, in their canonical form. */
function declared(spec: AutomationSpec): JsonObject {
  const { description, enabled, actionsOnTrigger, actionsOnResolve } = spec;
  // Plain data whatever its type says.
  const actions = (list: AutomationSpec["actions"]): Json =>
    list.map((action) => canonicalAction(action as unknown as JsonObject));
  return {
    trigger: canonicalTrigger(spec.trigger as unknown as JsonObject),
    actions: actions(spec.actions),
    ...(actionsOnTrigger !== undefined && { actions_on_trigger: actions(actionsOnTrigger) }),
    ...(actionsOnResolve !== undefined && { actions_on_resolve: actions(actionsOnResolve) }),
    ...(description !== undefined && { description }),
    ...(enabled !== undefined && { enabled }),
  };
}

/** What Prefect has, in the form of a declaration. */
function asDeclared(automation: ApiAutomation, names: Names): JsonObject {
  const actions = (list: readonly JsonObject[]): Json =>
    list.map((action) => canonicalAction(actionWithName(action, names)));
  return {
    trigger: canonicalTrigger(triggerWithNames(automation.trigger, names)),
    actions: actions(automation.actions),
    actions_on_trigger: actions(automation.actions_on_trigger),
    actions_on_resolve: actions(automation.actions_on_resolve),
    description: automation.description,
    enabled: automation.enabled,
  };
}

/** Where two values differ, as deep as they have the same form. */
function differences(path: string, have: Json | undefined, want: Json): readonly FieldChange[] {
  if (equalJson(have, want)) return [];
  if (isObject(have) && isObject(want) && Object.keys(want).every((key) => key in have)) {
    const gone = Object.keys(have).some((key) => !(key in want));
    if (!gone) {
      return Object.entries(want).flatMap(([key, value]) => differences(`${path}.${key}`, have[key], value));
    }
  }
  if (Array.isArray(have) && Array.isArray(want) && have.length === want.length) {
    return want.flatMap((value: Json, index) =>
      differences(`${path}.${index.toString()}`, have[index] as Json, value),
    );
  }
  return [{ path, want, ...(have !== undefined && { have }) }];
}

function hasMetric(trigger: Json): boolean {
  if (!isObject(trigger)) return false;
  const { triggers } = trigger;
  return trigger["type"] === "metric" || (Array.isArray(triggers) && triggers.some(hasMetric));
}

function metricFinding(name: string): Finding {
  return {
    code: "no-metric-triggers",
    message: `automation ${name} has a trigger of type metric, which this server does not know`,
    hint: "only Prefect Cloud has them; a proactive event trigger tells what is absent or late",
  };
}
