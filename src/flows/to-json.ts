import type { Json, JsonObject } from "../interfaces/json.ts";
import type { Draft, DraftValue } from "./python/schema/core.ts";

function value(draft: DraftValue): Json {
  if (typeof draft === "bigint") return Number(draft);
  if (Array.isArray(draft)) return draft.map(value);
  return draft !== null && typeof draft === "object" ? toJson(draft) : draft;
}

/** Whether a schema has an integer that a JavaScript number cannot carry. */
export function hasUnsafeInteger(draft: DraftValue): boolean {
  if (typeof draft === "bigint")
    return draft > BigInt(Number.MAX_SAFE_INTEGER) || draft < BigInt(Number.MIN_SAFE_INTEGER);
  if (Array.isArray(draft)) return draft.some(hasUnsafeInteger);
  return draft !== null && typeof draft === "object" && Object.values(draft).some(hasUnsafeInteger);
}

/** A schema as plain JSON. Integers beyond 2^53 become the nearest number that JavaScript has. */
export function toJson(draft: Draft): JsonObject {
  return Object.fromEntries(Object.entries(draft).map(([key, inner]) => [key, value(inner)]));
}
