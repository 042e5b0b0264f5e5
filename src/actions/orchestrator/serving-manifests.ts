import type { KubernetesObject } from "../../interfaces/cluster.ts";
import { namespaceOf, type Deploying } from "./deploying-options.ts";
import { legal } from "./entrypoint-script.ts";

/** Label by which what serves a deployment is found again. */
export const servingLabel = "meta-prefect.io/serves";

/**
 * What serves a deployment from a cluster: the Secret with the API's settings, and the Deployment whose container runs the
 * image. Pure.
 *
 * @param settings by the names of Prefect's settings
 */
export function servingManifests(
  options: Deploying,
  image: string,
  settings: Readonly<Record<string, string>>,
): { readonly secret: KubernetesObject; readonly deployment: KubernetesObject } {
  const { secret_name: secretName, prefect_api_url: urlKey, prefect_api_key: keyKey } = options;
  const namespace = namespaceOf(options);
  const { image_pull_policy: pullPolicy = options.image_pull_policy } = options.job_variables;
  const name = legal(options.deployment_name);
  const labels = { [servingLabel]: name, flow: legal(options.flow_entrypoint) };
  const { PREFECT_API_URL: url = "", PREFECT_API_KEY: key, PREFECT_API_AUTH_STRING: login } = settings;
  const fromSecret = (variable: string, secretKey: string): object => ({
    name: variable,
    valueFrom: {
      secretKeyRef: {
        name: secretName,
        key: secretKey,
        ...(variable !== "PREFECT_API_URL" && { optional: true }),
      },
    },
  });
  const container = {
    name: "flow-container",
    image,
    imagePullPolicy: pullPolicy,
    env: [
      fromSecret("PREFECT_API_URL", urlKey),
      fromSecret("PREFECT_API_KEY", keyKey),
      fromSecret("PREFECT_API_AUTH_STRING", "prefect-api-auth-string"),
    ],
  };
  const secret: KubernetesObject = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: secretName, namespace, labels: { "app.kubernetes.io/managed-by": "meta-prefect" } },
    type: "Opaque",
    stringData: {
      [urlKey]: url,
      ...(key !== undefined && key !== "" && { [keyKey]: key }),
      ...(login !== undefined && login !== "" && { "prefect-api-auth-string": login }),
    },
  };
  const deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace, labels },
    spec: {
      replicas: options.num_replicas,
      selector: { matchLabels: { [servingLabel]: name } },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
  // Plain data throughout.
  return { secret, deployment: JSON.parse(JSON.stringify(deployment)) as KubernetesObject };
}
