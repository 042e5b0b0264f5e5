import type { ClusterWorkerSpec } from "../../interfaces/cluster.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { secretName } from "./manifests.ts";

/** Values of the official chart `prefect-worker` that make the same worker; the chart has rights of its own. */
export function workerValues(spec: ClusterWorkerSpec, apiUrl: string): JsonObject {
  const { repository, tag } = imageParts(spec.image);
  return {
    fullnameOverride: spec.objects,
    namespaceOverride: spec.namespace,
    serviceAccount: { create: true, name: spec.objects },
    role: { create: true },
    worker: dropUndefined({
      image: dropUndefined({
        repository,
        prefectTag: tag,
        pullPolicy: spec.imagePullPolicy,
        pullSecrets: spec.imagePullSecrets,
      }),
      replicaCount: spec.replicas,
      config: dropUndefined({
        workPool: spec.pool,
        type: "kubernetes",
        installPolicy: "never",
        workQueues: spec.workQueues,
        limit: spec.limit,
      }),
      // An address is an address: with a key among the settings of the secret it is one of Prefect Cloud.
      apiConfig: "selfHostedServer",
      selfHostedServerApiConfig: { apiUrl },
      livenessProbe: { enabled: true },
      resources: { requests: spec.resources, limits: spec.resources },
      extraEnvVars: Object.entries({
        PREFECT_INTEGRATIONS_KUBERNETES_OBSERVER_NAMESPACES: spec.jobNamespaces.join(","),
        ...spec.env,
      }).map(([name, value]) => ({ name, value })),
      extraEnvVarsSecret: secretName(spec),
    }),
  };
}

/**
 * Values of the official chart `prefect-server`: time zones come from Python's own package and are not searched for in the
 * system's folders, as in the local Prefect.
 */
export function serverValues(): JsonObject {
  return { global: { prefect: { env: [{ name: "PYTHONTZPATH", value: "" }] } } };
}

/** A registry's port is no tag, and a digest stays with the repository's tag field, which is put behind a colon. */
function imageParts(image: string): { readonly repository: string; readonly tag: string } {
  const at = image.lastIndexOf(":");
  return at > image.lastIndexOf("/")
    ? { repository: image.slice(0, at), tag: image.slice(at + 1) }
    : { repository: image, tag: "latest" };
}
