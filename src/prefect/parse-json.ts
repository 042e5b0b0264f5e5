import type { Json } from "../interfaces/json.ts";
import { parseExactJson } from "../util/exact-integer.ts";

/** Text as JSON; undefined when it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = parseExactJson(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/* What is parsed as JSON is JSON by definition; a walk over every value would tell nothing new. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}
