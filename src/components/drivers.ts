import type { Driver } from "../interfaces/driver.ts";
import { automationDriver } from "./automation/driver.ts";
import { blockDriver } from "./block/driver.ts";
import { blockTypeDriver } from "./block-type/driver.ts";
import { clusterWorkerDriver } from "./cluster-worker/driver.ts";
import { globalConcurrencyLimitDriver } from "./concurrency-limit/global-driver.ts";
import { tagConcurrencyLimitDriver } from "./concurrency-limit/tag-driver.ts";
import { deploymentDriver } from "./deployment/driver.ts";
import { flowDriver } from "./flow.ts";
import { imageDriver } from "./image/driver.ts";
import { storageDriver } from "./storage/driver.ts";
import { variableDriver } from "./variable/driver.ts";
import { workPoolDriver } from "./work-pool/driver.ts";
import { workQueueDriver } from "./work-queue/driver.ts";
import { workerDriver } from "./worker.ts";

/** The driver of each kind of component. */
export const drivers: ReadonlyMap<string, Driver> = new Map(
  [
    flowDriver,
    storageDriver,
    imageDriver,
    workPoolDriver,
    workQueueDriver,
    workerDriver,
    clusterWorkerDriver,
    blockDriver,
    blockTypeDriver,
    variableDriver,
    globalConcurrencyLimitDriver,
    tagConcurrencyLimitDriver,
    deploymentDriver,
    automationDriver,
  ].map((driver) => [driver.kind, driver as Driver]),
);
