import type { ApiDeployment, PrefectApi } from "../interfaces/prefect-api.ts";
import { ownerInLabels, projectTag } from "../util/ownership.ts";

/** A deployment of ours as Prefect has it. */
export interface OurDeployment {
  readonly deployment: ApiDeployment;
  readonly flow: string;
  readonly environment: string;
}

/** What a project has on the server, by its marks; sorted by `flow/deployment`. */
export async function ourDeployments(
  api: PrefectApi,
  project: string,
  isWanted: (name: string, environment: string) => boolean,
): Promise<readonly OurDeployment[]> {
  const tag = projectTag(project);
  const [flows, all] = await Promise.all([api.flows.withTag(tag), api.deployments.ofFlowsWithTag(tag)]);
  const flowNames = new Map(flows.map((flow) => [flow.id, flow.name]));
  return all
    .flatMap((deployment) => {
      const owner = ownerInLabels(deployment.labels);
      const flow = flowNames.get(deployment.flow_id);
      if (owner?.project !== project || flow === undefined) return [];
      const { environment } = owner;
      return isWanted(`${flow}/${deployment.name}`, environment) ? [{ deployment, flow, environment }] : [];
    })
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** `flow/deployment`. */
export function nameOf({ flow, deployment }: Pick<OurDeployment, "flow" | "deployment">): string {
  return `${flow}/${deployment.name}`;
}
