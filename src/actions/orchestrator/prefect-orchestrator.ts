import { createContainerHost } from "../../hosts/container-host.ts";
import { createCluster } from "../../hosts/kubectl.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import type {
  OrchestratedDeploy,
  OrchestratedRun,
  OrchestratedStop,
  PackageResult,
} from "../../interfaces/orchestrator.ts";
import { stop } from "../control.ts";
import { run } from "../run.ts";
import { deployFlow } from "./deploy-flow.ts";
import { legal } from "./entrypoint-script.ts";
import { checked, stoppingOptions } from "./options.ts";
import { packageFlow } from "./package-flow.ts";
import { servingLabel } from "./serving-manifests.ts";

/**
 * Packages a method of a Python class as a flow, deploys it, runs it and stops it, on Docker, on Kubernetes or as processes.
 * Three modes: the packaged script runs by itself; a container serves it (static); a work pool runs it (dynamic). Options have
 * their documented names, and one that nobody knows is an error.
 *
 * @example
 * ```ts
 * import { PrefectOrchestrator } from "meta-prefect";
 * const orchestrator = new PrefectOrchestrator({ directory: process.cwd(), env: process.env, interactive: false });
 * await orchestrator.package({ class: "QuickstartRunner", module: "quickstart.runner", work_pool: "docker-pool" });
 * await orchestrator.deploy({ deployment_name: "quickstart", work_pool: "docker-pool", docker_image_name: "quickstart:1" });
 * const { flowRunId, url } = await orchestrator.run("prefect-entrypoint/quickstart");
 * ```
 */
export class PrefectOrchestrator {
  readonly #caller: CallerOptions;

  constructor(caller: CallerOptions) {
    this.#caller = caller;
  }

  /**
   * Writes an entrypoint script and a Dockerfile, and builds the image unless a work pool's deploy does.
   *
   * @throws MetaPrefectError `invalid-orchestration`, `missing-file`, `no-builder`, `build-failed`, `push-failed`
   */
  readonly package = (options: object): Promise<PackageResult> => packageFlow(options, this.#caller);

  /** @throws MetaPrefectError `invalid-orchestration`, `container-failed`, and those of clusters and of `deploy` */
  readonly deploy = (options: object): Promise<OrchestratedDeploy> => deployFlow(options, this.#caller);

  /**
   * Makes a run of `flow/deployment`.
   *
   * @throws MetaPrefectError `no-deployment`
   */
  readonly run = async (deployment: string, parameters: JsonObject = {}): Promise<OrchestratedRun> => {
    const { id, url } = await run({ ...this.#caller, deployment, parameters, watch: false });
    return { flowRunId: id, url };
  };

  /** Ends what serves a deployment: containers, or the Deployment of a cluster; a process pool's is paused and its runs end. */
  readonly stop = async (given: object): Promise<OrchestratedStop> => {
    const options = checked(stoppingOptions, given, "stopping");
    const { deployment_name: name, docker_image_name: image, namespace } = options;
    const { env, signal } = this.#caller;
    switch (options.deployment_type) {
      case "docker": {
        const filter = image === undefined ? { label: `meta-prefect.serves=${name}` } : { image };
        return { stopped: await createContainerHost({ env, signal }).stop(filter) };
      }
      case "kubernetes": {
        const labels = { [servingLabel]: legal(name) };
        await createCluster({ env, signal }).remove({ namespaces: [namespace], labels });
        return { stopped: [`${namespace}/${legal(name)}`] };
      }
      default: {
        const { deployments } = await stop({
          ...this.#caller,
          selectors: [name.includes("/") ? name : `*/${name}`],
        });
        return { stopped: deployments.map((one) => `${one.flow}/${one.name}`) };
      }
    }
  };
}
