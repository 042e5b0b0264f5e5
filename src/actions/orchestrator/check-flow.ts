import { problem } from "../../errors/diagnostics.ts";
import { isMetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Diagnostic } from "../../interfaces/diagnostic.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import type { OrchestratedCheck } from "../../interfaces/orchestrator.ts";
import { validate } from "../validate.ts";
import { deployingOptions } from "./deploying-options.ts";
import { checked } from "./options.ts";
import { ownManifest } from "./own-manifest.ts";
import { poolDraft, withoutPlaces } from "./pool-draft.ts";

/** What is wrong with options of `deploy`, and with the deployment that they make; nothing is written. */
export async function checkFlow(given: object, caller: CallerOptions): Promise<OrchestratedCheck> {
  const options = checked(deployingOptions, given, "deploying");
  if (options.work_pool !== undefined) {
    const { draft } = await poolDraft(options, options.work_pool, caller);
    const { diagnostics } = await validate({ ...caller, draft });
    return { mode: "dynamic", diagnostics: withoutPlaces(diagnostics) };
  }
  const { deployment_type: type, k8s_deployment_manifest: manifest, docker_image_name: image } = options;
  const diagnostics: Diagnostic[] = [];
  const report = (message: string, hint: string): void =>
    void diagnostics.push(problem("invalid-orchestration", message, { hint }));
  if (!["docker", "kubernetes"].includes(type))
    report(`deployment_type ${type} needs a work pool`, "give work_pool");
  else if (image === undefined && manifest === undefined)
    report(`docker_image_name is missing, which ${type} without a work pool needs`, "give it, or work_pool");
  if (manifest !== undefined) {
    try {
      await ownManifest(manifest, options, caller);
    } catch (thrown) {
      if (!isMetaPrefectError(thrown)) throw thrown;
      report(thrown.message, thrown.hint ?? "correct k8s_deployment_manifest");
    }
  }
  return { mode: "static", diagnostics };
}
