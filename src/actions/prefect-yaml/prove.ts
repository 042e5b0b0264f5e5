import type { Diagnostic } from "../../interfaces/diagnostic.ts";
import type { AutomationSpec } from "../../interfaces/automation.ts";
import type { ProofDifference } from "../../interfaces/import-proof.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { RunOptions } from "../../interfaces/options.ts";
import type { RenderedDeployment } from "../../interfaces/results.ts";
import { canonicalAction, canonicalTrigger } from "../../components/automation/canonical.ts";
import { equalJson } from "../../util/stable-json.ts";
import { readWholeProject, type WholeProject } from "../read-whole-project.ts";
import { renderBuild } from "../render.ts";
import { compareBodies } from "./compare-bodies.ts";
import type { EvaluatedDeployment } from "./evaluate.ts";
import { expectedBody } from "./expected-body.ts";
import { triggersOf } from "./triggers.ts";

/** A deployment of the old file with the values of now, and the key of its flow in the new one. */
export interface ToProve {
  readonly flow: string;
  readonly now: EvaluatedDeployment;
}

/** What the comparison found. */
export interface Proof {
  readonly differences: readonly (ProofDifference & { readonly place: number })[];
  /** How many deployments could be compared. */
  readonly compared: number;
  /** What the new file's own check says. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the new file as every command does, and compares what it makes with what `prefect deploy` writes. */
export async function prove(
  deployments: readonly ToProve[],
  draft: { readonly file: string; readonly text: string },
  options: Pick<RunOptions, "directory" | "env" | "interactive" | "reporter" | "signal">,
): Promise<Proof> {
  const whole = await readWholeProject({ ...options, selectors: [], modules: [], draft });
  const rendered = renderBuild(whole.build);
  const differences: (ProofDifference & { place: number })[] = [];
  let compared = 0;
  for (const [place, { flow: key, now }] of deployments.entries()) {
    const pair = rendered.deployments.flatMap((one) => {
      const flow = flowOf(whole, key, one, now.name);
      return flow === undefined ? [] : [{ one, flow }];
    })[0];
    if (pair === undefined) continue;
    compared += 1;
    const { one, flow } = pair;
    const deployment = `${one.flow}/${one.name}`;
    const found = [
      ...compareBodies(expectedBody(now, flow), one.body),
      ...compareTriggers(now, deployment, rendered.components),
    ];
    differences.push(...found.map((difference) => ({ ...difference, deployment, place })));
  }
  return { differences, compared, diagnostics: whole.diagnostics };
}

/** The flow with that key, if a rendered deployment is the one that is asked for. */
function flowOf(
  { project }: WholeProject,
  key: string,
  rendered: RenderedDeployment,
  name: string,
): WholeProject["project"]["entries"][number]["flow"] | undefined {
  if (rendered.name !== name) return undefined;
  return project.entries.find(
    ({ flow, name: own }) =>
      flow.name === rendered.flow && own.value === name && sameKey(flow.entrypoint, key),
  )?.flow;
}

function sameKey(entrypoint: string, key: string): boolean {
  return entrypoint === key || entrypoint.replace(/\.py:/, ":").replaceAll("/", ".") === key;
}

function compareTriggers(
  now: EvaluatedDeployment,
  deployment: string,
  components: readonly { readonly kind: string; readonly name: string; readonly spec: JsonObject }[],
): readonly Omit<ProofDifference, "deployment">[] {
  return triggersOf(now.name, now.triggers).flatMap((trigger) => {
    const found = components.find(({ kind, name }) => kind === "automation" && name === trigger.name);
    const { parameters = null, jobVariables = null, after = 0, description, enabled } = trigger;
    const action = {
      ...{ type: "run-deployment", deployment, parameters },
      ...{ job_variables: jobVariables, schedule_after: after },
    };
    const prefect = automationOf({ trigger: trigger.trigger, actions: [action], description, enabled });
    const ours = found === undefined ? null : automationOf(found.spec);
    return equalJson(prefect, ours) ? [] : [{ field: `triggers.${trigger.name}`, prefect, ours }];
  });
}

/** An automation in the form in which two that do the same are equal. */
function automationOf(spec: JsonObject): Json {
  const { trigger, actions, description = "", enabled = true } = spec as unknown as Partial<AutomationSpec>;
  return {
    trigger: canonicalTrigger((trigger ?? {}) as unknown as JsonObject),
    actions: (actions ?? []).map((action) => canonicalAction(action as unknown as JsonObject)),
    description,
    enabled,
  };
}
