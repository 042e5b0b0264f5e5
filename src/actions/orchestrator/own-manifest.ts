import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { KubernetesObject } from "../../interfaces/cluster.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import { describeIssues } from "../../util/describe-issues.ts";
import { namespaceOf, type Deploying } from "./deploying-options.ts";
import { legal } from "./entrypoint-script.ts";
import { servingLabel } from "./serving-manifests.ts";

const name = z.string().min(1);
/** What we have to know of a Deployment; the cluster checks the rest. */
const shape = z.looseObject({
  apiVersion: name,
  kind: z.literal("Deployment", "expected one Deployment"),
  metadata: z.looseObject({
    name,
    namespace: name.optional(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
});

/**
 * A Deployment of somebody's own, in the namespace of the options unless it names one, with the label by which `stop` finds it.
 *
 * @param path as the options have it
 * @throws MetaPrefectError `invalid-orchestration`
 */
export async function ownManifest(
  path: string,
  options: Deploying,
  { directory }: Pick<CallerOptions, "directory">,
): Promise<KubernetesObject> {
  const refuse = (reason: string): MetaPrefectError =>
    new MetaPrefectError("invalid-orchestration", `the manifest ${path} cannot be used: ${reason}`, {
      hint: "k8s_deployment_manifest names a file with one Deployment of Kubernetes",
    });
  const text = await readFile(join(resolve(directory), path), "utf8").catch((thrown: unknown) => {
    throw refuse(thrown instanceof Error && "code" in thrown ? String(thrown.code) : "it is no text");
  });
  const { parseAllDocuments } = await import("yaml");
  const documents = parseAllDocuments(text);
  const [document, ...more] = documents;
  if (document === undefined) throw refuse("it is empty");
  if (more.length > 0) throw refuse(`it has ${String(documents.length)} documents`);
  const [mistake] = document.errors;
  if (mistake !== undefined)
    throw refuse(mistake.message.split("\n")[0]?.replace(/:$/, "") ?? "it is no YAML");
  const given: unknown = document.toJS();
  const found = shape.safeParse(given);
  if (!found.success) {
    const issues = describeIssues(found.error.issues, given, shape);
    throw refuse(
      issues.map(({ path: at, message }) => [...at, message].join(at.length > 0 ? ": " : "")).join("; "),
    );
  }
  const { metadata, ...rest } = found.data;
  const labels = { ...metadata.labels, [servingLabel]: legal(options.deployment_name) };
  const namespace = metadata.namespace ?? namespaceOf(options);
  // What YAML holds is JSON once it is written as such.
  return JSON.parse(
    JSON.stringify({ ...rest, metadata: { ...metadata, namespace, labels } }),
  ) as KubernetesObject;
}
