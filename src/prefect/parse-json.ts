import type { Json } from "../interfaces/json.ts";

/** Text as JSON; undefined when it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/* What JSON.parse gives is JSON by definition; a walk over every value would tell nothing new. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}
