import type { DeploymentSpec } from "../interfaces/component.ts";
import type { ProjectEntry } from "../interfaces/project.ts";
import type { GraphEdge, GraphNode, GraphResult } from "../interfaces/look-actions.ts";
import type { RunOptions } from "../interfaces/options.ts";
import { componentKey } from "../util/component-key.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";
import { readDeclarations } from "./declarations.ts";

/** What a project declares, as nodes and edges; no server is asked. */
export async function graph(options: RunOptions): Promise<GraphResult> {
  const { project, build, entries = [], diagnostics } = await readDeclarations(options);
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  for (const { component, owner } of build.components) {
    const id = componentKey(component);
    const { kind, name, external = false } = component;
    const { environment } = owner;
    const entry = isDeclaredDeployment(component) ? entryOf(component.spec, environment, entries) : undefined;
    nodes.set(id, {
      ...{ id, kind, name },
      ...(kind !== "flow" && { environment }),
      ...(entry !== undefined && { recipes: entry.deployable.layers.map(({ builder }) => builder.name) }),
      ...(external && { external }),
    });
    edges.push(...component.requires.map((required) => ({ from: id, to: componentKey(required) })));
  }
  const known = edges.filter(({ to }) => nodes.has(to));
  const inOrder = [...nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { project: project.name, nodes: inOrder, edges: known, diagnostics };
}

/** The entry that a deployment is of: by its place in the file, or, in code, by its flow and name. */
function entryOf(
  { flow, name, location }: DeploymentSpec,
  environment: string,
  entries: readonly ProjectEntry[],
): ProjectEntry | undefined {
  const own = entries.filter((entry) => entry.flow.name === flow && entry.environment === environment);
  return (
    own.find(({ origin }) => location !== undefined && origin?.location === location) ??
    own.find((entry) => entry.origin === undefined && name.startsWith(entry.name.value))
  );
}
