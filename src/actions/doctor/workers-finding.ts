import type { Finding } from "../../interfaces/look-actions.ts";
import type { ApiDeployment, PrefectApi } from "../../interfaces/prefect-api.ts";
import { readPickup } from "../pickup.ts";

/** Whether somebody would take the runs of every deployment. */
export async function workersFinding(
  api: PrefectApi,
  deployments: readonly ApiDeployment[],
): Promise<Finding> {
  const pickupOf = await readPickup(api, deployments);
  const idle = new Map<string, string>();
  for (const deployment of deployments) {
    const { by, reasons } = pickupOf(deployment);
    if (by === null)
      idle.set(deployment.work_pool_name ?? deployment.name, reasons[0] ?? "nobody takes its runs");
  }
  const check = "workers";
  const [first] = idle;
  if (first === undefined)
    return { check, state: "ok", message: "somebody takes the runs of every deployment" };
  const others = idle.size > 1 ? `, and ${String(idle.size - 1)} more` : "";
  return {
    check,
    state: "warning",
    message: `nobody takes the runs in ${first[0]}: ${first[1]}${others}`,
    hint: "`meta-prefect worker start`, or `prefect worker start --pool NAME` where its runs belong",
  };
}
