import type { Json, JsonObject } from "../interfaces/json.ts";
import type { Draft, DraftValue } from "./python/schema/core.ts";

function value(draft: DraftValue): Json {
  if (typeof draft === "bigint") return Number(draft);
  if (Array.isArray(draft)) return draft.map(value);
  return draft !== null && typeof draft === "object" ? toJson(draft) : draft;
}

/** The largest integer that Prefect's own JSON writer takes. */
const largest = 2n ** 63n - 1n;

/** Whether a schema has an integer that a JavaScript number does not carry to the text of the JSON digit by digit. */
export function hasUnsafeInteger(draft: DraftValue): boolean {
  if (typeof draft === "bigint")
    return draft > largest || draft < -largest || String(Number(draft)) !== draft.toString();
  if (Array.isArray(draft)) return draft.some(hasUnsafeInteger);
  return draft !== null && typeof draft === "object" && Object.values(draft).some(hasUnsafeInteger);
}

/** A schema as plain JSON. Integers that JavaScript does not have become the nearest that it has. */
export function toJson(draft: Draft): JsonObject {
  return Object.fromEntries(Object.entries(draft).map(([key, inner]) => [key, value(inner)]));
}
