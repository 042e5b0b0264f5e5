import type { Json, JsonObject } from "../interfaces/json.ts";
import { exactInteger, isExactInteger } from "../util/exact-integer.ts";
import type { Draft, DraftValue } from "./python/schema/core.ts";

function value(draft: DraftValue): Json {
  if (typeof draft === "bigint") return exactInteger(draft);
  if (Array.isArray(draft)) return draft.map(value);
  return draft !== null && typeof draft === "object" ? toJson(draft) : draft;
}

/** Whether a schema has a text that would be taken for an integer beyond JavaScript's numbers. */
export function hasUnkeptText(draft: DraftValue): boolean {
  if (typeof draft === "string") return isExactInteger(draft);
  if (Array.isArray(draft)) return draft.some(hasUnkeptText);
  return draft !== null && typeof draft === "object" && Object.values(draft).some(hasUnkeptText);
}

/** A schema as plain JSON, integers by `exactInteger`. */
export function toJson(draft: Draft): JsonObject {
  return Object.fromEntries(Object.entries(draft).map(([key, inner]) => [key, value(inner)]));
}
