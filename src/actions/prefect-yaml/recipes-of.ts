import type { Json, JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";
import type { EvaluatedDeployment } from "./evaluate.ts";
import { refers, said } from "./references.ts";
import { booleanOf, timingOf } from "./timings.ts";
import { triggersOf } from "./triggers.ts";

/** What the new file says of a deployment. */
export interface SaidByRecipes {
  /** Items of `recipes`, in their order. */
  readonly recipes: readonly (string | JsonObject)[];
  /** What no recipe says. */
  readonly extra: JsonObject;
}

/**
 * Says a deployment with recipes, and the rest with fields of Prefect's API.
 *
 * @param now The same deployment with today's values, for what cannot be a reference.
 * @param folder Where `prefect deploy` was run, absolute.
 */
export function recipesOf(
  given: EvaluatedDeployment,
  now: EvaluatedDeployment,
  folder: string,
): SaidByRecipes {
  const storage = storageOf(given, folder);
  const limit = given.concurrencyLimit ?? null;
  const strategy = typeof limit === "object" ? limit?.collision_strategy : undefined;
  const limited =
    typeof limit === "object" && typeof limit?.limit === "number" && typeof strategy === "string";
  const recipes = [
    ...(given.description === null ? [] : [{ description_resolver: { description: given.description } }]),
    ...(storage === undefined ? [] : [storage]),
    ...(given.workPool === null
      ? []
      : [{ work_pool: said({ name: given.workPool, queue: given.workQueue }) }]),
    ...filled("job_variables", given.jobVariables),
    ...filled("parameters", given.parameters),
    ...(given.tags.length === 0 ? [] : [{ tags: { tags: given.tags } }]),
    ...schedulesOf(given.schedules, now.schedules),
    ...(limited
      ? [
          {
            concurrency: said({
              limit: limit.limit,
              collision_strategy: strategy,
              grace_period_seconds: limit.grace_period_seconds,
            }),
          },
        ]
      : []),
    ...(given.paused === null ? [] : [{ paused: { paused: given.paused } }]),
    ...triggersOf(
      now.name,
      given.triggers.map((trigger, index) => settledTrigger(trigger, now.triggers[index])),
    ).map(({ name, description, enabled, trigger, parameters, jobVariables, after }) => ({
      triggered_by: {
        ...{ name, trigger },
        ...said({ parameters, job_variables: jobVariables, after }),
        ...(description !== "" && { description }),
        ...(!enabled && { enabled }),
      },
    })),
  ];
  return {
    recipes,
    extra: {
      ...said({ version: given.version, enforce_parameter_schema: given.enforceParameterSchema }),
      ...(storage === undefined && { pull_steps: given.pullSteps }),
      ...(typeof limit === "number" && { concurrency_limit: limit }),
    },
  };
}

function filled(recipe: string, variables: JsonObject): readonly JsonObject[] {
  return Object.keys(variables).length === 0 ? [] : [{ [recipe]: variables }];
}

/** The recipe that makes the same pull steps; undefined when none does. */
function storageOf(
  { pullSteps, pulledFrom }: EvaluatedDeployment,
  folder: string,
): string | JsonObject | undefined {
  const [step, ...others] = pullSteps;
  const [[name, inputs] = ["", null], ...more] = Object.entries(step ?? {});
  if (others.length > 0 || more.length > 0 || !isObject(inputs)) return undefined;
  if (name === "prefect.deployments.steps.set_working_directory") {
    const { directory, ...rest } = inputs;
    if (Object.keys(rest).length > 0 || typeof directory !== "string") return undefined;
    if (pulledFrom === "folder" || directory === folder) return "path_resolver";
    return pulledFrom === "image" ? { image_storage: { folder: directory } } : undefined;
  }
  if (name === "prefect.deployments.steps.pull_from_remote_storage") {
    const { url, requires, ...settings } = inputs;
    if (typeof url !== "string" || !/^[a-z][a-z0-9+.-]*:\/\/./i.test(url)) return undefined;
    if (requires !== undefined && typeof requires !== "string") return undefined;
    return { remote_storage: { url, ...filled("settings", settings)[0], ...said({ requires }) } };
  }
  return undefined;
}

function schedulesOf(given: readonly JsonObject[], now: readonly JsonObject[]): readonly JsonObject[] {
  const items = given.map((schedule, index) => {
    // A number or a truth value cannot be a reference.
    const literal = (key: string): Json | undefined =>
      refers(schedule[key]) ? now[index]?.[key] : schedule[key];
    const settled = said({
      ...schedule,
      interval: literal("interval"),
      day_or: literal("day_or"),
      rrule: literal("rrule"),
      active: literal("active"),
    });
    const { slug, parameters } = schedule;
    const active = booleanOf(settled["active"]);
    return {
      ...said({ slug }),
      ...timingOf(settled),
      ...(active !== undefined && { active }),
      ...(isObject(parameters) && Object.keys(parameters).length > 0 && { parameters }),
    };
  });
  const [only, ...others] = items;
  if (only === undefined) return [];
  return [{ schedule: others.length === 0 ? only : { schedules: items } }];
}

/** A truth value cannot be a reference. */
function settledTrigger(trigger: JsonObject, now: JsonObject | undefined): JsonObject {
  return refers(trigger["enabled"]) ? { ...trigger, enabled: now?.["enabled"] ?? true } : trigger;
}
