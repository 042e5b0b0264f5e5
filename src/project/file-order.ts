import { basename } from "node:path";
import type { Diagnostic } from "../interfaces/diagnostic.ts";

/**
 * Diagnostics as a reader goes through them: those without a place, those of the project file from top to bottom,
 * then those of other files as they were found. What was found twice stands once.
 */
export function fileOrder(
  diagnostics: readonly Diagnostic[],
  path: string | undefined,
): readonly Diagnostic[] {
  const shown = path === undefined ? undefined : basename(path);
  const seen = new Set<string>();
  const unique = diagnostics.filter(({ code, message, location }) => {
    const key = JSON.stringify([code, message, location?.file, location?.line, location?.column]);
    return seen.size !== seen.add(key).size;
  });
  const rank = ({ location }: Diagnostic): number =>
    location === undefined ? 0 : location.file === shown ? 1 : 2;
  return unique.toSorted((a, b) => {
    const apart = rank(a) - rank(b);
    if (apart !== 0 || rank(a) !== 1) return apart;
    const [first, second] = [a.location, b.location];
    return (first?.line ?? 0) - (second?.line ?? 0) || (first?.column ?? 0) - (second?.column ?? 0);
  });
}
