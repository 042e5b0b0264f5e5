import type { Outcome } from "../interfaces/plan.ts";
import type { ApiDeployment } from "../interfaces/prefect-api.ts";
import { componentKey } from "../util/component-key.ts";

/** The new ids of schedules that were taken over: the write that marks a deployment makes all its schedules anew. */
export function adoptionNotes(
  outcomes: readonly Outcome[],
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly string[] {
  return outcomes.flatMap(({ change, status }) => {
    if (change.action !== "adopt" || change.kind !== "deployment" || status !== "done") return [];
    const old = (before.get(componentKey(change)) as ApiDeployment | undefined)?.schedules ?? [];
    const { schedules } = after.get(componentKey(change)) as ApiDeployment;
    const known = new Set(old.map(({ id }) => id));
    return schedules
      .filter(({ id }) => !known.has(id))
      .map(({ id, slug }) => `schedule ${slug ?? "without a slug"} of ${change.name} has a new id, ${id}`);
  });
}
