import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { createBareClient, type BareClient } from "../bare-client.ts";

/** What Prefect has of a run, in a form that two runs of the same flow can be compared by. */
export interface Trace {
  /** `task: state` of each task run, in the order of their beginnings. */
  readonly taskRuns: readonly string[];
  /** Names of the states of the task runs, each list once. */
  readonly states: readonly string[];
  /** `from > to` of the graph, by tasks, for each two task runs. */
  readonly edges: readonly string[];
}

/** Not there before the first event of a task run. */
const maybe = z
  .string()
  .nullable()
  .transform((value) => value ?? "");
const taskRun = z.object({ id: z.string(), name: z.string(), state_type: maybe, start_time: maybe });
const state = z.object({ name: z.string(), timestamp: z.string() });
const graph = z.object({
  nodes: z.array(
    z.tuple([z.string(), z.object({ label: z.string(), parents: z.array(z.object({ id: z.string() })) })]),
  ),
});
type TaskRun = z.output<typeof taskRun>;

/** Waits until the server has worked through the events of a run's task runs, and answers what it has then. */
export async function untilSettled(api: string, id: string, count: number): Promise<Trace> {
  const client = createBareClient(api);
  try {
    for (let look = 0; look < 600; look++) {
      const runs = await taskRunsOf(client, id);
      if (runs.length === count && runs.every(({ state_type: type }) => type === "COMPLETED")) {
        return await traceOf(client, id, runs);
      }
      await sleep(500);
    }
    throw new TypeError(`flow run ${id} never had ${String(count)} completed task runs`);
  } finally {
    client.close();
  }
}

async function taskRunsOf(client: BareClient, id: string): Promise<readonly TaskRun[]> {
  const all: TaskRun[] = [];
  for (;;) {
    const page = z.array(taskRun).parse(
      await client.send("POST", "/task_runs/filter", {
        flow_runs: { id: { any_: [id] } },
        sort: "ID_DESC",
        limit: 200,
        offset: all.length,
      }),
    );
    all.push(...page);
    if (page.length < 200) return all;
  }
}

async function traceOf(client: BareClient, id: string, runs: readonly TaskRun[]): Promise<Trace> {
  const begun = runs.toSorted((a, b) => (a.start_time < b.start_time ? -1 : 1));
  const states = new Set<string>();
  // The first, one of the middle and the last tell what all go through.
  for (const run of [begun[0], begun[Math.floor(begun.length / 2)], begun.at(-1)]) {
    if (run === undefined) continue;
    const gone = z
      .array(state)
      .parse(await client.send("GET", `/task_run_states/?task_run_id=${run.id}`))
      .toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
    states.add(gone.map(({ name }) => name).join(", "));
  }
  const { nodes } = graph.parse(await client.send("GET", `/flow_runs/${id}/graph-v2`));
  const labels = new Map(nodes.map(([key, { label }]) => [key, taskOf(label)]));
  // Prefect names an edge once for each input that the task at its beginning has.
  const edges = nodes.flatMap(([, { label, parents }]) =>
    [...new Set(parents.map((parent) => parent.id))].map(
      (parent) => `${labels.get(parent) ?? "?"} > ${taskOf(label)}`,
    ),
  );
  return {
    taskRuns: begun.map(({ name, state_type: type }) => `${taskOf(name)}: ${type}`),
    states: [...states].sort(),
    edges: [...edges].sort(),
  };
}

/** What a task run is called after; Python appends a part of a random number, TypeScript counts. */
function taskOf(name: string): string {
  return name.replace(/-[0-9a-f]+$/, "");
}

/** What differs between two traces; empty when nothing does. Where tasks run side by side their order is nobody's. */
export function differences(theirs: Trace, ours: Trace, isOrdered: boolean): readonly string[] {
  const names = ({ taskRuns }: Trace): readonly string[] => (isOrdered ? taskRuns : taskRuns.toSorted());
  const all = {
    "task runs": [names(theirs), names(ours)] as const,
    "states of task runs": [theirs.states, ours.states] as const,
    edges: [theirs.edges, ours.edges] as const,
  };
  return Object.entries(all).flatMap(([part, [one, other]]) => {
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    const told = (list: readonly string[]): string =>
      [...new Set(list)]
        .map((item) => `${String(list.filter((each) => each === item).length)} ${item}`)
        .join("; ");
    return [`${part}: Python ${told(one)} | TypeScript ${told(other)}`];
  });
}
