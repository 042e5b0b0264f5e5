import type { InventoryApi } from "../interfaces/api-inventory.ts";
import { listAutomations } from "./automations.ts";
import { readGlobalLimit, readTagLimit } from "./concurrency-limits.ts";
import { readFlow } from "./flows.ts";
import type { Lister } from "./paging.ts";
import { readDeployment } from "./read-deployment.ts";
import type { Sort } from "./schemas.ts";
import { readVariable } from "./variables.ts";
import { readWorkPool } from "./work-pools.ts";

/** Everything that a server has, page by page. */
export function createInventory(list: Lister): InventoryApi {
  const filter = {};
  return {
    flows: () =>
      list({
        what: "flows",
        path: "/flows/filter",
        countPath: "/flows/count",
        sort: "CREATED_DESC" satisfies Sort<"/flows/filter">,
        filter,
        read: readFlow,
      }),
    deployments: () =>
      list({
        what: "deployments",
        path: "/deployments/filter",
        countPath: "/deployments/count",
        sort: "CREATED_DESC" satisfies Sort<"/deployments/filter">,
        filter,
        read: readDeployment,
      }),
    workPools: () =>
      list({
        what: "work pools",
        path: "/work_pools/filter",
        countPath: "/work_pools/count",
        filter,
        read: readWorkPool,
      }),
    variables: () =>
      list({
        what: "variables",
        path: "/variables/filter",
        countPath: "/variables/count",
        sort: "CREATED_DESC" satisfies Sort<"/variables/filter">,
        filter,
        read: readVariable,
      }),
    globalLimits: () =>
      list({
        what: "concurrency limits",
        path: "/v2/concurrency_limits/filter",
        filter,
        read: readGlobalLimit,
      }),
    tagLimits: () =>
      list({ what: "limits of tags", path: "/concurrency_limits/filter", filter, read: readTagLimit }),
    automations: () => listAutomations(list, filter),
  };
}
