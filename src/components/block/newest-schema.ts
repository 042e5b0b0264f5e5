import type { ApiBlockSchema } from "../../interfaces/api-block.ts";

/**
 * The schema that a new document gets: of the highest version, of equal ones the newest. A server has several when
 * clients of several versions registered the type; those without a version are the oldest.
 */
export function newestSchema(schemas: readonly ApiBlockSchema[]): ApiBlockSchema | undefined {
  return [...schemas].sort(
    (a, b) => compareVersions(b.version, a.version) || (a.created < b.created ? 1 : -1),
  )[0];
}

/** "0.27.3" is more than "0.4.1", and "non-versioned" less than any. */
function compareVersions(a: string, b: string): number {
  const [first, second] = [/^\d/.test(a), /^\d/.test(b)];
  return first && second ? a.localeCompare(b, "en", { numeric: true }) : Number(first) - Number(second);
}
