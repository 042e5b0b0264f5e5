import type { JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";
import { booleanOf } from "./timings.ts";

/** A trigger of a `prefect.yaml`: the automation that `prefect deploy` makes of it, which runs the deployment. */
export interface DeploymentTrigger {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  /** In Prefect's words, without what Prefect leaves out. */
  readonly trigger: JsonObject;
  readonly parameters?: JsonObject;
  readonly jobVariables?: JsonObject;
  /** Seconds, or a duration. @default 0 */
  readonly after?: number | string;
}

const resourceKeys = ["match", "match_related"] as const;
const keysByType: Readonly<Record<string, readonly string[]>> = {
  event: ["posture", "expect", "after", "for_each", "threshold", "within", ...resourceKeys],
  metric: ["metric", ...resourceKeys],
  compound: ["require", "triggers", "within"],
  sequence: ["triggers", "within"],
};

/** Reads the triggers of a deployment, with the names that Prefect gives to those that have none. */
export function triggersOf(deployment: string, given: readonly JsonObject[]): readonly DeploymentTrigger[] {
  return given.map((spec, index) => {
    const {
      name,
      description,
      enabled,
      parameters,
      job_variables: jobVariables,
      schedule_after: after,
    } = spec;
    return {
      name: typeof name === "string" && name !== "" ? name : `${deployment}__automation_${String(index + 1)}`,
      description: typeof description === "string" ? description : "",
      enabled: booleanOf(enabled) ?? true,
      trigger: triggerOf(spec),
      ...(isObject(parameters) && { parameters }),
      ...(isObject(jobVariables) && { jobVariables }),
      ...((typeof after === "number" || typeof after === "string") && { after }),
    };
  });
}

function triggerOf(spec: JsonObject): JsonObject {
  const type = typeIn(spec);
  const keys = keysByType[type] ?? [];
  const kept = Object.entries(spec).filter(([key, value]) => keys.includes(key) && value !== null);
  const inner = Object.fromEntries(kept);
  const { triggers } = inner;
  return {
    type,
    ...inner,
    ...(Array.isArray(triggers) && { triggers: triggers.filter(isObject).map(triggerOf) }),
  };
}

/** Prefect finds the type out where it is not said. */
function typeIn(spec: JsonObject): string {
  if (typeof spec["type"] === "string") return spec["type"];
  if (spec["posture"] === "Metric") return "metric";
  if ("triggers" in spec) return "require" in spec ? "compound" : "sequence";
  return "event";
}
