import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { ApiDeployment, ApiSchedule } from "../../interfaces/prefect-api.ts";
import { equalJson } from "../../util/stable-json.ts";
import { sameTiming } from "./timing.ts";

/**
 * A deployment that is to be taken over, with the declared slugs on those of its schedules that have none and fire as
 * declared: so they are kept, with their activity and anchors, and not made a second time. Pure.
 */
export function withSlugs(
  observed: ApiDeployment,
  { schedules: declared = [] }: DeploymentSpec,
): ApiDeployment {
  const taken = new Set(observed.schedules.map(({ slug }) => slug));
  const schedules = observed.schedules.map((have): ApiSchedule => {
    if (have.slug !== null) return have;
    const match = declared.find(
      ({ slug, schedule, parameters = {} }) =>
        !taken.has(slug) && sameTiming(schedule, have.schedule) && equalJson(parameters, have.parameters),
    );
    if (match === undefined) return have;
    taken.add(match.slug);
    return { ...have, slug: match.slug };
  });
  return { ...observed, schedules };
}
