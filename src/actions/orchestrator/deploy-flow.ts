import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import type { OrchestratedDeploy } from "../../interfaces/orchestrator.ts";
import { deploy } from "../deploy.ts";
import { deployingOptions } from "./deploying-options.ts";
import { checked } from "./options.ts";
import { poolDraft, withoutPlaces } from "./pool-draft.ts";
import { serveByDocker, serveByKubernetes } from "./serve-flow.ts";
import { writeWorkerManifests } from "./worker-manifests.ts";

/** Deploys: to a work pool where one is named (dynamic), else a container that serves the flow (static). */
export async function deployFlow(given: object, caller: CallerOptions): Promise<OrchestratedDeploy> {
  const options = checked(deployingOptions, given, "deploying");
  if (options.work_pool === undefined) {
    if (options.deployment_type === "docker") return serveByDocker(options, caller);
    if (options.deployment_type === "kubernetes") return serveByKubernetes(options, caller);
    throw new MetaPrefectError(
      "invalid-orchestration",
      `deployment_type ${options.deployment_type} needs a work pool`,
      { hint: "give work_pool, or run the entrypoint script where it shall be served" },
    );
  }
  const { draft, settings, hasWorker } = await poolDraft(options, options.work_pool, caller);
  const env = { ...caller.env, ...settings };
  const isCluster = hasWorker && options.deployment_type === "kubernetes";
  // Before the image is built: it stands in the folder that the image is made of.
  const manifests = isCluster ? [await writeWorkerManifests(options, { ...caller, env, draft })] : [];
  const result = await deploy({ ...caller, env, draft, startWorker: hasWorker });
  const diagnostics = withoutPlaces(result.diagnostics);
  return { mode: "dynamic", result: { ...result, diagnostics }, manifests, notes: result.notes };
}
