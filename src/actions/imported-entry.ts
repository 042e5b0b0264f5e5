import { fields, sameField } from "../components/deployment/fields.ts";
import { sharedLimit, sharedLimitField } from "../components/deployment/shared-limit.ts";
import type { Json } from "../interfaces/json.ts";
import type { ApiDeployment, ApiSchedule } from "../interfaces/prefect-api.ts";

/** What people toggle in Prefect is left to them, and these are said by recipes. */
const elsewhere = new Set(["paused", "work_pool_name", "work_queue_name", sharedLimitField]);

/** A deployment as an entry of the project file, with all that differs from what Prefect has by itself. */
export function importedEntry(deployment: ApiDeployment): object {
  const shared = sharedLimit(deployment);
  const recipes = [
    ...poolRecipe(deployment),
    ...scheduleRecipe(deployment.schedules),
    ...(shared === null ? [] : [{ concurrency: { shared: shared.name, ...strategyOf(deployment) } }]),
  ];
  const extra = Object.fromEntries(
    fields
      .filter(({ name }) => !elsewhere.has(name))
      .filter(({ name }) => shared === null || !name.startsWith("concurrency_"))
      .map((field) => [field, field.have(deployment)] as const)
      .filter(([field, have]) => have !== null && !sameField(field, field.cleared, have))
      .map(([field, have]) => [field.name, have]),
  );
  return {
    name: deployment.name,
    inspect: "none",
    ...(recipes.length > 0 && { recipes }),
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}

function poolRecipe({ work_pool_name: name, work_queue_name: queue }: ApiDeployment): readonly object[] {
  if (name === null) return [];
  return [{ work_pool: { name, ...(queue !== null && queue !== "default" && { queue }) } }];
}

function strategyOf({ concurrency_options: options }: ApiDeployment): Readonly<Record<string, Json>> {
  const known = ["collision_strategy", "grace_period_seconds"] as const;
  return Object.fromEntries(
    known.flatMap((key) => {
      const value = options?.[key] ?? null;
      return value === null ? [] : [[key, value]];
    }),
  );
}

/** A schedule that has no slug gets one: it is what a schedule is known by when it is edited. */
function scheduleRecipe(schedules: readonly ApiSchedule[]): readonly object[] {
  if (schedules.length === 0) return [];
  const taken = new Set(schedules.map(({ slug }) => slug));
  let count = 0;
  const free = (): string => {
    do count++;
    while (taken.has(`schedule-${String(count)}`));
    return `schedule-${String(count)}`;
  };
  const inOrder = [...schedules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [{ schedule: { schedules: inOrder.map((one) => scheduleVariables(one, one.slug ?? free())) } }];
}

function scheduleVariables({ schedule, parameters }: ApiSchedule, slug: string): object {
  const said = Object.entries(schedule).filter(
    ([key, value]) =>
      value !== null && !(key === "timezone" && value === "UTC") && !(key === "day_or" && value === true),
  );
  return {
    slug,
    ...Object.fromEntries(said),
    ...(Object.keys(parameters).length > 0 && { parameters }),
  };
}
