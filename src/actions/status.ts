import type { ApiDeployment, ApiFlowRun, PrefectApi } from "../interfaces/prefect-api.ts";
import type { DeploymentStatus, RunOptions, RunSummary, StatusResult } from "../interfaces/results.ts";
import { ownerInLabels, projectTag } from "../util/ownership.ts";
import { selectorMatcher } from "../resolver/select.ts";
import { askedEnvironments } from "./read-whole-project.ts";
import { connect } from "./connect.ts";
import { readDeclarations } from "./declarations.ts";
import { targetOf } from "./prepare.ts";
import { workerStates } from "./worker-states.ts";
import { createWorld } from "./world.ts";

const begun = ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CRASHED", "CANCELLED", "CANCELLING", "PAUSED"];

/** The most runs that one answer holds. */
const manyRuns = 200;

/** Says what Prefect has of this project: what is declared now has no part in it. */
export async function status(options: RunOptions): Promise<StatusResult> {
  const declarations = await readDeclarations({ ...options, selectors: [] });
  const { project, diagnostics } = declarations;
  const connection = await connect(options, project.root, { mayStart: false, api: project.api });
  const { api } = connection;
  const environments = declarations.owners.map(({ environment }) => environment);
  const tag = projectTag(project.name);
  const [flows, all] = await Promise.all([api.flows.withTag(tag), api.deployments.ofFlowsWithTag(tag)]);
  const flowNames = new Map(flows.map((flow) => [flow.id, flow.name]));
  const wanted = options.selectors.map(selectorMatcher);
  const ours = all.flatMap((deployment) => {
    const owner = ownerInLabels(deployment.labels);
    const flow = flowNames.get(deployment.flow_id);
    if (owner?.project !== project.name || flow === undefined) return [];
    if (askedEnvironments(options)[0] !== undefined && !environments.includes(owner.environment)) return [];
    const name = `${flow}/${deployment.name}`;
    if (wanted.length > 0 && !wanted.some((matches) => matches(name))) return [];
    return [{ deployment, flow, environment: owner.environment }];
  });
  const ids = ours.map(({ deployment }) => deployment.id);
  const [last, next] = await Promise.all([firstRuns(api, ids, begun), firstRuns(api, ids, ["SCHEDULED"])]);
  const pools = [...new Set(ours.flatMap(({ deployment }) => deployment.work_pool_name ?? []))].sort();
  const { processes } = createWorld(options, connection, project);
  return {
    target: targetOf(declarations, api.url),
    deployments: ours
      .map(({ deployment, flow, environment }) => ({
        ...describe(deployment, flow, environment, api.uiUrl),
        lastRun: summarise(last.get(deployment.id)),
        nextRun: summarise(next.get(deployment.id)),
      }))
      .sort((a, b) => (`${a.flow}/${a.name}` < `${b.flow}/${b.name}` ? -1 : 1)),
    workers: await workerStates(api, processes, pools),
    diagnostics,
  };
}

function describe(
  deployment: ApiDeployment,
  flow: string,
  environment: string,
  uiUrl: string,
): Omit<DeploymentStatus, "lastRun" | "nextRun"> {
  const { id, name, paused, version, work_pool_name: workPool } = deployment;
  const schedules = deployment.schedules.map(({ slug, active, schedule }) => ({
    slug,
    active,
    timing: schedule,
  }));
  const url = `${uiUrl}/deployments/deployment/${id}`;
  return { flow, name, environment, id, url, paused, version, schedules, workPool };
}

/** The first run of each deployment: one request where the answer holds all, else one for each that it left out. */
async function firstRuns(
  api: PrefectApi,
  ids: readonly string[],
  states: readonly string[],
): Promise<ReadonlyMap<string, ApiFlowRun>> {
  const together = await api.flowRuns.ofDeployments(ids, { states, limit: manyRuns });
  const first = new Map<string, ApiFlowRun>();
  const add = (run: ApiFlowRun): void => {
    if (run.deployment_id !== null && !first.has(run.deployment_id)) first.set(run.deployment_id, run);
  };
  together.forEach(add);
  const left = together.length < manyRuns ? [] : ids.filter((id) => !first.has(id));
  for (const id of left) (await api.flowRuns.ofDeployments([id], { states, limit: 1 })).forEach(add);
  return first;
}

function summarise(run: ApiFlowRun | undefined): RunSummary | undefined {
  if (run?.state == null) return undefined;
  return {
    id: run.id,
    name: run.name,
    state: run.state.name,
    time: run.expected_start_time ?? run.state.timestamp,
  };
}
