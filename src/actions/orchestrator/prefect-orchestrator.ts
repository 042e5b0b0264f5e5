import type { JsonObject } from "../../interfaces/json.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import type {
  OrchestratedCheck,
  OrchestratedDelete,
  OrchestratedDeploy,
  OrchestratedRun,
  OrchestratedStatus,
  OrchestratedStop,
  OrchestratorOptions,
  PackageResult,
} from "../../interfaces/orchestrator.ts";
import { run } from "../run.ts";
import { checkFlow } from "./check-flow.ts";
import { configured } from "./configuration.ts";
import { deleteFlow, statusOf, stopFlow } from "./deployed-flow.ts";
import { deployFlow } from "./deploy-flow.ts";
import { optionsOf } from "./options-of.ts";
import { checked, namingOptions } from "./options.ts";
import { packageFlow } from "./package-flow.ts";

/**
 * Packages a method of a Python class as a flow, deploys it, runs it and stops it, on Docker, on Kubernetes or as processes.
 * Three modes: the packaged script runs by itself; a container serves it (static); a work pool runs it (dynamic). Options have
 * their documented names, and one that nobody knows, or that has no effect there, is an error.
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
  readonly #caller: () => Promise<CallerOptions>;

  /** @param config a configuration file, whose `prefect_profile` and `prefect_settings` choose the Prefect */
  constructor(caller: CallerOptions, { config }: { readonly config?: string | undefined } = {}) {
    this.#caller = () => (config === undefined ? Promise.resolve(caller) : configured(caller, config));
  }

  /** The options that `package`, `deploy` and `stop` have for a kind of infrastructure. */
  readonly options = (type: string): OrchestratorOptions => optionsOf(type);

  /**
   * Writes an entrypoint script and a Dockerfile, and builds the image unless a work pool's deploy does.
   *
   * @throws MetaPrefectError `invalid-orchestration`, `missing-file`, `no-builder`, `build-failed`, `push-failed`
   */
  readonly package = async (options: object): Promise<PackageResult> =>
    packageFlow(options, await this.#caller());

  /**
   * Says what is wrong with options of `deploy`, and with the deployment that they make. Nothing is written, nobody is asked.
   *
   * @throws MetaPrefectError `invalid-orchestration`
   */
  readonly check = async (options: object): Promise<OrchestratedCheck> =>
    checkFlow(options, await this.#caller());

  /** @throws MetaPrefectError `invalid-orchestration`, `container-failed`, and those of clusters and of `deploy` */
  readonly deploy = async (options: object): Promise<OrchestratedDeploy> =>
    deployFlow(options, await this.#caller());

  /**
   * Makes a run of `flow/deployment`.
   *
   * @throws MetaPrefectError `no-deployment`
   */
  readonly run = async (deployment: string, parameters: JsonObject = {}): Promise<OrchestratedRun> => {
    const { id, url } = await run({ ...(await this.#caller()), deployment, parameters, watch: false });
    return { flowRunId: id, url };
  };

  /**
   * Ends what serves a deployment: containers, or the Deployment of a cluster; a work pool's is paused and its runs end.
   *
   * @throws MetaPrefectError `invalid-orchestration`, `no-deployment`, `container-failed`, and those of clusters
   */
  readonly stop = async (given: object): Promise<OrchestratedStop> =>
    stopFlow(checked(namingOptions, given, "stopping"), await this.#caller());

  /**
   * Says what Prefect has of a deployment, and who takes its runs.
   *
   * @throws MetaPrefectError `invalid-orchestration`, `no-deployment`
   */
  readonly status = async (given: object): Promise<OrchestratedStatus> =>
    statusOf(checked(namingOptions, given, "looking"), await this.#caller());

  /**
   * Stops and deletes a deployment; done when there is none.
   *
   * @throws MetaPrefectError `invalid-orchestration`, `no-match` when it is not the project's, and those of `stop`
   */
  readonly delete = async (given: object): Promise<OrchestratedDelete> =>
    deleteFlow(checked(namingOptions, given, "deleting"), await this.#caller());
}
