import type { Component } from "../interfaces/component.ts";
import type { Json } from "../interfaces/json.ts";
import type { Build } from "../interfaces/plan.ts";
import type { RunOptions } from "../interfaces/options.ts";
import { folderAtRevision } from "../hosts/git-revision.ts";
import { needsIn } from "../resolver/needs.ts";
import { equalJson } from "../util/stable-json.ts";
import { readWholeProject, type WholeProject } from "./read-whole-project.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";

/**
 * The deployments that are not what the same project declared at a revision, as `flow/deployment`: their code changed
 * (the flow's file or anything that it imports), or what is declared of them, of what they need, or of what is about
 * them, such as an automation. The project of then is read as a whole, so that no list of paths can miss anything. One
 * that cannot be told counts as changed.
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

/** What decides whether a deployment is another one, by its name: it, what it needs, and what is about it. */
function fingerprints(build: Build): ReadonlyMap<string, Json> {
  const needsOf = needsIn(build);
  const prints = new Map<string, Record<string, Json>>();
  for (const { component, owner } of build.components) {
    if (!isDeclaredDeployment(component)) continue;
    const needs = [...needsOf(component)].map(([key, one]) => [key, printOf(one)] as const);
    prints.set(component.name, { environment: owner.environment, ...Object.fromEntries(needs) });
  }
  for (const { component } of build.components) {
    if (component.kind === "deployment") continue;
    const needs = needsOf(component);
    const about = [...needs.values()].filter(isDeclaredDeployment);
    // What a deployment itself needs says nothing about the others.
    const theirs = new Set(about.flatMap((one) => [...needsOf(one).keys()]));
    const own = [...needs].filter(([key]) => !theirs.has(key));
    for (const { name } of about)
      for (const [key, one] of own) Object.assign(prints.get(name) ?? {}, { [key]: printOf(one) });
  }
  return prints;
}

function printOf(component: Component): Json {
  if (!isDeclaredDeployment(component))
    return { spec: plain(component.spec), external: component.external === true };
  const { because: _because, location: _location, ...spec } = component.spec;
  return { spec: plain(spec) };
}

function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
