import type { Database, PrefectApi } from "../interfaces/prefect-api.ts";
import { apiAddress } from "./api-address.ts";
import { createAutomations } from "./automations.ts";
import { createBlocks } from "./blocks.ts";
import { createConcurrencyLimits } from "./concurrency-limits.ts";
import { createControl } from "./control.ts";
import { createDeployments } from "./deployments.ts";
import { createFlowRuns } from "./flow-runs.ts";
import { createFlows } from "./flows.ts";
import { createInventory } from "./inventory.ts";
import { openTransport, type PrefectApiOptions } from "./open-transport.ts";
import { createLister } from "./paging.ts";
import { readDatabase, readTime, readVersion } from "./server-info.ts";
import { createVariables } from "./variables.ts";
import { createWorkPools } from "./work-pools.ts";

export type { PrefectApiOptions } from "./open-transport.ts";

/**
 * Makes a client of one Prefect API. Nothing is sent before the first call.
 *
 * @throws `invalid-api-url` when the address is none
 * @example
 * ```ts
 * const api = createPrefectApi({ url: "http://127.0.0.1:4200/api" });
 * const deployment = await api.deployments.byName("etl", "nightly");
 * ```
 */
export function createPrefectApi(options: PrefectApiOptions): PrefectApi {
  const { url, uiUrl, isCloud, credentials } = apiAddress(options.url);
  const auth = options.auth ?? credentials;
  let busyAnswers = 0;
  const send = openTransport({ ...options, auth }, url, () => busyAnswers++);
  const list = createLister(send);
  let database: Promise<Database> | undefined;
  return {
    url,
    uiUrl,
    version: () => readVersion(send, isCloud),
    serverTime: () => readTime(send),
    database: () => (database ??= isCloud ? Promise.resolve("unknown") : readDatabase(send)),
    busyAnswers: () => busyAnswers,
    control: createControl(send),
    flows: createFlows(send, list),
    deployments: createDeployments(send, list),
    workPools: createWorkPools(send, list),
    automations: createAutomations(send, list),
    blocks: createBlocks(send, list),
    concurrencyLimits: createConcurrencyLimits(send),
    inventory: createInventory(list),
    variables: createVariables(send, list),
    flowRuns: createFlowRuns(send, list),
  };
}
