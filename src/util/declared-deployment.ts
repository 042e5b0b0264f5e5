import type { Component, DeploymentComponent } from "../interfaces/component.ts";

/** Whether a component is a deployment that the project declares, not one that something only names. */
export function isDeclaredDeployment(component: Component): component is DeploymentComponent {
  return component.kind === "deployment" && component.external !== true;
}
