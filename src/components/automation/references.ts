import type { AutomationSpec } from "../../interfaces/automation.ts";
import type { Component } from "../../interfaces/component.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";

/** How the kinds of things are called that an automation may name. */
interface Naming {
  /** Kind of component. */
  readonly kind: string;
  /** What stands before the id in a resource's label. */
  readonly resource: string;
  /** Field of an action that has the id. */
  readonly idField: string;
}

/** By the key with which a thing is named. */
export const namings: Readonly<Record<string, Naming>> = {
  deployment: { kind: "deployment", resource: "prefect.deployment.", idField: "deployment_id" },
  flow: { kind: "flow", resource: "prefect.flow.", idField: "flow_id" },
  work_pool: { kind: "work-pool", resource: "prefect.work-pool.", idField: "work_pool_id" },
  work_queue: { kind: "work-queue", resource: "prefect.work-queue.", idField: "work_queue_id" },
  block: { kind: "block", resource: "prefect.block-document.", idField: "block_document_id" },
  automation: { kind: "automation", resource: "prefect.automation.", idField: "automation_id" },
};

/** A thing that an automation names. */
export interface NamedThing {
  readonly key: string;
  readonly naming: Naming;
  readonly name: string;
}

/** The thing that a value of a match names: `{ deployment: "etl/nightly" }`. */
export function referenceIn(value: Json | undefined): NamedThing | undefined {
  if (!isObject(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  return named(entry[0], entry[1]);
}

/** The thing that an action is about, by its name. */
export function targetOf(action: JsonObject): NamedThing | undefined {
  const key = Object.keys(namings).find((one) => one in action);
  return key === undefined ? undefined : named(key, action[key]);
}

function named(key: string, name: Json | undefined): NamedThing | undefined {
  const naming = namings[key];
  return naming === undefined || typeof name !== "string" ? undefined : { key, naming, name };
}

/** What an automation requires: everything that it names, as something that must exist unless it is declared. */
export function requirementsOf(
  spec: Pick<AutomationSpec, "trigger" | "actions" | "actionsOnTrigger" | "actionsOnResolve">,
): readonly Component[] {
  const { trigger, actions, actionsOnTrigger = [], actionsOnResolve = [] } = spec;
  // Plain data by now, whatever its type says.
  const things = [
    ...namedIn(trigger as unknown as JsonObject),
    ...[...actions, ...actionsOnTrigger, ...actionsOnResolve].flatMap(
      (action) => targetOf(action as unknown as JsonObject) ?? [],
    ),
  ];
  const byKey = new Map(things.map(({ naming: { kind }, name }) => [`${kind}:${name}`, { kind, name }]));
  return [...byKey.values()].map((thing) => ({ ...thing, spec: {}, requires: [], external: true }));
}

/** Everything that a trigger names, at whatever depth. */
function namedIn(trigger: JsonObject): readonly NamedThing[] {
  const found: NamedThing[] = [];
  mapLabels(trigger, (value) => {
    const thing = referenceIn(value);
    if (thing !== undefined) found.push(thing);
    return value;
  });
  return found;
}

/** A trigger with something else for each value that a label of a resource must have. */
export function mapLabels(trigger: JsonObject, change: (value: Json) => Json): JsonObject {
  const inValues = (value: Json): Json => (Array.isArray(value) ? value.map(change) : change(value));
  const inMatch = (match: Json): Json => {
    if (Array.isArray(match)) return match.map(inMatch);
    if (!isObject(match)) return match;
    return Object.fromEntries(Object.entries(match).map(([label, value]) => [label, inValues(value)]));
  };
  const entries = Object.entries(trigger).map(([key, value]): readonly [string, Json] => {
    if (key === "match" || key === "match_related") return [key, inMatch(value)];
    const inner = key === "triggers" && Array.isArray(value);
    return [key, inner ? value.map((one: Json) => (isObject(one) ? mapLabels(one, change) : one)) : value];
  });
  return Object.fromEntries(entries);
}
