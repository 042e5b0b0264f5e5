import type { ApiAutomation } from "./api-automation.ts";
import type { ApiGlobalLimit, ApiTagLimit } from "./api-concurrency-limit.ts";
import type { ApiDeployment, ApiFlow, ApiVariable, ApiWorkPool } from "./prefect-api.ts";

/** Everything that a server has, whoever made it; whole lists. */
export interface InventoryApi {
  readonly flows: () => Promise<readonly ApiFlow[]>;
  readonly deployments: () => Promise<readonly ApiDeployment[]>;
  readonly workPools: () => Promise<readonly ApiWorkPool[]>;
  readonly variables: () => Promise<readonly ApiVariable[]>;
  readonly globalLimits: () => Promise<readonly ApiGlobalLimit[]>;
  readonly tagLimits: () => Promise<readonly ApiTagLimit[]>;
  readonly automations: () => Promise<readonly ApiAutomation[]>;
}
