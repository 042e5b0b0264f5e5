import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { read } from "./prefect.ts";
import { readAll } from "./read-all.ts";

/** A flow run, as Prefect says it without our code. */
export const runShape = z.object({
  id: z.string(),
  name: z.string(),
  run_count: z.number(),
  parent_task_run_id: z.string().nullable(),
  parameters: z.record(z.string(), z.unknown()),
  state: z.object({ type: z.string(), name: z.string(), message: z.string().nullable() }),
});
export type Run = z.output<typeof runShape>;

const identified = z.object({ id: z.string() });

const deployed = z.object({ id: z.string(), job_variables: z.object({ command: z.string().optional() }) });

/**
 * Starts a run of a deployment (`flow/name`).
 *
 * @param options.env of its process, over what its worker gives it
 * @returns its id
 */
export async function startRun(
  deployment: string,
  { env = {}, ...more }: { parameters?: Record<string, string>; env?: Record<string, string> } = {},
): Promise<string> {
  const { id, job_variables: job } = await read("GET", `/deployments/name/${deployment}`, deployed);
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  // A worker's own settings win over the environment that a job asks for.
  const command = ["env", ...words, job.command ?? ""].join(" ");
  const body = { ...more, ...(words.length > 0 && { job_variables: { command } }) };
  return (await read("POST", `/deployments/${id}/create_flow_run`, identified, body)).id;
}

/** Waits until a run is as wanted. */
export async function untilRun(id: string, isSo: (run: Run) => boolean): Promise<Run> {
  for (let look = 0; look < 600; look++) {
    const run = await read("GET", `/flow_runs/${id}`, runShape);
    if (isSo(run)) return run;
    await sleep(500);
  }
  const { state } = await read("GET", `/flow_runs/${id}`, runShape);
  throw new TypeError(`flow run ${id} stays ${state.type} ${state.name}: ${state.message ?? ""}`);
}

const ended = new Set(["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]);

/** Waits until a run has ended. */
export function untilEnded(id: string): Promise<Run> {
  return untilRun(id, ({ state }) => ended.has(state.type));
}

const node = z.object({
  kind: z.string(),
  label: z.string(),
  state_type: z.string(),
  parents: z.array(identified),
});
const graph = z.object({
  nodes: z.array(z.tuple([z.string(), node])),
  artifacts: z.array(z.object({ key: z.string().nullable(), type: z.string() })),
});

/** The graph of a run: labels of nodes, each with the labels of the ones before it. */
export async function graphOf(id: string): Promise<{
  readonly nodes: readonly (readonly [string, readonly string[]])[];
  readonly artifacts: readonly string[];
}> {
  const { nodes, artifacts } = await read("GET", `/flow_runs/${id}/graph-v2`, graph);
  const labels = new Map(nodes.map(([key, { label }]) => [key, label]));
  return {
    nodes: nodes
      .map(
        ([, { label, parents }]) => [label, parents.map((one) => labels.get(one.id) ?? "").sort()] as const,
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    artifacts: artifacts.map(({ key }) => key ?? ""),
  };
}

const line = z.object({ message: z.string(), level: z.number(), task_run_id: z.string().nullable() });

/** As {@link graphOf}, when it has so many nodes: the server stores task runs a moment after it was told of them. */
export async function untilGraph(id: string, count: number): ReturnType<typeof graphOf> {
  let graph = await graphOf(id);
  for (let look = 0; look < 480 && graph.nodes.length < count; look++) {
    await sleep(250);
    graph = await graphOf(id);
  }
  return graph;
}

/** The lines of a run's log, oldest first. */
export function logOf(id: string): Promise<readonly z.output<typeof line>[]> {
  return read("POST", "/logs/filter", z.array(line), {
    logs: { flow_run_id: { any_: [id] } },
    sort: "TIMESTAMP_ASC",
    limit: 200,
  });
}

/** The texts of all lines of a long log, oldest first. */
export async function everyLineOf(id: string): Promise<readonly string[]> {
  const ofRun = { logs: { flow_run_id: { any_: [id] } }, sort: "TIMESTAMP_ASC" };
  return (await readAll("/logs/filter", line, ofRun)).map(({ message }) => message);
}

const stateShape = z.object({ name: z.string(), timestamp: z.string() });

/** Names of the states that a task run has been in, in order. */
export async function taskStates(flowRunId: string, name: string): Promise<readonly string[]> {
  const [run] = await read("POST", "/task_runs/filter", z.array(identified), {
    flow_runs: { id: { any_: [flowRunId] } },
    task_runs: { name: { any_: [name] } },
  });
  if (run === undefined) return [];
  const states = await read("GET", `/task_run_states/?task_run_id=${run.id}`, z.array(stateShape));
  return states.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1)).map((state) => state.name);
}
