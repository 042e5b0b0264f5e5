import type { Deployment, ResourceMatch } from "../../kit.ts";

/** How other things name the deployment: `flow/deployment`. */
export function nameOf(deployment: Deployment): string {
  return `${deployment.flow.name}/${deployment.name}`;
}

/** Matches what is related to runs of a deployment. */
export function runsOf(deployment: string): ResourceMatch {
  return { "prefect.resource.id": { deployment }, "prefect.resource.role": "deployment" };
}

/** Matches runs of any flow. */
export const anyRun: ResourceMatch = { "prefect.resource.id": "prefect.flow-run.*" };

/** The event of a run that reaches a state, by the state's name. */
export function stateEvent(state: string): string {
  return `prefect.flow-run.${state}`;
}
