import { randomUUID } from "node:crypto";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import { currentScope, type Scope } from "../context/scope.ts";
import type { FlowCall, FlowDefinition } from "../define/flow-definition.ts";
import { resolveFutures, taskInputs } from "./inputs.ts";
import { openSession } from "./open-session.ts";
import { runFlow } from "./run-flow.ts";
import { runName } from "./run-names.ts";
import { shownValues } from "./to-json.ts";

/**
 * Runs a flow as a new flow run without a deployment; in a running flow as its child.
 *
 * @returns what the flow's function returns
 * @throws what it throws, and MetaPrefectError `run-refused` when Prefect does not let it begin
 */
export async function callFlow(definition: FlowDefinition, call: FlowCall): Promise<unknown> {
  const parent = currentScope();
  const session = parent?.session ?? (await openSession());
  const { declared, options } = definition;
  const given = asRecord(call.parameters);
  const resolved = asRecord(await resolveFutures(given));
  const parameters = shownValues(resolved);
  const { id: flowId } = await session.api.ensureFlow(declared.name);
  const { flowRunName: template, retries = 0, retryDelaySeconds = 0 } = options;
  const parentTask = parent?.flow === undefined ? undefined : await placeInParent(definition, given, parent);
  const run = await session.api.createFlowRun({
    flow_id: flowId,
    ...(template !== undefined && { name: runName(template, parameters) }),
    parameters,
    tags: options.tags ?? [],
    ...(parentTask !== undefined && { parent_task_run_id: parentTask }),
    empirical_policy: { retries, retry_delay: retryDelaySeconds },
    state: { type: "PENDING", name: "Pending" },
    idempotency_key: randomUUID(),
  });
  const end = await runFlow(definition, { parameters: resolved, run: call.run }, run, session);
  if (end.kind === "completed") return end.value;
  if (end.kind === "failed") throw end.error;
  const reason = end.kind === "refused" ? end.reason : `it was ${end.kind}`;
  throw new MetaPrefectError("run-refused", `flow run ${run.name} did not end here: ${reason}`, {
    hint: "see the run's page in Prefect",
  });
}

/** The task run of the parent that stands for the child in its graph. */
async function placeInParent(
  { declared }: FlowDefinition,
  given: Readonly<Record<string, unknown>>,
  { session, flow, task }: Scope,
): Promise<string | undefined> {
  if (flow === undefined) return undefined;
  const key = `flow:${declared.name}`;
  const count = flow.counts.get(key) ?? 0;
  flow.counts.set(key, count + 1);
  const inputs: JsonObject = {
    ...taskInputs(given, flow.makers),
    ...(task !== undefined && { __parents__: [{ input_type: "task_run", id: task.id }] }),
  };
  const { id } = await session.api.createTaskRun({
    name: `${declared.name}-${String(count)}`,
    flow_run_id: flow.id,
    task_key: declared.name,
    dynamic_key: `${String(flow.runCount)}-${String(count)}`,
    task_inputs: inputs,
    tags: [],
    state: { type: "PENDING", name: "Pending" },
  });
  return id;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new MetaPrefectError(
    "invalid-parameters",
    `a flow takes an object of parameters, not ${typeof value}`,
    {
      hint: "call it with one object: etl({ day })",
    },
  );
}
