import { isMetaPrefectError, MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Deployment } from "../../interfaces/deployment.ts";
import type { Decorator } from "../../interfaces/flow-builder.ts";
import type { FlowReference } from "../../interfaces/flow.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { Recipe, RecipeArguments } from "../../interfaces/recipe.ts";
import type { z } from "zod";
import type { DeploymentChanges } from "../deployment-helpers.ts";
import { makeDecorator } from "../make-decorator.ts";
import { preview, type Preview, type PreviewInput } from "../preview.ts";
import { isDecorator } from "../wrappable.ts";
import { differenceLines, differencesOf, plain } from "./differences.ts";
import { commuting, idempotent, keepingToggles, type Breach } from "./laws.ts";

/** A recipe that made a deployment, with what can be expected of it. Each expectation throws, and answers the trial. */
export interface RecipeTrial extends Preview {
  /** The deployment has these fields; a mapping may have more keys. */
  readonly toMake: (fields: DeploymentChanges) => RecipeTrial;
  /** The deployment differs from the one before the recipe in these fields, and in no other. */
  readonly toChangeOnly: (...fields: readonly (keyof Deployment)[]) => RecipeTrial;
  /** These must exist, by `kind:name`, with `*` for any text; no others. */
  readonly toRequire: (...components: readonly string[]) => RecipeTrial;
  /** It warns of this, and of nothing else. None: it warns of nothing. */
  readonly toWarn: (...warnings: readonly (string | RegExp)[]) => RecipeTrial;
  /** What the recipe set and what it requires, in a form for snapshots: `expect(trial.snapshot()).toMatchInlineSnapshot()`. */
  readonly snapshot: () => JsonObject;
}

/** A called recipe that is about to be tried. */
export interface RecipeExpectation {
  /** Wraps a flow. Nothing is read: what the recipe knows of the flow comes from `input.flow`. */
  readonly on: (flow: FlowReference, input?: PreviewInput) => RecipeTrial;
  /** It refuses its variables or the deployment, and says so. */
  readonly toRefuse: (message: string | RegExp, input?: PreviewInput) => void;
  /** Wrapping twice makes what wrapping once does. */
  readonly toBeIdempotent: (input?: PreviewInput) => void;
  /** In whatever order the two wrap, they make the same. */
  readonly toCommuteWith: (other: Decorator, input?: PreviewInput) => void;
  /** It never switches back what people switched: a paused deployment, a schedule that is off. */
  readonly toKeepToggles: (input?: PreviewInput) => void;
}

/**
 * Tries a recipe out, without files and without a server.
 *
 * @example
 * ```ts
 * import { flow, tags } from "meta-prefect";
 * import { expectRecipe } from "meta-prefect/testing";
 *
 * const nightly = expectRecipe(tags, { tags: ["nightly"] });
 * nightly.on(flow("flows/etl.py:etl")).toMake({ tags: ["nightly"] }).toRequire();
 * nightly.toBeIdempotent();
 * ```
 * @throws MetaPrefectError `expectation-failed` where something else was made, with the differences
 */
export function expectRecipe<Schema extends z.ZodType>(
  recipe: Recipe<Schema>,
  ...variables: RecipeArguments<Schema>
): RecipeExpectation;
export function expectRecipe(decorator: Decorator): RecipeExpectation;
export function expectRecipe<Schema extends z.ZodType>(
  tried: Recipe<Schema> | Decorator,
  ...variables: RecipeArguments<Schema>
): RecipeExpectation {
  // The call may refuse its variables, which is for `toRefuse` to see.
  const decorator = (): Decorator => (isDecorator(tried) ? tried : tried(...variables));
  return {
    on: ({ language, ...place }, input = {}) => {
      const entrypoint = "entrypoint" in place ? place.entrypoint : place.declared.name;
      const object = entrypoint.slice(entrypoint.lastIndexOf(":") + 1);
      const flow = { language, entrypoint, name: object.replaceAll("_", "-"), ...input.flow };
      return trial(decorator(), { ...input, flow });
    },
    toRefuse: (message, input) => {
      const said = refusal(() => preview(decorator(), input));
      if (said === undefined) throw failed("the recipe refused nothing");
      if (!matches(said, message)) throw failed(`the recipe refused with something else:\n  ${said}`);
    },
    toBeIdempotent: (input) => {
      hold(idempotent(decorator(), input));
    },
    toCommuteWith: (other, input) => {
      hold(commuting(decorator(), other, input));
    },
    toKeepToggles: (input) => {
      hold(keepingToggles(decorator(), input));
    },
  };
}

function trial(decorator: Decorator, input: PreviewInput): RecipeTrial {
  const made = preview(decorator, input);
  const before = preview(makeDecorator([]), input);
  const { deployment, components, warnings } = made;
  const changed = differencesOf(plain(before.deployment), plain(deployment), false).map(
    ({ path }) => path.split(".")[0],
  );
  const required = [...new Set(components.map(({ kind, name }) => `${kind}:${name}`))].sort();
  const self: RecipeTrial = {
    ...made,
    toMake: (fields) => {
      const differences = differencesOf(plain(fields), plain(deployment), true);
      if (differences.length > 0)
        throw failed(`the deployment is another one:\n${differenceLines(differences)}`);
      return self;
    },
    toChangeOnly: (...fields) => {
      const extra = [...new Set(changed)].filter((field) => !fields.some((one) => one === field));
      const missing = fields.filter((field) => !changed.includes(field));
      if (extra.length > 0) throw failed(`the recipe also changed ${extra.join(", ")}`);
      if (missing.length > 0) throw failed(`the recipe did not change ${missing.join(", ")}`);
      return self;
    },
    toRequire: (...wanted) => {
      const missing = wanted.filter((pattern) => !required.some((key) => glob(pattern).test(key)));
      const extra = required.filter((key) => !wanted.some((pattern) => glob(pattern).test(key)));
      if (missing.length + extra.length === 0) return self;
      const lines = [
        ...missing.map((key) => `  missing: ${key}`),
        ...extra.map((key) => `  not expected: ${key}`),
      ];
      throw failed(`other components are required:\n${lines.join("\n")}`);
    },
    toWarn: (...wanted) => {
      const missing = wanted.filter((message) => !warnings.some((said) => matches(said, message)));
      const extra = warnings.filter((said) => !wanted.some((message) => matches(said, message)));
      if (missing.length + extra.length === 0) return self;
      throw failed(`other warnings came:\n${warnings.map((said) => `  ${said}`).join("\n") || "  none"}`);
    },
    snapshot: () => ({
      deployment: Object.fromEntries(
        Object.entries(deployment)
          .filter(([field]) => changed.includes(field))
          .map(([field, value]) => [field, plain(value)]),
      ),
      requires: required,
      ...(warnings.length > 0 && { warnings }),
    }),
  };
  return self;
}

function hold(breach: Breach): void {
  if (breach !== undefined) throw failed(breach);
}

function refusal(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (thrown) {
    if (!isMetaPrefectError(thrown)) throw thrown;
    return [thrown.message, ...(thrown.hint === undefined ? [] : [thrown.hint])].join(" ");
  }
}

function matches(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
}

function glob(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

function failed(message: string): MetaPrefectError {
  return new MetaPrefectError("expectation-failed", message);
}
