import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { createContainerHost } from "../../hosts/container-host.ts";
import { createCluster } from "../../hosts/kubectl.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import type {
  OrchestratedDelete,
  OrchestratedStatus,
  OrchestratedStop,
} from "../../interfaces/orchestrator.ts";
import type { ApiDeployment } from "../../interfaces/prefect-api.ts";
import { ownerInLabels } from "../../util/ownership.ts";
import { stop } from "../control.ts";
import { readPickup } from "../pickup.ts";
import { readWholeProject } from "../read-whole-project.ts";
import { connection } from "./api-settings.ts";
import { legal } from "./entrypoint-script.ts";
import type { Naming } from "./options.ts";
import { servingLabel } from "./serving-manifests.ts";

/** Ends what serves a deployment: containers, or a cluster's Deployment; a work pool's is paused, and its runs end. */
export async function stopFlow(options: Naming, caller: CallerOptions): Promise<OrchestratedStop> {
  const found = await find(options, caller);
  if (found !== undefined && found.work_pool_name !== null) {
    const { deployments } = await stop({ ...caller, selectors: [nameOf(options)] });
    return { stopped: deployments.map((one) => `${one.flow}/${one.name}`) };
  }
  const stopped = await stopServing(options, caller);
  if (stopped !== undefined) return { stopped };
  if (found === undefined) throw nothing(options);
  throw new MetaPrefectError("invalid-orchestration", `a process of its own serves ${nameOf(options)}`, {
    hint: "end it where it was started; it pauses its deployment then",
  });
}

/** Says what Prefect has of a deployment, and who takes its runs. */
export async function statusOf(options: Naming, caller: CallerOptions): Promise<OrchestratedStatus> {
  const deployment = await find(options, caller);
  if (deployment === undefined) throw nothing(options);
  const { api } = await connection(caller);
  const [pickup, [lastRun]] = await Promise.all([
    readPickup(api, [deployment]),
    api.flowRuns.ofDeployments([deployment.id], { states: begun, limit: 1 }),
  ]);
  const { id, paused, work_pool_name: workPool } = deployment;
  const { workers, reasons } = pickup(deployment);
  return {
    name: nameOf(options),
    id,
    url: `${api.uiUrl}/deployments/deployment/${id}`,
    mode: workPool === null ? "static" : "dynamic",
    paused,
    workPool,
    workers,
    reasons: workPool === null ? [] : reasons,
    lastRun: lastRun?.state?.name ?? null,
  };
}

const begun = ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CRASHED", "CANCELLED", "CANCELLING", "PAUSED"];

/** Deletes a deployment, and what serves it. One of a work pool must be the project's own. */
export async function deleteFlow(options: Naming, caller: CallerOptions): Promise<OrchestratedDelete> {
  const found = await find(options, caller);
  const dynamic = found !== undefined && found.work_pool_name !== null;
  if (dynamic) await assertOurs(found, options, caller);
  const stopped = dynamic
    ? (await stop({ ...caller, selectors: [nameOf(options)] })).deployments.map(
        (one) => `${one.flow}/${one.name}`,
      )
    : await stopServing(options, caller);
  if (found === undefined) return { deleted: [], stopped: stopped ?? [] };
  const { lasting } = await connection(caller);
  await lasting.deployments.deleteOwnedAutomations(found.id);
  await lasting.deployments.delete(found.id);
  return { deleted: [nameOf(options)], stopped: stopped ?? [] };
}

/** Undefined: what runs as a process is ended where it was started. */
async function stopServing(
  { deployment_type: type, deployment_name: given, docker_image_name: image, namespace }: Naming,
  { env, signal }: CallerOptions,
): Promise<readonly string[] | undefined> {
  const name = given.slice(given.indexOf("/") + 1);
  if (type === "docker") {
    const filter = image === undefined ? { label: `meta-prefect.serves=${name}` } : { image };
    return createContainerHost({ env, signal }).stop(filter);
  }
  if (type !== "kubernetes") return undefined;
  const labels = { [servingLabel]: legal(name) };
  const removed = await createCluster({ env, signal }).remove({ namespaces: [namespace], labels });
  return removed.map((one) => `${namespace}/${one}`);
}

async function assertOurs({ labels }: ApiDeployment, options: Naming, caller: CallerOptions): Promise<void> {
  const { project } = await readWholeProject({ ...caller, modules: [] });
  const owner = ownerInLabels(labels);
  if (owner?.project === project.name) return;
  const whose = owner === undefined ? "nobody's mark is on it" : `it belongs to ${owner.project}`;
  throw new MetaPrefectError("no-match", `${nameOf(options)} is not deleted: ${whose}`, {
    hint: "delete it where it was deployed from",
  });
}

/** Undefined where Prefect has none of this name. */
async function find(options: Naming, caller: CallerOptions): Promise<ApiDeployment | undefined> {
  const { api } = await connection(caller);
  const name = nameOf(options);
  const slash = name.indexOf("/");
  return api.deployments.byName(name.slice(0, slash), name.slice(slash + 1));
}

/** `flow/deployment`; Prefect's name of an entrypoint's flow has hyphens. */
function nameOf({ deployment_name: name, flow_entrypoint: flow }: Naming): string {
  return name.includes("/") ? name : `${flow.replaceAll("_", "-")}/${name}`;
}

function nothing(options: Naming): MetaPrefectError {
  return new MetaPrefectError("no-deployment", `Prefect has no deployment ${nameOf(options)}`, {
    hint: "name it as flow/deployment",
  });
}
