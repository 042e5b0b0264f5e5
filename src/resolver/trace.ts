import type { Deployment } from "../interfaces/deployment.ts";
import type { Layer } from "../interfaces/flow-builder.ts";
import type { Json } from "../interfaces/json.ts";
import type { Schedule } from "../interfaces/schedule.ts";
import { equalJson, isObject } from "../util/stable-json.ts";

/** Which layer last set a field, by the deployment's own path: `tags`, `jobVariables.image`, `schedules.nightly`. */
export type Trace = Map<string, Layer>;

/** Writes into the trace what a layer changed. Most layers change one field, so the others are told by identity. */
export function traceChanges(trace: Trace, before: Deployment, after: Deployment, layer: Layer): void {
  if (before === after) return;
  const had = before as unknown as Readonly<Record<string, Json | undefined>>;
  for (const [name, value] of Object.entries(after) as [string, Json][]) {
    const old = had[name];
    if (old === value || name === "flow") continue;
    const [parts, oldParts] = [partsOf(name, value), partsOf(name, old)];
    for (const [part, inner] of Object.entries(parts)) {
      if (!equalJson(oldParts[part], inner)) trace.set(`${name}.${part}`, layer);
    }
    if (name !== "schedules" && !equalJson(old, value)) trace.set(name, layer);
  }
}

const shared = new Set(["parameters", "jobVariables", "labels", "extra"]);

/** One level deeper where recipes share a field. */
function partsOf(name: string, value: Json | undefined): Readonly<Record<string, Json>> {
  if (name === "schedules") {
    const schedules = (value ?? []) as unknown as readonly Schedule[];
    return Object.fromEntries(schedules.map((schedule) => [schedule.slug, schedule as unknown as Json]));
  }
  return shared.has(name) && isObject(value) ? value : {};
}
