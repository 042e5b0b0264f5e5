import type { ClusterWorkerComponent, ClusterWorkerSpec } from "../../interfaces/cluster.ts";
import type { Component } from "../../interfaces/component.ts";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { deepFreeze } from "../../util/freeze.ts";

/** What is said of a worker in a cluster. */
export type ClusterWorkerDeclaration = { readonly pool: Component } & Pick<
  ClusterWorkerSpec,
  "owner" | "namespace"
> &
  Partial<Omit<ClusterWorkerSpec, "pool" | "owner" | "namespace">>;

/**
 * A worker that lives in a Kubernetes cluster and polls the pool. Its objects carry the owner in their labels.
 *
 * @example
 * ```ts
 * import { clusterWorker, workPool } from "meta-prefect/kit";
 * const pool = workPool({ name: "cluster", type: "kubernetes" });
 * const worker = clusterWorker({
 *   pool,
 *   owner: { project: "acme", environment: "prod" },
 *   namespace: "flows",
 *   api: { url: "https://prefect.example.com/api" },
 * });
 * ```
 */
export function clusterWorker({ pool, ...given }: ClusterWorkerDeclaration): ClusterWorkerComponent {
  const { namespace, objects = "prefect-worker" } = given;
  const spec: ClusterWorkerSpec = {
    objects,
    jobNamespaces: [namespace],
    image: "prefecthq/prefect:3-latest-kubernetes",
    replicas: 1,
    resources: { cpu: "250m", memory: "512Mi" },
    env: {},
    api: {},
    ...dropUndefined(given),
    owner: given.owner,
    namespace,
    pool: pool.name,
  };
  return deepFreeze({
    kind: "cluster-worker",
    name: `${namespace}/${objects}`,
    spec,
    requires: [pool],
  });
}
