import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { ControlOptions, ControlResult, SwitchedDeployment } from "../interfaces/control.ts";
import type { PrefectApi } from "../interfaces/prefect-api.ts";
import { selectorMatcher } from "../resolver/select.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { connect } from "./connect.ts";
import { nameOf, ourDeployments, type OurDeployment } from "./our-deployments.ts";
import { askedEnvironments, readWholeProject } from "./read-whole-project.ts";

type Switch = (
  api: PrefectApi,
  ours: OurDeployment,
) => Promise<Pick<SwitchedDeployment, "changed" | "cancelled">>;

/** States of runs that have a process, or soon will. */
const begun = ["PENDING", "RUNNING", "PAUSED"];
const manyRuns = 200;

/**
 * Pauses deployments of the project: no runs are made, waiting ones are not taken.
 *
 * @throws MetaPrefectError `no-match` for a selector that matches nothing of ours
 */
export function pause(options: ControlOptions): Promise<ControlResult> {
  return switchAll(options, async (api, { deployment: { id, paused } }) => {
    if (!paused) await api.control.pause(id);
    return { changed: !paused, cancelled: [] };
  });
}

/**
 * Lets paused deployments make runs again.
 *
 * @throws MetaPrefectError `no-match` for a selector that matches nothing of ours
 */
export function resume(options: ControlOptions): Promise<ControlResult> {
  return switchAll(options, async (api, { deployment: { id, paused } }) => {
    if (paused) await api.control.resume(id);
    return { changed: paused, cancelled: [] };
  });
}

/**
 * Pauses deployments and asks for the end of their runs.
 *
 * @throws MetaPrefectError `no-match` for a selector that matches nothing of ours
 */
export function stop(options: ControlOptions): Promise<ControlResult> {
  return switchAll(options, async (api, { deployment: { id, paused } }) => {
    // First, so that no new run begins meanwhile.
    if (!paused) await api.control.pause(id);
    const cancelled = [
      ...(await cancel(api, id, begun, true)),
      ...(await cancel(api, id, ["SCHEDULED"], false)),
    ];
    return { changed: !paused || cancelled.length > 0, cancelled };
  });
}

async function cancel(
  api: PrefectApi,
  deployment: string,
  states: readonly string[],
  hasBegun: boolean,
): Promise<readonly string[]> {
  const done: string[] = [];
  for (;;) {
    const runs = await api.flowRuns.ofDeployments([deployment], { states, limit: manyRuns });
    const fresh = runs.filter(({ id }) => !done.includes(id));
    if (fresh.length === 0) return done;
    let some = false;
    for (const { id } of fresh) {
      if (await api.control.cancel(id, hasBegun)) {
        done.push(id);
        some = true;
      }
    }
    if (!some) return done;
  }
}

async function switchAll(options: ControlOptions, act: Switch): Promise<ControlResult> {
  const { project } = await readWholeProject({ ...options, modules: [] });
  const { lasting: api } = await connect(options, project.root, { mayStart: false, api: project.api });
  await api.version();
  const asked = askedEnvironments(options).flatMap((name) => name ?? []);
  const inRun = (environment: string): boolean => asked.length === 0 || asked.includes(environment);
  const ours = await ourDeployments(api, project.name, (_, environment) => inRun(environment));
  const chosen = choose(ours, options.selectors);
  const deployments: SwitchedDeployment[] = [];
  for (const one of chosen) {
    const { flow, environment, deployment } = one;
    const { id, name } = deployment;
    const url = `${api.uiUrl}/deployments/deployment/${id}`;
    deployments.push({ flow, name, id, url, environment, ...(await act(api, one)) });
  }
  const environments = [...new Set(chosen.map(({ environment }) => environment))].sort();
  return { target: { root: project.root, project: project.name, environments, api: api.url }, deployments };
}

function choose(ours: readonly OurDeployment[], selectors: readonly string[]): readonly OurDeployment[] {
  const chosen = new Set(
    selectors.flatMap((selector) => {
      const found = ours.filter((one) => selectorMatcher(selector)(nameOf(one)));
      if (found.length > 0) return found;
      throw new MetaPrefectError("no-match", `nothing of ours is deployed that matches "${selector}"`, {
        hint: candidatesHint(selector, ours.map(nameOf)),
      });
    }),
  );
  return ours.filter((one) => chosen.has(one));
}
