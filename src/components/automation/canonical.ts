import type { Json, JsonObject } from "../../interfaces/json.ts";
import { seconds } from "../../util/seconds.ts";
import { isObject, stableJson } from "../../util/stable-json.ts";

/*
 * A trigger or an action has many forms that mean the same to Prefect: it fills in defaults, takes some lists as sets,
 * makes new ids of triggers at each write, and answers durations in seconds. Two that mean the same have one canonical form.
 */

/** The canonical form of a trigger, declared or read. */
export function canonicalTrigger(trigger: JsonObject): JsonObject {
  const { type = "event", triggers = [], within = null, require = null } = trigger;
  if (type === "compound" || type === "sequence") {
    return {
      type,
      ...(type === "compound" && { require }),
      triggers: objectsIn(triggers).map(canonicalTrigger),
      within: within === null ? null : length(within, 0),
    };
  }
  const resources = {
    match: canonicalMatch(objectOf(trigger["match"])),
    match_related: canonicalRelated(trigger["match_related"]),
  };
  if (type === "metric") {
    const { range, firing_for: firingFor, ...metric } = objectOf(trigger["metric"]);
    const times = { range: length(range, 300), firing_for: length(firingFor, 300) };
    return { type, ...resources, metric: { ...metric, ...times } };
  }
  const { posture = "Reactive" } = trigger;
  return {
    type,
    posture,
    expect: textSet(trigger["expect"]),
    after: textSet(trigger["after"]),
    for_each: textSet(trigger["for_each"]),
    ...resources,
    threshold: trigger["threshold"] ?? 1,
    within: length(trigger["within"], 0) || (posture === "Proactive" ? 10 : 0),
  };
}

/** What Prefect fills in, by the type of an action; a type that is not here gets nothing. */
const defaults: Readonly<Record<string, JsonObject>> = {
  "run-deployment": { parameters: null, job_variables: null, schedule_after: 0 },
  "send-notification": { subject: "Prefect automated notification" },
  "call-webhook": { payload: "" },
  "change-flow-run-state": { name: null, message: null, force: false },
};

/** The canonical form of an action, declared or read. */
export function canonicalAction(action: JsonObject): JsonObject {
  const { source, type = "", ...rest } = action;
  const known = typeof type === "string" ? defaults[type] : undefined;
  const given = Object.entries(rest).filter(([key, value]) => value !== null || key in (known ?? {}));
  const canonical: JsonObject = { ...known, ...Object.fromEntries(given) };
  return {
    type,
    ...(source === "inferred" && { source }),
    ...canonical,
    ...("schedule_after" in canonical && { schedule_after: length(canonical["schedule_after"], 0) }),
  };
}

function canonicalMatch(match: JsonObject): JsonObject {
  const labels = Object.entries(match).map(([label, value]) => [label, canonicalValues(value)] as const);
  return Object.fromEntries(labels);
}

/** One value stands alone, several are a set. */
function canonicalValues(value: Json): Json {
  const values = Array.isArray(value) ? value : [value];
  const distinct = new Map(values.map((one: Json) => [stableJson(one), one]));
  const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return sorted.length === 1 ? (sorted[0] ?? null) : sorted;
}

/** Several that must be there are a set; one may stand alone, and one that takes anything says nothing. */
function canonicalRelated(related: Json | undefined): Json {
  const matches = objectsIn(Array.isArray(related) ? related : [objectOf(related)]).map(canonicalMatch);
  const telling = matches.filter((match) => Object.keys(match).length > 0);
  return telling.length === 0 ? {} : canonicalValues(telling);
}

function textSet(value: Json | undefined): Json {
  const texts = Array.isArray(value) ? value.filter((one: Json) => typeof one === "string") : [];
  return [...new Set(texts)].sort();
}

function length(value: Json | undefined, otherwise: number): number {
  if (typeof value === "number") return value;
  return typeof value === "string" ? (seconds(value) ?? otherwise) : otherwise;
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function objectsIn(value: Json): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
