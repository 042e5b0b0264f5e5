/** Codes about Kubernetes clusters: what each means, for docs/codes.md. */
export const clusterCodes = {
  "no-kubectl": "kubectl is not on the PATH, and a cluster is only reached through it.",
  "cluster-unreachable": "No Kubernetes cluster answers where the kubeconfig says that one is.",
  "cluster-forbidden": "The Kubernetes cluster does not allow what is to be done.",
  "no-namespace": "The Kubernetes cluster has no namespace of this name; none is ever made.",
  "cluster-refused": "The Kubernetes cluster refuses an object.",
  "unreachable-api": "A worker in a cluster is given an address of Prefect that only this machine reaches.",
} as const satisfies Readonly<Record<string, string>>;
