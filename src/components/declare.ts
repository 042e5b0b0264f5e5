import type {
  Component,
  WorkPoolComponent,
  WorkPoolSpec,
  WorkQueueComponent,
  WorkQueueSpec,
  WorkerComponent,
  WorkerSpec,
} from "../interfaces/component.ts";
import { deepFreeze } from "../util/freeze.ts";

export { automation } from "./automation/declare.ts";
export {
  automationTrigger,
  deploymentName,
  lengthOfTime,
  lengthOfWatch,
  resourceMatch,
} from "./automation/schema.ts";
export { block, blockType, type BlockDeclaration, type BlockField } from "./block/declare.ts";
export { clusterWorker, type ClusterWorkerDeclaration } from "./cluster-worker/declare.ts";
export { globalConcurrencyLimit, tagConcurrencyLimit } from "./concurrency-limit/declare.ts";
export { image, lateImage } from "./image/declare.ts";
export { gitStorage, lateStorage, localStorage, s3Storage } from "./storage/declare.ts";
export { variable } from "./variable/declare.ts";

/**
 * A work pool of ours. It is created if missing, and only the declared fields are kept as declared.
 *
 * @example
 * ```ts
 * import { workPool } from "meta-prefect/kit";
 * const pool = workPool({ name: "local-pool", type: "process", concurrencyLimit: 4 });
 * ```
 */
export function workPool({ name, ...spec }: { readonly name: string } & WorkPoolSpec): WorkPoolComponent {
  return deepFreeze({ kind: "work-pool", name, spec, requires: [] });
}

/**
 * A work queue of a pool, ours or external.
 *
 * @example
 * ```ts
 * import { workPool, workQueue } from "meta-prefect/kit";
 * const pool = workPool({ name: "local-pool", type: "process" });
 * const urgent = workQueue({ pool, queue: "urgent", priority: 1 });
 * ```
 */
export function workQueue({
  pool,
  ...spec
}: { readonly pool: Component } & Omit<WorkQueueSpec, "pool">): WorkQueueComponent {
  const name = `${pool.name}/${spec.queue}`;
  return deepFreeze({ kind: "work-queue", name, spec: { pool: pool.name, ...spec }, requires: [pool] });
}

/**
 * A worker process on this machine that polls the pool. It is started only against a Prefect on this machine, or when
 * the run is told to.
 */
export function worker({
  pool,
  ...options
}: { readonly pool: WorkPoolComponent } & Pick<WorkerSpec, "limit" | "workQueues">): WorkerComponent {
  return deepFreeze({
    kind: "worker",
    name: pool.name,
    spec: { pool: pool.name, type: pool.spec.type, ...options },
    requires: [pool],
  });
}

/** What may belong to somebody else. */
export type ExternalKind =
  | "work-pool"
  | "work-queue"
  | "block"
  | "variable"
  | "global-concurrency-limit"
  | "deployment"
  | "automation";

/**
 * A thing that must exist and is never written, because somebody else owns it.
 *
 * @example
 * ```ts
 * import { external } from "meta-prefect/kit";
 * const pool = external("work-pool", "k8s-prod");
 * ```
 */
export function external(kind: ExternalKind, name: string): Component {
  return deepFreeze({ kind, name, spec: {}, requires: [], external: true });
}
