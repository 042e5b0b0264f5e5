import type { KubernetesObject } from "../interfaces/cluster.ts";

/** `Deployment/flows/prefect-worker`: how an object of Kubernetes is known. */
export function objectKey({ kind, metadata }: Pick<KubernetesObject, "kind" | "metadata">): string {
  return `${kind}/${metadata.namespace}/${metadata.name}`;
}
