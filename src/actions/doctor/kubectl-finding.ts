import { isMetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Finding } from "../../interfaces/look-actions.ts";
import { failureFinding } from "./failure-finding.ts";

const check = "kubectl";

/**
 * What is said where no worker of the project lives in a cluster.
 *
 * @param version Of kubectl; undefined where there is none.
 * @param isKnown Whether there is a project that can be read.
 */
export function unneededKubectl(version: string | undefined, isKnown = true): Finding {
  const what = version === undefined ? "there is no kubectl" : `there is kubectl ${version}`;
  const why = isKnown ? "the project has no workers in a cluster" : "no project says whether it needs it";
  return { check, state: "ok", message: `${what}; ${why}` };
}

/**
 * Whether a cluster answers that workers of the project live in.
 *
 * @param context Of the kubeconfig; undefined for the current one.
 * @param ask Answers the cluster's version; throws a coded error, or a `TimeoutError` when nothing answers.
 */
export async function clusterFinding(
  context: string | undefined,
  ask: (context: string | undefined) => Promise<string>,
): Promise<Finding> {
  const where = context === undefined ? "the current context" : `context ${context}`;
  try {
    const version = await ask(context);
    return { check, state: "ok", message: `kubectl reaches Kubernetes ${version} at ${where}` };
  } catch (thrown) {
    const hint = "`kubectl cluster-info` says where it looks; a login or VPN may be missing";
    if (isTimeout(thrown))
      return { check, state: "error", message: `the cluster at ${where} does not answer in time`, hint };
    const found = failureFinding(check, "error", thrown);
    // What it says otherwise is about objects.
    return isMetaPrefectError(thrown) && thrown.code === "cluster-refused" ? { ...found, hint } : found;
  }
}

function isTimeout(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === "TimeoutError";
}
