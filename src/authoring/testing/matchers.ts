import type { Decorator } from "../../interfaces/flow-builder.ts";
import type { DeploymentChanges } from "../deployment-helpers.ts";
import { preview, type PreviewInput } from "../preview.ts";
import { differenceLines, differencesOf, plain } from "./differences.ts";
import { commuting, idempotent, keepingToggles, type Breach } from "./laws.ts";

/** What a matcher answers to the test runner. */
export interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Matchers for called recipes, for `expect.extend` of vitest and of whatever has the same form.
 *
 * @example
 * ```ts
 * import { recipeMatchers } from "meta-prefect/testing";
 * declare const expect: { readonly extend: (matchers: object) => void };
 * expect.extend(recipeMatchers);
 * // expect(tags({ tags: ["nightly"] })).toMakeDeployment({ tags: ["nightly"] });
 * ```
 */
export const recipeMatchers = {
  /** The deployment has these fields; a mapping may have more keys. */
  toMakeDeployment: (recipe: Decorator, fields: DeploymentChanges, input?: PreviewInput): Matched => {
    const found = differencesOf(plain(fields), plain(preview(recipe, input).deployment), true);
    return matched(
      found.length === 0 ? undefined : `the deployment is another one:\n${differenceLines(found)}`,
    );
  },
  /** Wrapping twice makes what wrapping once does. */
  toBeIdempotent: (recipe: Decorator, input?: PreviewInput): Matched => matched(idempotent(recipe, input)),
  /** In whatever order the two wrap, they make the same. */
  toCommuteWith: (recipe: Decorator, other: Decorator, input?: PreviewInput): Matched =>
    matched(commuting(recipe, other, input)),
  /** It never switches back what people switched. */
  toKeepToggles: (recipe: Decorator, input?: PreviewInput): Matched => matched(keepingToggles(recipe, input)),
} as const;

/** The types of {@link recipeMatchers}: `declare module "vitest" { interface Matchers<T> extends RecipeMatchers<T> {} }`. */
export interface RecipeMatchers<Result = unknown> {
  readonly toMakeDeployment: (fields: DeploymentChanges, input?: PreviewInput) => Result;
  readonly toBeIdempotent: (input?: PreviewInput) => Result;
  readonly toCommuteWith: (other: Decorator, input?: PreviewInput) => Result;
  readonly toKeepToggles: (input?: PreviewInput) => Result;
}

function matched(breach: Breach): Matched {
  return { pass: breach === undefined, message: () => breach ?? "it does, and should not" };
}
