import type { FlowSpec } from "../interfaces/component.ts";
import type { Driver, ObservedWorld } from "../interfaces/driver.ts";
import type { ApiFlow } from "../interfaces/prefect-api.ts";
import { projectTag } from "../util/ownership.ts";

/** The project's flows on the server; read once in a run. */
export function flowsOf(project: string, world: ObservedWorld): Promise<readonly ApiFlow[]> {
  return world.once(`flows of ${project}`, () => world.api.flows.withTag(projectTag(project)));
}

/** Flows of these names, whosever they are. */
export function flowsNamed(names: readonly string[], world: ObservedWorld): Promise<readonly ApiFlow[]> {
  const sorted = [...new Set(names)].sort();
  return world.once(`flows named ${JSON.stringify(sorted)}`, () => world.api.flows.named(sorted));
}

/** How flows are observed and written: each must exist and carry the tag by which its deployments are found. */
export const flowDriver: Driver<FlowSpec, ApiFlow> = {
  kind: "flow",
  readAhead: (project, world) => void flowsOf(project, world),
  observe: async (components, project, world) => {
    const tagged = await flowsOf(project, world);
    const known = new Set(tagged.map((flow) => flow.name));
    const missing = components.map(({ name }) => name).filter((name) => !known.has(name));
    const others = await flowsNamed(missing, world);
    return new Map([...tagged, ...others].map((flow) => [`flow:${flow.name}`, flow]));
  },
  compare: (_component, observed, { owner }) => {
    const tag = projectTag(owner.project);
    if (observed === undefined) return { action: "create", fields: [], step: { tag } };
    if (observed.tags.includes(tag)) return { action: "none" };
    const tags = [...observed.tags, tag];
    return { action: "update", fields: [{ path: "tags", have: observed.tags, want: tags }], step: { tag } };
  },
  apply: async ({ name, step }, { api }) => {
    const { tag } = step as { readonly tag: string };
    const flow = await api.flows.ensure({ name, tags: [tag] });
    if (flow.tags.includes(tag)) return flow;
    const tags = [...flow.tags, tag];
    await api.flows.setTags(flow.id, tags);
    return { ...flow, tags };
  },
};
