import type { Finding } from "../../interfaces/look-actions.ts";
import { failureFinding } from "./failure-finding.ts";

const check = "kubectl";

/** What is said where no worker of the project lives in a cluster. */
export function unneededKubectl(version: string | undefined): Finding {
  const what = version === undefined ? "there is no kubectl" : `there is kubectl ${version}`;
  return { check, state: "ok", message: `${what}; the project has no workers in a cluster` };
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
    if (!isTimeout(thrown)) return failureFinding(check, "error", thrown);
    return {
      check,
      state: "error",
      message: `the cluster at ${where} does not answer in time`,
      hint: "`kubectl cluster-info` says where it looks; a login or VPN may be missing",
    };
  }
}

function isTimeout(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === "TimeoutError";
}
