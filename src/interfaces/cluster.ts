import type { Component } from "./component.ts";
import type { JsonObject } from "./json.ts";
import type { Owner } from "./driver.ts";
import type { SecretReference } from "./secret.ts";

/** What a worker in a cluster is told of Prefect's API. */
export interface ClusterWorkerApi {
  /** As the cluster reaches it. @default the one that is deployed to */
  readonly url?: string;
  /** Key of Prefect Cloud. */
  readonly key?: SecretReference;
  /** User and password of a server that wants them. */
  readonly authString?: SecretReference;
  /** A secret of the namespace that exists, whose keys are settings of Prefect, instead of one of ours. */
  readonly secret?: string;
}

/** What we want of a worker that lives in a Kubernetes cluster. */
export interface ClusterWorkerSpec {
  readonly pool: string;
  /** Who the objects' labels say they belong to. */
  readonly owner: Owner;
  /** Name of its objects. */
  readonly objects: string;
  readonly namespace: string;
  /** Namespaces in which it may make Jobs. */
  readonly jobNamespaces: readonly string[];
  /** Context of the kubeconfig. @default the current one */
  readonly context?: string;
  readonly image: string;
  readonly imagePullPolicy?: string;
  readonly imagePullSecrets?: readonly string[];
  readonly replicas: number;
  /** Runs at the same time. @default as many as there are */
  readonly limit?: number;
  /** @default all of the pool */
  readonly workQueues?: readonly string[];
  /** Amounts that its container asks for and may use. */
  readonly resources: { readonly cpu: string; readonly memory: string };
  readonly env: Readonly<Record<string, string>>;
  readonly api: ClusterWorkerApi;
}

/** A worker that lives in a Kubernetes cluster; its name is `namespace/objects`. */
export type ClusterWorkerComponent = Component<"cluster-worker", ClusterWorkerSpec>;

/** An object of Kubernetes, as its manifest says it. */
export interface KubernetesObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

/** Where objects are in a cluster. */
export interface ObjectSelection {
  readonly context?: string | undefined;
  readonly namespaces: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * A Kubernetes cluster. Each call throws `no-kubectl`, `cluster-unreachable`, `cluster-forbidden`, `no-namespace` or
 * `cluster-refused` when it cannot be done.
 */
export interface Cluster {
  /** Version of Kubernetes, such as `v1.32.4`; asks the cluster, and waits 5 seconds for it. */
  readonly version: (context?: string) => Promise<string>;
  /** Those of the objects that are there, by `objectKey`. */
  readonly read: (
    objects: readonly KubernetesObject[],
    context?: string,
  ) => Promise<ReadonlyMap<string, JsonObject>>;
  /** What the cluster would have after `apply`, by `objectKey`; the cluster checks all of it and writes nothing. */
  readonly preview: (
    objects: readonly KubernetesObject[],
    context?: string,
  ) => Promise<ReadonlyMap<string, JsonObject>>;
  /** Applies the objects on the side of the server; fields that were ours and are in them no more go. */
  readonly apply: (objects: readonly KubernetesObject[], context?: string) => Promise<void>;
  /** Deletes what has all of the labels, of the kinds that workers are made of; answers the names, none when there is nothing. */
  readonly remove: (selection: ObjectSelection) => Promise<readonly string[]>;
}
