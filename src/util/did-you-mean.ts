/**
 * The candidate that a mistyped name most likely means; undefined when none is near.
 * Case, hyphens and underscores do not count.
 *
 * @example
 * ```ts
 * didYouMean("local_run_deploy", ["eks", "local_run_deployer"]); // "local_run_deployer"
 * ```
 */
export function didYouMean(wrong: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(wrong);
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const distance = nearness(wanted, plain(candidate));
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/**
 * The hint for a name that is not among the known ones: the nearest, else those that there are.
 *
 * @example
 * ```ts
 * candidatesHint("cpus", ["cpu", "memory"]); // "did you mean cpu?"
 * candidatesHint("zone", ["cpu", "memory"]); // "known here: cpu, memory"
 * ```
 */
export function candidatesHint(wrong: string, candidates: readonly string[]): string {
  const nearest = didYouMean(wrong, candidates);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  if (candidates.length === 0) return "there are none here";
  const shown = candidates.slice(0, 8).join(", ");
  return candidates.length > 8
    ? `known here: ${shown} and ${String(candidates.length - 8)} more`
    : `known here: ${shown}`;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_\s]/g, "");

/** Edit distance, or Infinity when the names are too far apart to be one word mistyped. */
function nearness(wrong: string, candidate: string): number {
  if (wrong === candidate) return 0;
  const allowed = Math.max(1, Math.floor(Math.max(wrong.length, candidate.length) / 3));
  if (wrong.length >= 4 && (candidate.startsWith(wrong) || wrong.startsWith(candidate))) return 1;
  if (Math.abs(wrong.length - candidate.length) > allowed) return Infinity;
  const distance = editDistance(wrong, candidate);
  return distance <= allowed ? distance : Infinity;
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
