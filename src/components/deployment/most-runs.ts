import type { ApplyContext } from "../../interfaces/driver.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { ApiDeployment } from "../../interfaces/prefect-api.ts";
import { equalJson, isObject } from "../../util/stable-json.ts";

/** A POST of a deployment drops `max_scheduled_runs` of its schedules without a word: each is said again, to the schedule itself. */
export async function keepMostRuns(
  sent: JsonObject,
  made: ApiDeployment,
  { api: { deployments } }: ApplyContext,
): Promise<ApiDeployment> {
  const schedules = Array.isArray(sent["schedules"]) ? sent["schedules"].filter(isObject) : [];
  const left = [...made.schedules];
  let fresh: ApiDeployment | undefined = made;
  for (const { max_scheduled_runs, slug = null, schedule, parameters } of schedules) {
    const place = left.findIndex(
      (one) =>
        one.slug === slug && (slug !== null || equalJson(one.schedule as unknown as JsonObject, schedule)),
    );
    const [one] = place < 0 ? [] : left.splice(place, 1);
    if (one === undefined || typeof max_scheduled_runs !== "number") continue;
    await deployments.patchSchedule(made.id, one.id, {
      max_scheduled_runs,
      parameters: isObject(parameters) ? parameters : {},
    });
    fresh = undefined;
  }
  return fresh ?? (await deployments.get(made.id)) ?? made;
}
