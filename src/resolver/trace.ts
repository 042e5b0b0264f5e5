import type { Deployment } from "../interfaces/deployment.ts";
import type { Layer } from "../interfaces/flow-builder.ts";
import type { Json } from "../interfaces/json.ts";
import type { Schedule } from "../interfaces/schedule.ts";
import { equalJson, isObject } from "../util/stable-json.ts";

/** Which layer last set a field, by the deployment's own path: `tags`, `jobVariables.image`, `schedules.nightly`. */
export type Trace = ReadonlyMap<string, Layer>;

/** Adds what a layer changed to the trace. */
export function traceChanges(trace: Trace, before: Deployment, after: Deployment, layer: Layer): Trace {
  if (before === after) return trace;
  const had = partsOf(before);
  const has = partsOf(after);
  const changed = [...has].filter(([path, value]) => !had.has(path) || !equalJson(had.get(path), value));
  return new Map([...trace, ...changed.map(([path]) => [path, layer] as const)]);
}

/** The fields of a deployment, one level deeper where recipes share a field. */
function partsOf(deployment: Deployment): ReadonlyMap<string, Json> {
  const { flow: _flow, schedules, ...fields } = deployment;
  const parts = new Map<string, Json>();
  for (const schedule of schedules ?? []) parts.set(`schedules.${schedule.slug}`, plain(schedule));
  for (const [name, value] of Object.entries(fields) as [string, Json][]) {
    if (shared.has(name) && isObject(value)) {
      for (const [key, inner] of Object.entries(value)) parts.set(`${name}.${key}`, inner);
    }
    parts.set(name, value);
  }
  return parts;
}

const shared = new Set(["parameters", "jobVariables", "labels", "extra"]);

function plain(schedule: Schedule): Json {
  return { ...schedule, schedule: { ...schedule.schedule } } as Json;
}
