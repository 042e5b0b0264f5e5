import type { ClusterWorkerSpec, KubernetesObject } from "../../interfaces/cluster.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { environmentLabel, projectLabel } from "../../util/ownership.ts";

const home = "/home/prefect";
const settingsOf = { key: "PREFECT_API_KEY", authString: "PREFECT_API_AUTH_STRING" } as const;

/** The labels by which the objects of a worker are known as ours. */
export function labelsOf(spec: Pick<ClusterWorkerSpec, "owner" | "objects">): Record<string, string> {
  return {
    "app.kubernetes.io/name": "prefect-worker",
    "app.kubernetes.io/instance": spec.objects,
    "app.kubernetes.io/managed-by": "meta-prefect",
    [projectLabel]: spec.owner.project,
    [environmentLabel]: spec.owner.environment,
  };
}

/** All namespaces in which a worker has objects, each once. */
export function namespacesOf({ namespace, jobNamespaces }: ClusterWorkerSpec): readonly string[] {
  return [...new Set([namespace, ...jobNamespaces])];
}

/** The name of the secret with the settings that are secret; undefined where there are none. */
export function secretName({ api, objects }: ClusterWorkerSpec): string | undefined {
  if (api.secret !== undefined) return api.secret;
  return api.key === undefined && api.authString === undefined ? undefined : `${objects}-api`;
}

/**
 * The objects of a worker: what it is, what it may do, and itself.
 *
 * @param secrets Texts of the settings that are secret; undefined leaves the Secret out, for files that others read.
 */
export function workerObjects(
  spec: ClusterWorkerSpec,
  apiUrl: string,
  secrets: Readonly<Record<string, string>> | undefined,
): readonly KubernetesObject[] {
  const labels = labelsOf(spec);
  const object = (apiVersion: string, kind: string, body: JsonObject, at = {}): KubernetesObject => ({
    apiVersion,
    kind,
    metadata: { name: spec.objects, namespace: spec.namespace, labels, ...at },
    ...body,
  });
  const rbac = "rbac.authorization.k8s.io";
  const subject = { kind: "ServiceAccount", name: spec.objects, namespace: spec.namespace };
  const roleRef = { apiGroup: rbac, kind: "Role", name: spec.objects };
  const ownSecret = spec.api.secret === undefined ? secretName(spec) : undefined;
  return [
    object("v1", "ServiceAccount", {}),
    ...spec.jobNamespaces.flatMap((namespace) => [
      object(`${rbac}/v1`, "Role", { rules }, { namespace }),
      object(`${rbac}/v1`, "RoleBinding", { roleRef, subjects: [subject] }, { namespace }),
    ]),
    ...(ownSecret === undefined || secrets === undefined
      ? []
      : [object("v1", "Secret", { type: "Opaque", data: encoded(secrets) }, { name: ownSecret })]),
    object("apps/v1", "Deployment", { spec: deploymentSpec(spec, apiUrl, labels) }),
  ];
}

/** What Prefect's worker does in the namespaces of its runs, and no more: no secrets, no `*`, nothing of the cluster. */
const rules: Json = [
  { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create", "delete", "get", "list", "watch"] },
  { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
  { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
  { apiGroups: [""], resources: ["events"], verbs: ["get", "list", "watch"] },
];

function encoded(secrets: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, text]) => [name, Buffer.from(text).toString("base64")]),
  );
}

function deploymentSpec(
  spec: ClusterWorkerSpec,
  apiUrl: string,
  labels: Readonly<Record<string, string>>,
): JsonObject {
  const { replicas, resources, imagePullSecrets } = spec;
  const selector = {
    "app.kubernetes.io/name": "prefect-worker",
    "app.kubernetes.io/instance": spec.objects,
  };
  const secret = secretName(spec);
  const container = dropUndefined({
    name: "worker",
    image: spec.image,
    imagePullPolicy: spec.imagePullPolicy,
    args: commandOf(spec),
    env: Object.entries(environmentOf(spec, apiUrl)).map(([name, value]) => ({ name, value })),
    envFrom: secret === undefined ? undefined : [{ secretRef: { name: secret } }],
    resources: { requests: resources, limits: resources },
    livenessProbe: {
      httpGet: { path: "/health", port: 8080 },
      initialDelaySeconds: 10,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [
      { name: "home", mountPath: home },
      { name: "tmp", mountPath: "/tmp" },
    ],
  });
  const user = 1001;
  return {
    replicas,
    selector: { matchLabels: selector },
    template: {
      metadata: { labels },
      spec: {
        serviceAccountName: spec.objects,
        ...(imagePullSecrets !== undefined && {
          imagePullSecrets: imagePullSecrets.map((name) => ({ name })),
        }),
        securityContext: { runAsNonRoot: true, runAsUser: user, runAsGroup: user, fsGroup: user },
        containers: [container],
        volumes: [
          { name: "home", emptyDir: {} },
          { name: "tmp", emptyDir: {} },
        ],
      },
    },
  };
}

function commandOf({ pool, limit, workQueues = [] }: ClusterWorkerSpec): readonly string[] {
  return [
    ...["prefect", "worker", "start", "--type", "kubernetes", "--pool", pool],
    ...["--with-healthcheck", "--install-policy", "never"],
    ...(limit === undefined ? [] : ["--limit", String(limit)]),
    ...workQueues.flatMap((queue) => ["--work-queue", queue]),
  ];
}

function environmentOf(spec: ClusterWorkerSpec, apiUrl: string): Record<string, string> {
  const { api, env, jobNamespaces } = spec;
  const secret = secretName(spec);
  const kubernetes = "PREFECT_INTEGRATIONS_KUBERNETES";
  const inJobs = (name: keyof typeof settingsOf, part: string): Record<string, string> =>
    secret === undefined || api[name] === undefined
      ? {}
      : {
          // A run's Job then refers to the secret, where it would have its text written out otherwise.
          [`${kubernetes}_WORKER_${part}_SECRET_NAME`]: secret,
          [`${kubernetes}_WORKER_${part}_SECRET_KEY`]: settingsOf[name],
        };
  return {
    HOME: home,
    PREFECT_API_URL: apiUrl,
    PREFECT_WORKER_WEBSERVER_HOST: "0.0.0.0",
    PREFECT_WORKER_WEBSERVER_PORT: "8080",
    // Without it, it would watch the whole cluster, which it may not.
    [`${kubernetes}_OBSERVER_NAMESPACES`]: jobNamespaces.join(","),
    ...inJobs("key", "API_KEY"),
    ...inJobs("authString", "API_AUTH_STRING"),
    ...env,
  };
}

/** Which settings are secret, by their names in Prefect. */
export function secretSettings({
  api,
}: ClusterWorkerSpec): readonly (readonly [string, "key" | "authString"])[] {
  return (["key", "authString"] as const)
    .filter((name) => api[name] !== undefined)
    .map((name) => [settingsOf[name], name]);
}
