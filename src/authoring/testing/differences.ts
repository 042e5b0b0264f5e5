import type { Json } from "../../interfaces/json.ts";
import { equalJson, isObject } from "../../util/stable-json.ts";

/** One place where two values differ; a side without the place is undefined. */
export interface Difference {
  /** Dotted, for example `jobVariables.env.LEVEL`. */
  readonly path: string;
  readonly expected: Json | undefined;
  readonly made: Json | undefined;
}

/**
 * Where what was made differs from what was expected.
 *
 * @param partly Whether mappings may have more keys than expected.
 */
export function differencesOf(
  expected: Json | undefined,
  made: Json | undefined,
  partly: boolean,
  path = "",
): readonly Difference[] {
  if (equalJson(expected, made)) return [];
  if (!isObject(expected) || !isObject(made)) return [{ path, expected, made }];
  const keys = new Set([...Object.keys(expected), ...(partly ? [] : Object.keys(made))]);
  return [...keys].flatMap((key) =>
    differencesOf(expected[key], made[key], partly, path === "" ? key : `${path}.${key}`),
  );
}

/** Differences as lines: `jobVariables.cpu: expected 2, made 4`. */
export function differenceLines(differences: readonly Difference[]): string {
  return differences
    .map(({ path, expected, made }) => `  ${path || "all"}: expected ${shown(expected)}, made ${shown(made)}`)
    .join("\n");
}

/** Plain data as JSON; functions and undefined are no part of it. */
export function plain(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
}

function shown(value: Json | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
