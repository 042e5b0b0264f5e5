import { rememberSecret } from "../../errors/redact.ts";
import type { Cluster, ClusterWorkerSpec, KubernetesObject } from "../../interfaces/cluster.ts";
import type {
  CompareContext,
  Comparison,
  Driver,
  LedgerEntry,
  Owner,
  World,
} from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { FieldChange } from "../../interfaces/plan.ts";
import { isLoopback } from "../../util/is-loopback.ts";
import { objectKey } from "../../util/object-key.ts";
import { ownerInLabels } from "../../util/ownership.ts";
import { isObject } from "../../util/stable-json.ts";
import { ownershipFinding } from "../ownership-finding.ts";
import { differences } from "./differences.ts";
import { labelsOf, namespacesOf, secretSettings, workerObjects } from "./manifests.ts";

const prefix = "cluster-worker:";

/** What a cluster has of a worker, beside what it would have after applying it. */
export interface ObservedClusterWorker {
  readonly exists: boolean;
  readonly differences: readonly FieldChange[];
  /** Objects that are there, and whose mark they carry. */
  readonly owners: readonly { readonly object: string; readonly owner: Owner | undefined }[];
  readonly apiUrl: string;
}

interface Step {
  readonly spec: ClusterWorkerSpec & JsonObject;
  /** Namespaces in which it had objects and has none any more. */
  readonly leave: readonly string[];
}

/**
 * How workers in clusters are observed, applied and deleted. Looking already lets the cluster check everything, so that
 * what it refuses is known before anything is written.
 */
export const clusterWorkerDriver: Driver<ClusterWorkerSpec, ObservedClusterWorker> = {
  kind: "cluster-worker",
  observe: async (components, _project, world) => {
    const found = components.map(async ({ name, spec }) => [prefix + name, await look(spec, world)] as const);
    return new Map(await Promise.all(found));
  },
  compare: ({ name, spec }, observed, context) => compareWorker(name, spec, observed, context),
  apply: async ({ step }, { cluster, ...world }) => {
    const { spec, leave } = step as unknown as Step;
    const objects = await objectsOf(spec, world);
    await cluster.preview(objects, spec.context);
    await cluster.apply(objects, spec.context);
    if (leave.length > 0) {
      await cluster.remove({ context: spec.context, namespaces: leave, labels: labelsOf(spec) });
    }
    return { exists: true, differences: [], owners: [], apiUrl: apiUrlOf(spec, world) };
  },
  orphans: (wanted, owners, known, _world, entryOf) => {
    const names = known.filter((key) => key.startsWith(prefix) && !wanted.has(key));
    const found = names.flatMap((key) =>
      owners.flatMap((owner) => {
        const name = key.slice(prefix.length);
        const entry = entryOf(owner, key);
        return entry === undefined ? [] : [{ kind: "cluster-worker", name, owner, step: entry }];
      }),
    );
    return Promise.resolve(found);
  },
  remove: async ({ name, owner, step }, { cluster }) => {
    const { namespaces, context } = placesIn(isObject(step) ? step : {});
    const labels = labelsOf({ owner, objects: name.slice(name.indexOf("/") + 1) });
    await cluster.remove({ context, namespaces, labels });
  },
};

async function look(
  spec: ClusterWorkerSpec,
  world: World & { readonly cluster: Cluster },
): Promise<ObservedClusterWorker> {
  const { cluster } = world;
  const objects = await objectsOf(spec, world);
  const [live, next] = await Promise.all([
    cluster.read(objects, spec.context),
    cluster.preview(objects, spec.context),
  ]);
  return {
    exists: live.size > 0,
    differences: objects.flatMap((object) =>
      differences(object, live.get(objectKey(object)), next.get(objectKey(object))),
    ),
    owners: objects.flatMap((object) => {
      const found = live.get(objectKey(object));
      if (found === undefined) return [];
      const metadata = isObject(found["metadata"]) ? found["metadata"] : {};
      const labels = isObject(metadata["labels"]) ? metadata["labels"] : {};
      return [{ object: objectKey(object), owner: ownerInLabels(labels) }];
    }),
    apiUrl: apiUrlOf(spec, world),
  };
}

function compareWorker(
  name: string,
  spec: ClusterWorkerSpec,
  observed: ObservedClusterWorker | undefined,
  context: CompareContext,
): Comparison {
  const { exists = false, differences: fields = [], owners = [], apiUrl = "" } = observed ?? {};
  const foreign = owners.flatMap(
    ({ object, owner }) =>
      ownershipFinding(
        {
          kind: "object",
          name: object,
          owner,
          ifUnowned: "give the worker another name",
          ifForeign: "give the worker another name or namespace",
        },
        context,
      ) ?? [],
  );
  if (foreign.length > 0) return { action: "refuse", diagnostics: foreign };
  const warnings = isLoopback(apiUrl)
    ? [
        {
          code: "unreachable-api" as const,
          message: `the worker ${name} is told that Prefect is at ${apiUrl}, which in a cluster is the pod itself`,
          hint: "say under api.url how the cluster reaches Prefect",
        },
      ]
    : [];
  const after = ledgerOf(spec);
  const had = placesIn(context.ledger ?? {}).namespaces;
  const namespaces = namespacesOf(spec);
  const leave = had.filter((namespace) => !namespaces.includes(namespace));
  const dropped = leave.map((namespace) => ({ path: "namespaces", have: namespace }));
  if (fields.length + dropped.length === 0) return { action: "none", ledger: after, warnings };
  // What a spec holds is JSON.
  const step: Step = { spec: spec as ClusterWorkerSpec & JsonObject, leave };
  return {
    action: exists ? "update" : "create",
    fields: [...fields, ...dropped],
    step: step as unknown as Json,
    ledger: { before: { ...after, n: [...new Set([...had, ...namespaces])] }, after },
    warnings,
  };
}

/** The objects with their secrets, which are looked up only here. */
async function objectsOf(
  spec: ClusterWorkerSpec,
  world: Pick<World, "api" | "secrets">,
): Promise<readonly KubernetesObject[]> {
  const secrets: Record<string, string> = {};
  for (const [setting, name] of secretSettings(spec)) {
    const reference = spec.api[name];
    if (reference === undefined) continue;
    const text = await world.secrets.resolve(reference.$secret);
    secrets[setting] = typeof text === "string" ? text : JSON.stringify(text);
    rememberSecret(Buffer.from(secrets[setting]).toString("base64"));
  }
  return workerObjects(spec, apiUrlOf(spec, world), secrets);
}

function apiUrlOf({ api }: ClusterWorkerSpec, world: Pick<World, "api">): string {
  return api.url ?? world.api.url;
}

/** What the ledger keeps, so that the objects are found when the project no longer names the worker. */
function ledgerOf(spec: ClusterWorkerSpec): LedgerEntry {
  return { n: [...namespacesOf(spec)], ...(spec.context !== undefined && { c: spec.context }) };
}

function placesIn({ n: namespaces, c: context }: LedgerEntry): {
  readonly namespaces: readonly string[];
  readonly context: string | undefined;
} {
  return {
    namespaces: Array.isArray(namespaces) ? namespaces.map(String) : [],
    context: typeof context === "string" ? context : undefined,
  };
}
