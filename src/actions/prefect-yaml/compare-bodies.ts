import { fields, sameField } from "../../components/deployment/fields.ts";
import { sameTiming } from "../../components/deployment/timing.ts";
import type { ProofDifference } from "../../interfaces/import-proof.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { Timing } from "../../interfaces/schedule.ts";
import { equalJson, isObject } from "../../util/stable-json.ts";

/** Left as Prefect has them where nobody says anything. */
const unsaid = new Set(["paused", "version"]);

/**
 * Where two bodies of a deployment would not make the same deployment: the one that `prefect deploy` writes, and ours. What
 * the server makes the same of counts as the same: an order of tags, a default that is written out, the anchor of an
 * interval for which nobody says one, the name of a schedule that has none.
 */
export function compareBodies(
  prefect: JsonObject,
  ours: JsonObject,
): readonly Omit<ProofDifference, "deployment">[] {
  const found = fields
    .filter(({ name }) => name !== "global_concurrency_limit_id")
    .flatMap((field) => {
      const { name, cleared } = field;
      const theirs = prefect[name];
      const own = ours[name];
      if (unsaid.has(name) && (theirs ?? null) === null && own === undefined) return [];
      const [want, have] = [theirs ?? cleared, own ?? cleared];
      return sameField(field, want, have)
        ? []
        : [{ field: name, prefect: theirs ?? null, ours: own ?? null }];
    });
  return [...found, ...compareSchedules(objectsIn(prefect["schedules"]), objectsIn(ours["schedules"]))];
}

function compareSchedules(
  prefect: readonly JsonObject[],
  ours: readonly JsonObject[],
): readonly Omit<ProofDifference, "deployment">[] {
  const left = [...ours];
  const missing = prefect.filter((schedule) => {
    const at = left.findIndex((own) => sameSchedule(schedule, own));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (missing.length === 0 && left.length === 0) return [];
  return [{ field: "schedules", prefect: missing, ours: left }];
}

function sameSchedule(theirs: JsonObject, own: JsonObject): boolean {
  const { schedule: wanted, parameters: wantedParameters, active: wantedActive, slug: wantedSlug } = theirs;
  const slugged = typeof wantedSlug === "string";
  return (
    isObject(wanted) &&
    isObject(own["schedule"]) &&
    sameTiming(asTiming(own["schedule"]), asTiming(wanted)) &&
    equalJson(wantedParameters ?? {}, own["parameters"] ?? {}) &&
    (wantedActive ?? true) === (own["active"] ?? true) &&
    (!slugged || wantedSlug === own["slug"])
  );
}

/** Only the kinds of timing that Prefect has were put there; what is null is not said. */
function asTiming(schedule: JsonObject): Timing {
  const said = Object.fromEntries(Object.entries(schedule).filter(([, value]) => value !== null));
  return said as unknown as Timing;
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
