import type { Component, DeploymentSpec } from "../interfaces/component.ts";
import type { Json } from "../interfaces/json.ts";
import type { Build } from "../interfaces/plan.ts";
import type { RunOptions } from "../interfaces/options.ts";
import { folderAtRevision } from "../hosts/git-revision.ts";
import { componentKey } from "../util/component-key.ts";
import { equalJson } from "../util/stable-json.ts";
import { readWholeProject, type WholeProject } from "./read-whole-project.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";

/**
 * The deployments that are not what the same project declared at a revision, as `flow/deployment`: their code changed
 * (the flow's file or anything that it imports), or what is declared of them or of what they need. The project of then
 * is read as a whole, so that no list of paths can miss anything. One that cannot be told counts as changed.
 *
 * @throws MetaPrefectError `no-such-revision`
 */
export async function changedSince(
  now: WholeProject,
  revision: string,
  options: RunOptions,
): Promise<ReadonlySet<string>> {
  const { folder, remove } = await folderAtRevision(now.project.root, revision, options.env);
  try {
    const then = await readWholeProject({ ...options, modules: [] }, { directory: folder, facts: now.facts });
    const before = fingerprints(then.build);
    const changed = [...fingerprints(now.build)].filter(([name, print]) => {
      const old = before.get(name);
      return old === undefined || !equalJson(old, print);
    });
    return new Set(changed.map(([name]) => name));
  } finally {
    await remove();
  }
}

/** What decides whether a deployment is another one, by its name. */
function fingerprints(build: Build): ReadonlyMap<string, Json> {
  return new Map(
    build.components.flatMap(({ component, owner }) =>
      isDeclaredDeployment(component)
        ? [[component.name, { environment: owner.environment, ...printOf(component) }] as const]
        : [],
    ),
  );
}

function printOf(component: Component): Readonly<Record<string, Json>> {
  const needed = new Map<string, Json>();
  const need = ({ requires }: Component): void => {
    for (const one of requires) {
      if (needed.has(componentKey(one))) continue;
      needed.set(componentKey(one), { spec: plain(one.spec), external: one.external === true });
      need(one);
    }
  };
  need(component);
  const { because: _because, location: _location, ...spec } = component.spec as DeploymentSpec;
  return { spec: plain(spec), requires: Object.fromEntries(needed) };
}

function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
