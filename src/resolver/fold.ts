import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import { problem, warning } from "../errors/diagnostics.ts";
import type { Component } from "../interfaces/component.ts";
import type { Deployment } from "../interfaces/deployment.ts";
import type { Diagnostic, Location, Severity } from "../interfaces/diagnostic.ts";
import type { BuildContext, Layer, Pointer } from "../interfaces/flow-builder.ts";
import type { ProjectEntry } from "../interfaces/project.ts";
import { deepFreeze } from "../util/freeze.ts";
import { traceChanges, type Trace } from "./trace.ts";

/** What every entry of a run may know; the fold adds the entry's own environment and pointers. */
export type BuildFacts = Omit<BuildContext, "environment" | "fail" | "warn">;

/** One finished deployment. */
export interface Folded {
  readonly deployment: Deployment;
  readonly requires: readonly Component[];
  /** Which layer set which field. */
  readonly trace: Trace;
}

class Refusal extends Error {}

/** Runs an entry's builders, innermost first. Undefined when one refused; the diagnostics say why. */
export function foldEntry(
  entry: ProjectEntry,
  facts: BuildFacts,
): { readonly folded?: Folded; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const { layers } = entry.deployable;
  let current = layers[0];
  const point = (severity: Severity, message: string, pointer: Pointer | undefined): void => {
    if (current !== undefined) diagnostics.push(pointed(severity, message, pointer, current, entry));
  };
  const own = {
    environment: entry.environment,
    warn: (message: string, pointer?: Pointer) => {
      point("warning", message, pointer);
    },
    fail: (message: string, pointer?: Pointer): never => {
      point("error", message, pointer);
      throw new Refusal();
    },
  };
  // Getters stay getters: a build that does not ask for the time does not depend on it.
  const context: BuildContext = Object.assign(withGetters(facts), own);
  try {
    let deployment = startOf(entry, facts);
    const trace: Trace = new Map();
    for (const layer of layers) {
      current = layer;
      const before: Deployment = deployment;
      deployment = guarded(layer, entry, diagnostics, () => {
        const next = layer.builder.updateDeployment(before, context);
        traceChanges(trace, before, next, layer);
        return deepFreeze(next);
      });
    }
    const requires = layers.flatMap((layer) => {
      const { requires: wanted } = layer.builder;
      current = layer;
      return typeof wanted === "function"
        ? guarded(layer, entry, diagnostics, () => wanted(deployment, context))
        : wanted;
    });
    return { folded: { deployment, requires, trace }, diagnostics };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { diagnostics };
    throw thrown;
  }
}

function withGetters<Value extends object>(value: Value): Value {
  return Object.defineProperties({}, Object.getOwnPropertyDescriptors(value)) as Value;
}

/** A flow that no recipe touched: its own facts, run from the project's folder. */
function startOf(entry: ProjectEntry, facts: BuildFacts): Deployment {
  const { flow } = entry;
  if (flow.elsewhere === true) return deepFreeze({ flow, name: entry.name.value });
  return deepFreeze({
    flow,
    name: entry.name.value,
    entrypoint: flow.entrypoint,
    description: flow.description,
    parameterSchema: flow.parameterSchema,
    enforceParameterSchema: true,
    pullSteps: [{ "prefect.deployments.steps.set_working_directory": { directory: facts.root } }],
  });
}

function guarded<Result>(
  layer: Layer,
  entry: ProjectEntry,
  diagnostics: Diagnostic[],
  work: () => Result,
): Result {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    const location = placeOf(undefined, layer, entry);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    diagnostics.push(
      isMetaPrefectError(thrown)
        ? problem(thrown.code, message, { location, ...(thrown.hint !== undefined && { hint: thrown.hint }) })
        : problem("builder-failed", `recipe ${layer.builder.name} threw: ${message}`, { location }),
    );
    throw new Refusal();
  }
}

function pointed(
  severity: Severity,
  message: string,
  pointer: Pointer | undefined,
  layer: Layer,
  entry: ProjectEntry,
): Diagnostic {
  const make = severity === "error" ? problem : warning;
  return make("recipe-failed", message, {
    location: placeOf(pointer?.at, layer, entry),
    ...(pointer?.hint !== undefined && { hint: pointer.hint }),
  });
}

function placeOf(at: string | undefined, layer: Layer, entry: ProjectEntry): Location {
  const origin = layer.origin ?? entry.origin;
  return (at === undefined ? undefined : origin?.locate(at)) ?? origin?.location ?? entry.flow.location;
}
