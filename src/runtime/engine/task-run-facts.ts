import type { Scope } from "../context/scope.ts";
import type { TaskCall, TaskDefinition } from "../define/task-definition.ts";
import { taskInputs } from "./inputs.ts";
import { runName } from "./run-names.ts";
import type { TaskRunFacts } from "./task-events.ts";
import { shownValues } from "./to-json.ts";

/** What the server shall know of a new task run: its name and place in the graph. Takes the next number of its task. */
export function taskRunFacts(
  { name, key, options, named }: TaskDefinition,
  { input, waitFor }: TaskCall,
  id: string,
  { flow, task }: Scope,
): TaskRunFacts {
  const count = flow?.counts.get(key) ?? 0;
  flow?.counts.set(key, count + 1);
  const values = named(input);
  const { taskRunName: template } = options;
  return {
    id,
    name: template === undefined ? `${name}-${String(count)}` : runName(template, shownValues(values)),
    key,
    // A flow run that is started again begins to count anew.
    dynamicKey: `${String(flow?.runCount ?? 0)}-${String(count)}-${id.slice(0, 8)}`,
    inputs: {
      ...taskInputs(values, flow?.makers),
      ...(waitFor !== undefined && taskInputs({ wait_for: waitFor }, flow?.makers)),
      ...(task !== undefined && { __parents__: [{ input_type: "task_run", id: task.id }] }),
    },
    tags: options.tags ?? [],
    retries: options.retries ?? 0,
    version: options.version,
    flow: flow && { runId: flow.id, runName: flow.name, flowId: flow.flow.id },
    flowRunCount: flow?.runCount ?? 0,
  };
}
