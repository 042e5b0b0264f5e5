import { hasErrors } from "../errors/diagnostics.ts";
import type { Component, DeploymentSpec, WorkerSpec } from "../interfaces/component.ts";
import type { SyncState } from "../interfaces/pickup.ts";
import type { ApiFlowRun, PrefectApi } from "../interfaces/prefect-api.ts";
import type { RunOptions } from "../interfaces/options.ts";
import type {
  DeclaredDeployment,
  DeploymentStatus,
  RunSummary,
  StatusResult,
} from "../interfaces/results.ts";
import type { WorkerState } from "../interfaces/tool-results.ts";
import { selectorMatcher } from "../resolver/select.ts";
import { connect } from "./connect.ts";
import { readDeclarations, type Declarations } from "./declarations.ts";
import { nameOf, ourDeployments, type OurDeployment } from "./our-deployments.ts";
import { readPickup } from "./pickup.ts";
import { prepare, targetOf, type Prepared } from "./prepare.ts";
import { askedEnvironments } from "./read-whole-project.ts";
import { workerStates } from "./worker-states.ts";
import { createWorld } from "./world.ts";

const begun = ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CRASHED", "CANCELLED", "CANCELLING", "PAUSED"];

/** The most runs that one answer holds. */
const manyRuns = 200;

/** How many runs to come are told of each deployment. */
const nextRuns = 3;

/** Says what Prefect has of this project, how far it is as declared, and who takes its runs. */
export async function status(options: RunOptions): Promise<StatusResult> {
  const whole = { ...options, selectors: [], tags: [], changedSince: undefined };
  const declarations = await readDeclarations(whole);
  const { project } = declarations;
  const prepared = await prepare({ ...whole, adopt: false }, { mayStart: false, declarations });
  const connection = await connect(options, project.root, { mayStart: false, api: project.api });
  const { api } = connection;
  const environments = declarations.owners.map(({ environment }) => environment);
  const everywhere = askedEnvironments(options)[0] === undefined;
  const wanted = (options.selectors ?? []).map(selectorMatcher);
  const ours = await ourDeployments(
    api,
    project.name,
    (name, environment) =>
      (everywhere || environments.includes(environment)) &&
      (wanted.length === 0 || wanted.some((matches) => matches(name))),
  );
  const ids = ours.map(({ deployment }) => deployment.id);
  const [last, next, pickupOf] = await Promise.all([
    firstRuns(api, ids, begun, 1),
    firstRuns(api, ids, ["SCHEDULED"], nextRuns),
    readPickup(
      api,
      ours.map(({ deployment }) => deployment),
    ),
  ]);
  const used = new Set(ours.flatMap(({ deployment }) => deployment.work_pool_name ?? []));
  const declared = poolsWithWorker(declarations).filter((pool) => wanted.length === 0 || used.has(pool));
  const pools = [...new Set([...used, ...declared])].sort();
  const { processes } = createWorld(options, connection, project);
  const deployments = ours.map((one): DeploymentStatus => {
    const { id } = one.deployment;
    const upcoming = (next.get(id) ?? []).flatMap((run) => summarise(run) ?? []);
    return {
      ...describe(one, api.uiUrl),
      sync: syncOf(nameOf(one), declarations, prepared),
      pickup: pickupOf(one.deployment),
      lastRun: summarise(last.get(id)?.[0]),
      nextRun: upcoming[0],
      nextRuns: upcoming,
    };
  });
  const workers = await workerStates(api, processes, pools);
  return {
    target: targetOf(declarations, api.url),
    deployments,
    workers,
    workerCounts: declared.map((pool) => ({ pool, desired: 1, online: onlineIn(pool, workers) })),
    missing: missing(declarations, prepared, wanted),
    diagnostics: prepared.result.diagnostics,
  };
}

/** Pools for which a worker is declared; it is one for each. */
function poolsWithWorker({ build }: Declarations): readonly string[] {
  return build.components
    .flatMap(({ component: { kind, spec } }) => (kind === "worker" ? [(spec as WorkerSpec).pool] : []))
    .sort();
}

function onlineIn(pool: string, workers: readonly WorkerState[]): number {
  return workers.filter((worker) => worker.pool === pool && worker.status === "ONLINE").length;
}

function syncOf(name: string, { build }: Declarations, { result, ready }: Prepared): SyncState {
  if (ready === undefined || hasErrors(result.diagnostics)) return "unknown";
  const isDeclared = build.components.some(({ component }) => isDeployment(component, name));
  if (!isDeclared) return "not-declared";
  return result.plan.changes.some((change) => isDeployment(change, name)) ? "changed" : "in-sync";
}

function isDeployment(one: Pick<Component, "kind" | "name">, name: string): boolean {
  return one.kind === "deployment" && one.name === name;
}

/** What is declared and not deployed. */
function missing(
  { build }: Declarations,
  { result }: Prepared,
  wanted: readonly ((name: string) => boolean)[],
): readonly DeclaredDeployment[] {
  const made = result.plan.changes.filter(
    ({ kind, action, name }) =>
      kind === "deployment" && action === "create" && (wanted.length === 0 || wanted.some((is) => is(name))),
  );
  return made.flatMap(({ name, owner: { environment } }) => {
    const found = build.components.find(({ component }) => isDeployment(component, name));
    if (found === undefined) return [];
    const { flow, name: own } = found.component.spec as DeploymentSpec;
    return [{ flow, name: own, environment }];
  });
}

function describe(
  { deployment, flow, environment }: OurDeployment,
  uiUrl: string,
): Omit<DeploymentStatus, "lastRun" | "nextRun" | "nextRuns" | "sync" | "pickup"> {
  const { id, name, paused, version, work_pool_name: workPool } = deployment;
  const schedules = deployment.schedules.map(({ slug, active, schedule }) => ({
    slug,
    active,
    timing: schedule,
  }));
  const url = `${uiUrl}/deployments/deployment/${id}`;
  return { flow, name, environment, id, url, paused, version, schedules, workPool };
}

/** The first runs of each deployment: one request where the answer holds all, else one for each that it left out. */
async function firstRuns(
  api: PrefectApi,
  ids: readonly string[],
  states: readonly string[],
  many: number,
): Promise<ReadonlyMap<string, readonly ApiFlowRun[]>> {
  const together = await api.flowRuns.ofDeployments(ids, { states, limit: manyRuns });
  const first = new Map<string, ApiFlowRun[]>();
  const add = (run: ApiFlowRun): void => {
    if (run.deployment_id === null) return;
    const known = first.get(run.deployment_id);
    if (known === undefined) first.set(run.deployment_id, [run]);
    else if (known.length < many && !known.some(({ id }) => id === run.id)) known.push(run);
  };
  together.forEach(add);
  const left = together.length < manyRuns ? [] : ids.filter((id) => (first.get(id)?.length ?? 0) < many);
  for (const id of left) (await api.flowRuns.ofDeployments([id], { states, limit: many })).forEach(add);
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
