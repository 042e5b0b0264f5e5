import { drivers } from "../components/drivers.ts";
import { hasErrors } from "../errors/diagnostics.ts";
import type { Build } from "../interfaces/plan.ts";
import type { ApiDeployment } from "../interfaces/prefect-api.ts";
import type { DeployOptions } from "../interfaces/options.ts";
import type { DeployedDeployment, DeployResult } from "../interfaces/results.ts";
import { applyPlan, type Applied } from "../resolver/apply.ts";
import { componentKey } from "../util/component-key.ts";
import { afterDeploy } from "./after-deploy.ts";
import { refuseMassDelete } from "./mass-delete.ts";
import { adoptionNotes } from "./adoption-notes.ts";
import { prepare, type Looked, type Prepared } from "./prepare.ts";
import { withLeases, writtenOwners } from "./with-leases.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";

/** Makes Prefect what the project declares, by executing the very plan that `plan` shows. */
export async function deploy(options: DeployOptions): Promise<DeployResult> {
  const prepared = await prepare(options, { mayStart: true });
  return execute(prepared, options, { after: (result) => afterDeploy(result, prepared, options) });
}

/** What belongs to an execution. */
export interface Around {
  /** Refuses, by throwing, what was seen; asked again when it had to be looked at again. */
  readonly check?: (looked: Looked) => void;
  /** Done with the result, while the right to change things is given back. */
  readonly after?: (result: DeployResult) => Promise<DeployResult>;
}

/** Executes what was prepared. */
export async function execute(
  { result, ready, notes }: Prepared,
  options: Pick<DeployOptions, "reporter" | "maxDeletes">,
  { check = () => undefined, after = (done) => Promise.resolve(done) }: Around = {},
): Promise<DeployResult> {
  if (ready === undefined || hasErrors(result.diagnostics))
    return after({ ...result, outcomes: [], deployments: [], notes });
  const { reporter = () => undefined } = options;
  check({ observation: ready.observation, result });
  refuseMassDelete(result.plan, ready.build, options.maxDeletes);
  const finish = async (looked: Looked, signal: AbortSignal): Promise<DeployResult> => {
    if (hasErrors(looked.result.diagnostics))
      return { ...looked.result, outcomes: [], deployments: [], notes };
    const world = { ...ready.world, api: ready.lasting, signal };
    const { plan } = looked.result;
    refuseMassDelete(plan, ready.build, options.maxDeletes);
    if (plan.changes.length > 0) reporter({ code: "phase", phase: "apply" });
    const applied = await applyPlan(plan, looked.observation, drivers, world, reporter);
    return {
      ...looked.result,
      outcomes: applied.outcomes,
      deployments: deployed(ready.build, applied, world.api.uiUrl),
      notes: [
        ...notes,
        ...applied.notes,
        ...adoptionNotes(applied.outcomes, looked.observation.observed, applied.results),
        ...(await startedWorkers(applied, ready)),
      ],
    };
  };
  const { observation, world, lasting } = ready;
  const owners = writtenOwners(result.plan);
  // Nothing to write: nobody needs to be kept away.
  if (owners.length === 0) return after(await finish({ observation, result }, world.signal));
  const worlds = { world, lasting: { ...world, api: lasting } };
  return withLeases(worlds, owners, observation, reporter, async ({ moved, signal, release }) => {
    const looked = moved ? await ready.again() : { observation, result };
    if (moved) check(looked);
    const done = await finish(looked, signal);
    release();
    return after(done);
  });
}

function deployed(build: Build, { results }: Applied, uiUrl: string): readonly DeployedDeployment[] {
  return build.components.flatMap(({ component }) => {
    const known = isDeclaredDeployment(component) ? results.get(componentKey(component)) : undefined;
    if (known === undefined) return [];
    const { id, name } = known as ApiDeployment;
    const flow = component.name.slice(0, component.name.indexOf("/"));
    return [{ flow, name, id, url: `${uiUrl}/deployments/deployment/${id}` }];
  });
}

async function startedWorkers(
  { outcomes }: Applied,
  { world }: NonNullable<Prepared["ready"]>,
): Promise<readonly string[]> {
  const pools = outcomes
    .filter(({ change, status }) => change.kind === "worker" && status === "done")
    .map(({ change }) => change.name);
  if (pools.length === 0) return [];
  const workers = await world.processes.workers();
  return workers
    .filter(({ pool }) => pools.includes(pool))
    .map(({ pool, logFile }) => `started a worker of ${pool}; it logs to ${logFile}`);
}
