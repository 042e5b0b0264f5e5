import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { FieldChange } from "../../interfaces/plan.ts";

/** Adds to each change which recipe asks for it: `recipe schedule, meta_prefect.yaml:21`. */
export function explain(changes: readonly FieldChange[], spec: DeploymentSpec): readonly FieldChange[] {
  return changes.map((change) => {
    const because = reasonOf(change.path, spec);
    return because === undefined ? change : { ...change, because };
  });
}

/** The source of the longest known part of a path. */
function reasonOf(path: string, spec: DeploymentSpec): string | undefined {
  const keys = path.split(".");
  for (let length = keys.length; length > 0; length--) {
    const source = spec.because[keys.slice(0, length).join(".")];
    if (source === undefined) continue;
    const { recipe, location } = source;
    return `recipe ${recipe}${location === undefined ? "" : `, ${location.file}:${location.line.toString()}`}`;
  }
  return undefined;
}
