import { randomUUID } from "node:crypto";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { systemClock } from "../hosts/system-clock.ts";
import type { ApiDeployment, ApiFlowRun, PrefectApi } from "../interfaces/prefect-api.ts";
import type { FlowRunOptions } from "../interfaces/options.ts";
import type { FlowRunResult } from "../interfaces/tool-results.ts";
import { readApiSettings } from "../project/read-api-settings.ts";
import { connect } from "./connect.ts";
import { watch } from "./watch.ts";

/** Makes a flow run of a deployment and, when asked, follows it to its end. */
export async function run(options: FlowRunOptions): Promise<FlowRunResult> {
  const settings = await readApiSettings(options);
  const { api } = await connect(options, settings.root, { mayStart: true, api: settings.api });
  const deployment = await findDeployment(api, options.deployment);
  const { parameters, reporter = () => undefined, signal } = options;
  const made = await api.deployments.createFlowRun(deployment.id, {
    parameters,
    idempotency_key: randomUUID(),
  });
  const url = `${api.uiUrl}/runs/flow-run/${made.id}`;
  reporter({ code: "run-created", flowRunId: made.id, name: made.name, url });
  reporter({ code: "run-state", flowRunId: made.id, type: "SCHEDULED", name: "Scheduled", message: null });
  const last = options.watch ? await watch(api, made, reporter, systemClock, signal) : made;
  return { id: made.id, name: made.name, url, state: stateOf(last) };
}

async function findDeployment(api: PrefectApi, wanted: string): Promise<ApiDeployment> {
  const slash = wanted.indexOf("/");
  const [flow, name] = slash < 0 ? [wanted, ""] : [wanted.slice(0, slash), wanted.slice(slash + 1)];
  const found = slash < 0 ? undefined : await api.deployments.byName(flow, name);
  if (found !== undefined) return found;
  throw new MetaPrefectError("no-deployment", `Prefect has no deployment ${wanted}`, {
    hint: slash < 0 ? "name it as flow/deployment" : "`meta-prefect status` lists what is deployed",
  });
}

function stateOf({ state }: ApiFlowRun): FlowRunResult["state"] {
  return state === null ? null : { type: state.type, name: state.name, message: state.message };
}
