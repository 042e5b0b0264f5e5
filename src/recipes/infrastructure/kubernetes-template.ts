import type { JsonObject, TemplatePatch } from "../../kit.ts";

const pod = ["job_configuration", "job_manifest", "spec", "template"];
const container = [...pod, "spec", "containers", "0"];
const text: JsonObject = { type: "string" };
const map: JsonObject = { type: "object", additionalProperties: text };
const list: JsonObject = { type: "array", items: { type: "object" } };

/** A variable that Prefect's template does not have, and where its value goes in the job. */
function variable(
  name: string,
  title: string,
  schema: JsonObject,
  ...targets: readonly (readonly string[])[]
): readonly TemplatePatch[] {
  return [
    { path: ["variables", "properties", name], value: { title, ...schema } },
    // A placeholder without a value takes its key with it, so an unset variable leaves no trace in the job.
    ...targets.map((path) => ({ path, value: `{{ ${name} }}` })),
  ];
}

/**
 * What our Kubernetes pools have beyond Prefect's own template of the day: always the same, whatever a deployment sets,
 * so that any number of deployments share a pool.
 */
export const kubernetesPatches: readonly TemplatePatch[] = [
  ...variable("image_pull_secrets", "Image Pull Secrets", list, [...pod, "spec", "imagePullSecrets"]),
  ...variable("node_selector", "Node Selector", map, [...pod, "spec", "nodeSelector"]),
  ...variable("tolerations", "Tolerations", list, [...pod, "spec", "tolerations"]),
  ...variable("affinity", "Affinity", { type: "object" }, [...pod, "spec", "affinity"]),
  ...variable("volumes", "Volumes", list, [...pod, "spec", "volumes"]),
  ...variable("volume_mounts", "Volume Mounts", list, [...container, "volumeMounts"]),
  ...variable("env_from", "Environment From", list, [...container, "envFrom"]),
  // Prefect's worker puts its own variables in front of a list that stands here, and overwrites anything else.
  ...variable("secret_env", "Environment from Secrets", list, [...container, "env"]),
  ...variable("working_dir", "Working Directory", text, [...container, "workingDir"]),
  ...variable(
    "annotations",
    "Annotations",
    map,
    ["job_configuration", "job_manifest", "metadata", "annotations"],
    [...pod, "metadata", "annotations"],
  ),
  ...variable("pod_labels", "Pod Labels", map, [...pod, "metadata", "labels"]),
];
