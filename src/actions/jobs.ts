import { deploymentJob } from "../components/deployment/job.ts";
import { schemaChecker } from "../hosts/schema-checker.ts";
import type { DeploymentJob } from "../interfaces/job.ts";
import type { PlanOptions } from "../interfaces/options.ts";
import type { ApiDeployment } from "../interfaces/prefect-api.ts";
import { compareContexts } from "../resolver/compare-contexts.ts";
import { componentKey } from "../util/component-key.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";
import type { Prepared } from "./prepare.ts";

/** The job of each declared deployment, as its worker gets it once the plan is done. */
export function plannedJobs(
  { build, observation }: Pick<NonNullable<Prepared["ready"]>, "build" | "observation">,
  { adopt = false }: Pick<PlanOptions, "adopt">,
): readonly DeploymentJob[] {
  const contextOf = compareContexts(build, observation, schemaChecker, adopt);
  return build.components.flatMap(({ component, owner }) => {
    if (!isDeclaredDeployment(component)) return [];
    const observed = observation.observed.get(componentKey(component)) as ApiDeployment | undefined;
    return [deploymentJob(component, observed, contextOf(component, owner))];
  });
}
