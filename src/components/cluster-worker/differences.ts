import type { KubernetesObject } from "../../interfaces/cluster.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { FieldChange } from "../../interfaces/plan.ts";
import { equalJson, isObject } from "../../util/stable-json.ts";

/** What the cluster itself writes into an object. */
const ofTheCluster = new Set([
  "managedFields",
  "resourceVersion",
  "generation",
  "uid",
  "creationTimestamp",
  "annotations",
]);

/** The fields of an object that differ from what it would become; texts of a Secret are never in them. */
export function differences(
  object: KubernetesObject,
  live: JsonObject | undefined,
  next: JsonObject | undefined,
): readonly FieldChange[] {
  const name = `${object.kind.toLowerCase()} ${object.metadata.name}`;
  if (live === undefined) return [{ path: name, want: object.metadata.namespace }];
  const changes = compared(essential(live), essential(next ?? object), []);
  return changes.map(({ path, have, want }) => {
    const field = `${name}.${path.join(".")}`;
    if (object.kind === "Secret" && path[0] === "data") {
      return {
        path: field,
        ...(have !== undefined && { have: hidden }),
        ...(want !== undefined && { want: hidden }),
      };
    }
    return { path: field, ...(have !== undefined && { have }), ...(want !== undefined && { want }) };
  });
}

const hidden = "********";

function essential({ status: _status, metadata, ...object }: JsonObject): JsonObject {
  const kept = Object.entries(isObject(metadata) ? metadata : {}).filter(([name]) => !ofTheCluster.has(name));
  return { ...object, metadata: Object.fromEntries(kept) };
}

interface Difference {
  readonly path: readonly string[];
  readonly have?: Json | undefined;
  readonly want?: Json | undefined;
}

function compared(
  have: Json | undefined,
  want: Json | undefined,
  path: readonly string[],
): readonly Difference[] {
  if (have !== undefined && want !== undefined && equalJson(have, want)) return [];
  if (isObject(have) && isObject(want)) {
    const names = new Set([...Object.keys(have), ...Object.keys(want)]);
    return [...names].flatMap((name) => compared(have[name], want[name], [...path, name]));
  }
  return [{ path, have, want }];
}
