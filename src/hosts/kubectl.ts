import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Cluster, KubernetesObject } from "../interfaces/cluster.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import { isObject } from "../util/stable-json.ts";
import { objectKey } from "../util/object-key.ts";
import type { Environment } from "./environment.ts";
import { readClusterVersion } from "./kubectl-version.ts";
import { runCommand } from "./run-command.ts";

const kinds =
  "deployments.apps,secrets,serviceaccounts,roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io";
const serverSide = ["--server-side", "--field-manager=meta-prefect", "--force-conflicts"];

/**
 * A cluster by way of kubectl, which knows every way to log in that people have set up. Objects go through its standard
 * input, so no secret is ever an argument.
 */
export function createCluster(options: {
  readonly env: Environment;
  readonly signal?: AbortSignal | undefined;
}): Cluster {
  const kubectl = async (
    context: string | undefined,
    verb: readonly string[],
    objects?: readonly KubernetesObject[],
  ): Promise<string> => {
    const where = context === undefined ? [] : [`--context=${context}`];
    const input = objects && JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
    const result = await runCommand("kubectl", [...where, "--request-timeout=20s", ...verb], {
      ...options,
      ...(input !== undefined && { input }),
    });
    if (result.code === 0) return result.stdout;
    throw failure(result.code, result.stderr, context);
  };
  return {
    version: async (context) => {
      // `kubectl version` fails besides where it does not like the cluster's.
      const version = readClusterVersion(
        await kubectl(context, ["get", "--raw", "/version", "--request-timeout=5s"]),
      );
      if (version !== undefined) return version;
      throw failure(1, "what answers at /version is no Kubernetes", context);
    },
    read: async (objects, context) =>
      byKey(await kubectl(context, ["get", "--ignore-not-found", "-o", "json", "-f", "-"], objects)),
    preview: async (objects, context) =>
      byKey(
        await kubectl(
          context,
          ["apply", ...serverSide, "--dry-run=server", "-o", "json", "-f", "-"],
          objects,
        ),
      ),
    apply: async (objects, context) => {
      await kubectl(context, ["apply", ...serverSide, "-f", "-"], objects);
    },
    remove: async ({ context, namespaces, labels }) => {
      const selector = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
      const removed: string[] = [];
      for (const namespace of namespaces) {
        const said = await kubectl(context, [
          ...["delete", kinds, `--namespace=${namespace}`, `--selector=${selector.join(",")}`],
          "--ignore-not-found",
        ]);
        removed.push(...[...said.matchAll(/^\S+ "([^"]+)"/gm)].map(([, name = ""]) => name));
      }
      return removed;
    },
  };
}

function byKey(text: string): ReadonlyMap<string, JsonObject> {
  if (text.trim() === "") return new Map();
  // What JSON.parse answers is JSON.
  const answer = JSON.parse(text) as Json;
  const items = isObject(answer) && Array.isArray(answer["items"]) ? answer["items"] : [answer];
  return new Map(
    items.flatMap((item: Json) => (isKubernetesObject(item) ? [[objectKey(item), item] as const] : [])),
  );
}

function isKubernetesObject(item: Json): item is KubernetesObject {
  if (!isObject(item) || typeof item["kind"] !== "string" || !isObject(item["metadata"])) return false;
  const { name, namespace } = item["metadata"];
  return typeof name === "string" && typeof namespace === "string";
}

function failure(code: number | null, stderr: string, context: string | undefined): MetaPrefectError {
  const where = context === undefined ? "the current context" : `context ${context}`;
  const said = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^[EWI]\d{4} /.test(line));
  const reason = said.find((line) => /^error/i.test(line)) ?? said.at(-1) ?? `exit code ${String(code)}`;
  const message = reason
    .replace(/^error( from server)?( when [^:]*)?( \([A-Za-z]+\))?: /i, "")
    .replace(/\.$/, "");
  if (code === null) {
    return new MetaPrefectError("no-kubectl", `kubectl cannot be started (${message})`, {
      hint: "install kubectl and put it on the PATH; `meta-prefect manifests` writes files that need none here",
    });
  }
  if (
    /connection refused|was refused|unable to connect|no such host|timed? ?out|unreachable|EOF$/i.test(stderr)
  ) {
    return new MetaPrefectError(
      "cluster-unreachable",
      `no Kubernetes cluster answers at ${where}: ${message}`,
      {
        hint: "`kubectl cluster-info` says which one it is; KUBECONFIG or `context` chooses another",
      },
    );
  }
  const missing = /namespaces "([^"]+)" not found/.exec(stderr)?.[1];
  if (missing !== undefined) {
    return new MetaPrefectError("no-namespace", `the cluster at ${where} has no namespace ${missing}`, {
      hint: `make it: kubectl create namespace ${missing}`,
    });
  }
  if (/context .* does not exist|context was not found|no context exists|current-context/i.test(stderr)) {
    return new MetaPrefectError("cluster-unreachable", `the kubeconfig does not have ${where}: ${message}`, {
      hint: "`kubectl config get-contexts` lists them",
    });
  }
  if (/\(Forbidden\)|\(Unauthorized\)|must be logged in/.test(stderr)) {
    return new MetaPrefectError(
      "cluster-forbidden",
      `the cluster at ${where} does not allow it: ${message}`,
      {
        hint: stderr.includes("(Forbidden)")
          ? "ask for the right to manage Deployments, Secrets, ServiceAccounts, Roles and RoleBindings of the namespace"
          : "log in again where the kubeconfig has its credentials from",
      },
    );
  }
  return new MetaPrefectError("cluster-refused", `the cluster at ${where} refuses: ${message}`, {
    hint: "correct the field that it names; nothing was written",
  });
}
