import type { DeploymentComponent, DeploymentSpec } from "../../interfaces/component.ts";
import type { Driver, ObservedWorld, Orphan, Owner } from "../../interfaces/driver.ts";
import type { ApiDeployment, ApiFlow } from "../../interfaces/prefect-api.ts";
import { ownerInLabels, projectTag, sameOwner } from "../../util/ownership.ts";
import { flowsNamed, flowsOf } from "../flow.ts";
import { applyDeployment, removeDeployment } from "./apply.ts";
import { checkDeployment } from "./check.ts";
import { compareDeployment } from "./compare.ts";
import { settleLate, withBuiltImages } from "./settle-late.ts";
import { sharedLimit } from "./shared-limit.ts";

/** How deployments are observed, compared and written. */
export const deploymentDriver: Driver<DeploymentSpec, ApiDeployment> = {
  kind: "deployment",
  check: (component, checker) => checkDeployment(component as DeploymentComponent, checker),
  readAhead: (project, world) => void ourDeployments(project, world),
  observe: async (components, project, world) => {
    const ours = await ourDeployments(project, world);
    const missing = components.filter(({ name }) => !ours.has(name)).map(({ name }) => nameParts(name));
    const others =
      missing.length === 0 ? new Map<string, ApiDeployment>() : await namedDeployments(missing, world);
    return new Map([...ours, ...others].map(([name, deployment]) => [`deployment:${name}`, deployment]));
  },
  compare: (component, observed, context) =>
    compareDeployment(settleLate(component as DeploymentComponent, context), observed, context),
  apply: (change, context) =>
    applyDeployment({ ...change, step: withBuiltImages(change.step, context) }, context),
  orphans: async (wanted, owners, known, world) => {
    const [first] = owners;
    if (first === undefined) return [];
    const ours = await ourDeployments(first.project, world);
    const lost = known
      .filter((key) => key.startsWith("deployment:") && !wanted.has(key))
      .map((key) => nameParts(key.slice("deployment:".length)))
      .filter(({ flow, name }) => !ours.has(`${flow}/${name}`));
    const found = lost.length === 0 ? [] : await namedDeployments(lost, world);
    return [...ours, ...found].flatMap(([name, deployment]) => {
      const owner = ownerOf(deployment, owners);
      return owner === undefined || wanted.has(`deployment:${name}`)
        ? []
        : [orphanOf(name, deployment, owner)];
    });
  },
  remove: ({ step }, context) =>
    removeDeployment(step as { readonly id: string; readonly detach: boolean }, context),
};

/** All deployments of flows that carry the project's tag, by `flow/deployment`; two requests for 200. */
function ourDeployments(project: string, world: ObservedWorld): Promise<ReadonlyMap<string, ApiDeployment>> {
  return world.once(`deployments of ${project}`, async () => {
    const [flows, deployments] = await Promise.all([
      flowsOf(project, world),
      world.api.deployments.ofFlowsWithTag(projectTag(project)),
    ]);
    return byName(flows, deployments);
  });
}

/** Deployments of the wanted names whose flows do not carry the project's tag: not ours, or lost. */
async function namedDeployments(
  specs: readonly Pick<DeploymentSpec, "flow" | "name">[],
  world: ObservedWorld,
): Promise<ReadonlyMap<string, ApiDeployment>> {
  const flowNames = [...new Set(specs.map((spec) => spec.flow))];
  const names = [...new Set(specs.map((spec) => spec.name))];
  const wanted = new Set(specs.map((spec) => `${spec.flow}/${spec.name}`));
  const [flows, deployments] = await Promise.all([
    flowsNamed(flowNames, world),
    world.api.deployments.named(flowNames, names),
  ]);
  return new Map([...byName(flows, deployments)].filter(([name]) => wanted.has(name)));
}

/** Names of flows have no slash, so the first one ends the flow's. */
function nameParts(name: string): { readonly flow: string; readonly name: string } {
  const slash = name.indexOf("/");
  return { flow: name.slice(0, slash), name: name.slice(slash + 1) };
}

function byName(
  flows: readonly ApiFlow[],
  deployments: readonly ApiDeployment[],
): ReadonlyMap<string, ApiDeployment> {
  const names = new Map(flows.map((flow) => [flow.id, flow.name]));
  return new Map(
    deployments.flatMap((deployment) => {
      const flow = names.get(deployment.flow_id);
      return flow === undefined ? [] : [[`${flow}/${deployment.name}`, deployment]];
    }),
  );
}

function ownerOf(deployment: ApiDeployment, owners: readonly Owner[]): Owner | undefined {
  const owner = ownerInLabels(deployment.labels);
  return owner === undefined ? undefined : owners.find((one) => sameOwner(one, owner));
}

function orphanOf(name: string, deployment: ApiDeployment, owner: Owner): Orphan {
  const step = { id: deployment.id, detach: sharedLimit(deployment) !== null };
  return { kind: "deployment", name, owner, step };
}
