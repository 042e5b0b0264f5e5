import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { ApiDeployment, ApiSchedule } from "../../interfaces/prefect-api.ts";
import type { Schedule } from "../../interfaces/schedule.ts";
import { isObject } from "../../util/stable-json.ts";
import { fieldNamed } from "./fields.ts";

/**
 * The declaration with what Prefect has at the paths that are not to be changed, so that nothing differs there. A
 * schedule that people deleted is not made again. Pure.
 */
export function withIgnored(spec: DeploymentSpec, observed: ApiDeployment): DeploymentSpec {
  return (spec.ignore ?? []).reduce((result, path) => {
    const [head = "", ...rest] = path.split(".");
    if (head === "schedules") return withSchedules(result, observed, rest);
    if (head === "labels") return withLabels(result, observed, rest);
    const field = fieldNamed(head);
    if (field === undefined) return result;
    const have = field.have(observed);
    const declared = result.fields[head];
    const want = rest.length === 0 || declared === undefined ? have : taken(declared, have, rest);
    return { ...result, fields: { ...result.fields, [head]: want ?? field.cleared } };
  }, spec);
}

/** The first value with what the second has at a path. */
function taken(want: Json, have: Json | undefined, [key, ...rest]: readonly string[]): Json | undefined {
  if (key === undefined) return have;
  if (!isObject(want)) return have;
  const inner = want[key] ?? (rest.length === 0 ? null : {});
  const value = taken(inner, isObject(have) ? have[key] : undefined, rest);
  const others = Object.entries(want).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

function withLabels(spec: DeploymentSpec, observed: ApiDeployment, path: readonly string[]): DeploymentSpec {
  const names = path.length === 0 ? Object.keys(spec.labels ?? {}) : [path.join(".")];
  const kept = Object.entries(spec.labels ?? {}).filter(([name]) => !names.includes(name));
  const theirs = Object.entries(observed.labels).filter(([name]) => names.includes(name));
  return { ...spec, labels: Object.fromEntries([...kept, ...theirs]) };
}

function withSchedules(
  spec: DeploymentSpec,
  observed: ApiDeployment,
  [slug, ...rest]: readonly string[],
): DeploymentSpec {
  const isMeant = (one: { readonly slug: string | null }): boolean => slug === undefined || one.slug === slug;
  const have = observed.schedules.filter((one) => isMeant(one) && one.slug !== null);
  const declared = spec.schedules ?? [];
  const [part] = rest;
  if (part !== undefined) {
    const merged = declared.map((one) => {
      const there = have.find((other) => other.slug === one.slug);
      return there === undefined ? one : withPart(one, there, part);
    });
    return { ...spec, schedules: merged };
  }
  return { ...spec, schedules: [...declared.filter((one) => !isMeant(one)), ...have.map(asDeclared)] };
}

function withPart(want: Schedule, have: ApiSchedule, part: string): Schedule {
  if (part === "active") return { ...want, active: have.active };
  if (part === "parameters") return { ...want, parameters: have.parameters };
  const timing = { ...want.schedule, [part]: (have.schedule as unknown as JsonObject)[part] ?? null };
  return { ...want, schedule: timing };
}

function asDeclared({ slug, schedule, active, parameters }: ApiSchedule): Schedule {
  return { slug: slug ?? "", schedule, active, parameters };
}

/** Whether a path can name something of a deployment. */
export function isKnownPath(path: string): boolean {
  const [head = ""] = path.split(".");
  return head === "schedules" || head === "labels" || fieldNamed(head) !== undefined;
}
