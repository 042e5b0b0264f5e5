import { createHash } from "node:crypto";
import type { JsonObject } from "../../interfaces/json.ts";
import { stableJson } from "../../util/stable-json.ts";
import type { CachePart } from "../define/flow-options.ts";
import type { TaskDefinition } from "../define/task-definition.ts";
import { shownValues, toJson } from "./to-json.ts";

const usual: readonly CachePart[] = ["inputs", "source", "runId"];

/** Whether the results of a task are kept. */
export function keepsResults({ options }: TaskDefinition): boolean {
  if (options.persistResult !== undefined) return options.persistResult;
  return (
    options.resultStorage !== undefined ||
    options.cacheKey !== undefined ||
    (options.cachePolicy !== undefined && options.cachePolicy !== "none")
  );
}

/**
 * What two calls have in common that are the same. Undefined: the call is like no other, because nothing is kept, the
 * policy says so, or an argument is nothing that JSON carries.
 *
 * @param runId of the flow run; a task outside of one has its own
 */
export function cacheKey(
  definition: TaskDefinition,
  named: Readonly<Record<string, unknown>>,
  runId: string,
): string | undefined {
  const { cacheKey: own, cachePolicy = usual } = definition.options;
  if (!keepsResults(definition)) return undefined;
  if (own !== undefined) {
    const key = own(shownValues(named));
    return key === undefined ? undefined : digest(key);
  }
  if (cachePolicy === "none" || cachePolicy.length === 0) return undefined;
  const inputs: JsonObject | undefined = cachePolicy.includes("inputs") ? jsonInputs(named) : {};
  if (inputs === undefined) return undefined;
  return digest(
    stableJson({
      task: definition.name,
      inputs,
      source: cachePolicy.includes("source") ? definition.source : "",
      run: cachePolicy.includes("runId") ? runId : "",
    }),
  );
}

function jsonInputs(named: Readonly<Record<string, unknown>>): JsonObject | undefined {
  const inputs = Object.entries(named).map(([name, value]) => [name, toJson(value)] as const);
  if (inputs.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(inputs.map(([name, value]) => [name, value ?? null]));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
