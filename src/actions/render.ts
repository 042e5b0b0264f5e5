import { scheduleBody } from "../components/deployment/schedules.ts";
import { withoutPlain } from "../components/block/secret-leaves.ts";
import { settleLate } from "../components/deployment/settle-late.ts";
import { isLate } from "../components/deployment/late-version.ts";
import type { Component, DeploymentSpec } from "../interfaces/component.ts";
import type { Owner } from "../interfaces/driver.ts";
import type { JsonObject } from "../interfaces/json.ts";
import type { Build, Change, OwnedComponent } from "../interfaces/plan.ts";
import type { ApiDeployment } from "../interfaces/prefect-api.ts";
import type { RenderOptions } from "../interfaces/options.ts";
import type { RenderedComponent, RenderedDeployment, RenderResult } from "../interfaces/results.ts";
import { componentKey } from "../util/component-key.ts";
import { environmentLabel, projectLabel } from "../util/ownership.ts";
import { readDeclarations } from "./declarations.ts";
import { prepare, targetOf } from "./prepare.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";

/** Answers the bodies that would be sent. Without `resolve` no server is asked and late values stay rules. */
export async function render(options: RenderOptions): Promise<RenderResult> {
  const declarations = await readDeclarations(options);
  const { versions, build } = options.resolve
    ? await resolved(options, declarations.build)
    : { versions: new Map<string, string>(), build: declarations.build };
  return {
    target: targetOf(declarations, null),
    ...renderBuild(build, versions),
    diagnostics: declarations.diagnostics,
  };
}

/** A build as data, with what late versions become where that is known. */
export function renderBuild(
  { components }: Build,
  versions: ReadonlyMap<string, string> = new Map(),
): Pick<RenderResult, "deployments" | "components"> {
  return {
    deployments: components.flatMap((owned) => {
      const { component, owner } = owned;
      return isDeclaredDeployment(component) ? [renderDeployment(component, owner, versions)] : [];
    }),
    components: components.flatMap((owned) =>
      isDeclaredDeployment(owned.component) || owned.component.kind === "flow"
        ? []
        : [renderComponent(owned)],
    ),
  };
}

function renderDeployment(
  component: Component,
  owner: Owner,
  versions: ReadonlyMap<string, string>,
): RenderedDeployment {
  const spec = component.spec as DeploymentSpec;
  const { flow, name, fields, schedules = [], labels, digest, ignore, renamedFrom, protect } = spec;
  const version = versions.get(component.name);
  const body = {
    name,
    ...fields,
    ...(version !== undefined && { version }),
    labels: { ...labels, [projectLabel]: owner.project, [environmentLabel]: owner.environment },
    schedules: schedules.map((schedule) => scheduleBody(schedule)),
  };
  const initially = schedules.filter(({ active }) => active === undefined).map(({ slug }) => slug);
  return {
    flow,
    name,
    environment: owner.environment,
    body,
    digest,
    initially,
    requires: requiredKeys(component),
    ...(ignore !== undefined && { ignore }),
    ...(renamedFrom !== undefined && { renamedFrom }),
    ...(protect !== undefined && { protect }),
  };
}

function renderComponent({ component, owner }: OwnedComponent): RenderedComponent {
  const { kind, name, spec, external = false } = component;
  // A rendered file and a plan file are handed round; whoever reads them again has the project.
  const plain = withoutPlain(spec as JsonObject) as JsonObject;
  return {
    kind,
    name,
    environment: owner.environment,
    spec: plain,
    requires: requiredKeys(component),
    external,
  };
}

function requiredKeys(component: Component): readonly string[] {
  return component.requires.map(componentKey);
}

/**
 * What late values become. A version, by `flow/deployment`, is the planned one, else the one that Prefect has; in pull
 * steps stands the commit or the folder as storage has it now.
 */
async function resolved(
  options: RenderOptions,
  declared: Build,
): Promise<{ readonly versions: ReadonlyMap<string, string>; readonly build: Build }> {
  const { ready, result } = await prepare({ ...options, adopt: true }, { mayStart: false });
  const planned = new Map(result.plan.changes.map((change) => [componentKey(change), change]));
  const versions = new Map<string, string>();
  for (const { component } of ready?.build.components ?? []) {
    if (!isDeclaredDeployment(component) || !isLate(component.spec.fields["version"])) continue;
    const observed = ready?.observation.observed.get(componentKey(component)) as ApiDeployment | undefined;
    const version = plannedVersion(planned.get(componentKey(component))) ?? observed?.version;
    if (typeof version === "string") versions.set(component.name, version);
  }
  const observed = (key: string): unknown => ready?.observation.observed.get(key);
  const components = declared.components.map((owned): OwnedComponent => {
    const { component } = owned;
    if (!isDeclaredDeployment(component)) return owned;
    const { pull_steps: steps } = settleLate(component, { observed, ledgerOf: () => undefined }).spec.fields;
    const fields = { ...component.spec.fields, ...(steps !== undefined && { pull_steps: steps }) };
    return { ...owned, component: { ...component, spec: { ...component.spec, fields } } };
  });
  return { versions, build: { ...declared, components } };
}

function plannedVersion(change: Change | undefined): string | undefined {
  const want = change?.fields.find(({ path }) => path === "version")?.want;
  return typeof want === "string" ? want : undefined;
}
