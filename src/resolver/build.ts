import { hasErrors, problem } from "../errors/diagnostics.ts";
import type { ProjectComponent } from "../interfaces/component-form.ts";
import type { Component, DeploymentComponent, FlowComponent } from "../interfaces/component.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Driver, Owner } from "../interfaces/driver.ts";
import type { Build } from "../interfaces/plan.ts";
import type { SchemaChecker } from "../interfaces/ports.ts";
import type { Layer } from "../interfaces/flow-builder.ts";
import type { ProjectEntry } from "../interfaces/project.ts";
import { deepFreeze } from "../util/freeze.ts";
import { checkComponent } from "./check-component.ts";
import { toDeploymentSpec } from "./deployment-spec.ts";
import { foldEntry, type BuildFacts } from "./fold.ts";
import { mergeComponents, type WantedComponent } from "./merge-components.ts";
import { inDependencyOrder } from "./order.ts";
import { type FoldedEntry, runGuards } from "./run-guards.ts";
import { reachedComponents } from "./reached.ts";

/** Kinds that stand on the deployment whose recipe asks for them, not the other way round. */
const followers: ReadonlySet<string> = new Set(["worker", "automation"]);

/**
 * Folds every entry into the components that must exist. Pure: the same entries and facts always give the same
 * build. All mistakes are collected; with an error among them nothing may be written.
 *
 * @param declared What must exist whether an entry needs it or not.
 * @param guards What looks at all deployments.
 */
export function build(
  entries: readonly ProjectEntry[],
  facts: BuildFacts,
  drivers: ReadonlyMap<string, Driver>,
  checker: SchemaChecker,
  declared: readonly ProjectComponent[] = [],
  guards: readonly Layer[] = [],
): Build {
  const diagnostics: Diagnostic[] = [];
  const wanted: WantedComponent[] = declared.map(({ component, environment, origin }) => ({
    component: deepFreeze(component),
    owner: { project: facts.project, environment },
    location: origin?.location,
  }));
  const all: FoldedEntry[] = [];
  const seen = new Map<string, ProjectEntry>();
  for (const entry of entries) {
    const { folded, diagnostics: found } = foldEntry(entry, facts);
    diagnostics.push(...found);
    if (folded === undefined) continue;
    all.push({ entry, folded });
    const spec = toDeploymentSpec(folded, entry);
    const name = `${spec.flow}/${spec.name}`;
    const first = seen.get(name);
    if (first !== undefined) diagnostics.push(duplicate(name, entry, first));
    seen.set(name, entry);
    const flow: FlowComponent = { kind: "flow", name: spec.flow, spec: { flow: spec.flow }, requires: [] };
    const reached = reachedComponents(folded.deployment, folded.requires);
    const requires: Component[] = [flow, ...reached.filter(({ kind }) => !followers.has(kind))];
    const deployment: DeploymentComponent = { kind: "deployment", name, spec, requires };
    const owner: Owner = { project: facts.project, environment: entry.environment };
    wanted.push(
      ...[...reached, deployment].map((component) => ({
        component: deepFreeze(component),
        owner,
        near: entry.origin?.location ?? entry.flow.location,
      })),
    );
  }
  diagnostics.push(...runGuards(guards, all, facts));
  const { merged, diagnostics: conflicts } = mergeComponents(wanted);
  diagnostics.push(
    ...conflicts,
    ...[...merged.values()].flatMap((owned) => checkComponent(owned, drivers, checker)),
  );
  const components = hasErrors(diagnostics) ? [...merged.values()] : inDependencyOrder(merged);
  return { project: facts.project, components, diagnostics };
}

function duplicate(name: string, entry: ProjectEntry, first: ProjectEntry): Diagnostic {
  const place = first.origin?.location ?? first.flow.location;
  const location = entry.origin?.location ?? entry.flow.location;
  if (first.environment !== entry.environment) {
    const both = `for ${first.environment} and for ${entry.environment}`;
    return problem("duplicate-deployment", `${name} is declared ${both}`, {
      location,
      hint: "put ${env} into its name, so that each environment has its own",
    });
  }
  return problem("duplicate-deployment", `${name} is declared twice`, {
    location,
    hint: `the other one is at ${place.file}:${place.line.toString()}; give one of them another name`,
  });
}
