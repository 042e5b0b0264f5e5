/** A name as Kubernetes wants those of namespaces, Deployments and their like: a label of DNS. */
export const kubernetesName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
