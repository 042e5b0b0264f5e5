import type { DeploymentComponent, DeploymentSpec } from "../../interfaces/component.ts";
import type { CompareContext, Comparison } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { FieldChange } from "../../interfaces/plan.ts";
import type { ApiDeployment } from "../../interfaces/prefect-api.ts";
import { ownerInLabels, sameOwner } from "../../util/ownership.ts";
import { fields } from "./fields.ts";
import { sharedLimit } from "./shared-limit.ts";
import type { DeploymentStep } from "./steps.ts";

/** The deployment that is to be replaced, and what `apply` needs to delete it. */
export interface Replaced {
  readonly key: string;
  readonly deployment: ApiDeployment;
}

/** The deployment of ours from which this one takes over; undefined when there is none or it is declared itself. */
export function replacedDeployment(spec: DeploymentSpec, context: CompareContext): Replaced | undefined {
  if (spec.renamedFrom === undefined || spec.renamedFrom === `${spec.flow}/${spec.name}`) return undefined;
  const key = `deployment:${spec.renamedFrom}`;
  const deployment = context.observed(key) as ApiDeployment | undefined;
  if (deployment === undefined || context.component(key) !== undefined) return undefined;
  const owner = ownerInLabels(deployment.labels);
  return owner !== undefined && sameOwner(owner, context.owner) ? { key, deployment } : undefined;
}

/**
 * Prefect cannot rename a deployment. The new one is made with all that the old one has and the declaration does not
 * say (what people changed), then the old one is deleted. Where the new one exists already, a run was cut off between
 * the two, and only the second half is left.
 */
export function compareRenamed(
  component: DeploymentComponent,
  observed: ApiDeployment | undefined,
  { key, deployment: old }: Replaced,
  context: CompareContext,
  compare: (
    component: DeploymentComponent,
    observed: ApiDeployment | undefined,
    context: CompareContext,
  ) => Comparison,
): Comparison {
  const { spec } = component;
  const remove = { id: old.id, detach: sharedLimit(old) !== null };
  const history: FieldChange = {
    path: "name",
    have: spec.renamedFrom ?? null,
    want: component.name,
    because: "its earlier runs stay under the old name, without a deployment",
  };
  const basis = observed ?? { ...old, name: spec.name };
  const base = compare(
    component,
    basis,
    observed === undefined ? { ...context, ledger: context.ledgerOf(key) } : context,
  );
  if (base.action === "refuse") return base;
  const changed = base.action === "none" ? [] : base.fields;
  const ledger =
    base.action === "none" ? { before: base.ledger ?? {}, after: base.ledger ?? {} } : base.ledger;
  const step: DeploymentStep = {
    do: "replace",
    remove,
    ...(observed === undefined
      ? { make: { flow: spec.flow, body: bodyOf(old, spec, changedBody(base)) } }
      : { change: base.action === "none" ? null : base.step }),
  };
  return {
    action: "rename",
    fields: [history, ...changed],
    step: step as unknown as Json,
    ledger,
    replaces: key,
  };
}

/** What a comparison would send to an existing deployment: fields, labels and schedules that differ. */
function changedBody(comparison: Comparison): DeploymentStep | undefined {
  return comparison.action === "none" || comparison.action === "refuse"
    ? undefined
    : (comparison.step as unknown as DeploymentStep);
}

/** The body of a POST that makes the old deployment, changed as declared, under the new name. */
function bodyOf(old: ApiDeployment, spec: DeploymentSpec, step: DeploymentStep | undefined): JsonObject {
  const kept = Object.fromEntries(
    fields.map((field) => [field.name, field.have(old)] as const).filter(([, value]) => value !== null),
  );
  // The old one's own limit goes with it; a shared one is taken by its id.
  if (sharedLimit(old) !== null) delete kept["concurrency_limit"];
  const labels = Object.entries(old.labels).filter(([label]) => label !== "prefect.flow.id");
  const base = { ...kept, labels: Object.fromEntries(labels), schedules: schedulesOf(old, step) };
  const sent = step?.do === "patch" || step?.do === "rewrite" ? { ...step.first, ...step.body } : {};
  const { flow_id: _flow, ...changes } = sent;
  const merged: JsonObject = { ...base, ...changes, name: spec.name };
  const body = Object.entries(merged).filter(([, value]) => value !== null);
  return Object.fromEntries(body);
}

function schedulesOf(old: ApiDeployment, step: DeploymentStep | undefined): readonly JsonObject[] {
  const wanted = step?.do === "patch" ? step.schedules : undefined;
  const kept = old.schedules
    .filter(({ id }) => wanted?.remove.includes(id) !== true)
    .map(({ id, slug, active, parameters, max_scheduled_runs, schedule }) => {
      const timing = schedule as unknown as JsonObject;
      const same: JsonObject = { slug, active, parameters, max_scheduled_runs, schedule: timing };
      const edited = wanted?.patch.find((patch) => patch.id === id);
      return edited === undefined ? same : { active, max_scheduled_runs, ...edited.body };
    });
  return [...kept, ...(wanted?.add ?? [])];
}
