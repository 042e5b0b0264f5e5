import { problem } from "../errors/diagnostics.ts";
import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { ConfigurationLayer, Diagnostic, Location, Origin } from "../interfaces/diagnostic.ts";
import type { Layer } from "../interfaces/flow-builder.ts";
import type { AnyRecipe } from "../interfaces/recipe.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { recipeBrand } from "../util/recipe-brand.ts";
import { checkShape } from "./check-shape.ts";
import { lazyOrigin } from "./lazy-origin.ts";
import { mergeDeep, type Step, type VariableSource } from "./layers.ts";
import { isMapping, parsePath, type Path, valueAt } from "./path.ts";
import { locateIn, type ProjectFile, type Report } from "./project-file.ts";

type Layers = readonly Layer[];

/** The recipes that a project may name. */
export type RecipeTable = ReadonlyMap<string, AnyRecipe>;

/** Calls the recipe of a step; answers its layers, or undefined when something was reported. */
export function buildStep(
  file: ProjectFile,
  recipes: RecipeTable,
  step: Step,
  inherited: readonly VariableSource[],
  report: Report,
): Layers | undefined {
  const recipe = recipes.get(step.recipe);
  if (!recipe) {
    report(unknownRecipe(file, recipes, step.recipe, step.at, step.part));
    return undefined;
  }
  const sources = (step.own ? [...inherited, step.own] : [...inherited]).toSorted(
    (a, b) => strength[layerAt(a.at)] - strength[layerAt(b.at)],
  );
  const variables = sources.reduce<Readonly<Record<string, unknown>>>(
    (lower, source) => mergeDeep(lower, source.value),
    {},
  );
  const locate = (path: Path, part: "key" | "value"): Location =>
    locateVariable(file, step, sources, path, part);
  const faults = sources.flatMap((source) => source.faults);
  const speech = {
    unknown: "unknown-variable",
    missing: "missing-variable",
    invalid: "invalid-variable",
    unknownMessage: (key: string) => `recipe ${step.recipe} has no variable "${key}"`,
    get written() {
      return writtenVariables(file, sources);
    },
    locate,
  } as const;
  const complain = (thrown: unknown): void => {
    failure(thrown, step, locateIn(file, step.at, step.part), report);
  };
  /** Reports what the schema finds; only without a mistake the work is done. */
  const checked = (work: () => Layers | undefined): Layers | undefined =>
    attempt(() => {
      const told: Diagnostic[] = [];
      const tell: Report = (diagnostic) => {
        told.push(diagnostic);
        report(diagnostic);
      };
      checkShape(recipe.variables, variables, speech, tell, faults);
      return told.length > 0 ? undefined : work();
    }, complain);
  // It transforms them: it gets what was written, not what the schema made of it.
  const decorate = (): Layers =>
    recipe.decorate(variables, originOf(file, step, { variables, sources }, locate)).layers;
  if (faults.length > 0) return checked(() => undefined);
  if (!(recipeBrand in recipe)) return checked(decorate);
  // What checks its variables itself is asked at once; mistakes are then looked for to tell them in the file's words.
  return attempt(decorate, (refusal) => {
    checked(() => {
      throw refusal;
    });
  });
}

function attempt<Result>(work: () => Result, otherwise: (thrown: unknown) => void): Result | undefined {
  try {
    return work();
  } catch (thrown) {
    otherwise(thrown);
    return undefined;
  }
}

/** Says that no recipe has a name, and which one may be meant. */
export function unknownRecipe(
  file: ProjectFile,
  recipes: RecipeTable,
  name: string,
  at: Path,
  part: "key" | "value",
): ReturnType<typeof problem> {
  const near = didYouMean(name, recipes.keys());
  const meant = near === undefined ? "" : `did you mean ${near}? `;
  return problem("unknown-recipe", `no recipe has the name "${name}"`, {
    location: locateIn(file, at, part),
    hint: `${meant}\`meta-prefect recipes list\` shows all`,
  });
}

function writtenVariables(
  file: ProjectFile,
  sources: readonly VariableSource[],
): Readonly<Record<string, unknown>> {
  return sources.reduce<Readonly<Record<string, unknown>>>((lower, { at }) => {
    const value = valueAt(file.value, at);
    return isMapping(value) ? mergeDeep(lower, value) : lower;
  }, {});
}

/** The deepest place that any source has for a variable, the strongest source first; at least the recipe. */
function locateVariable(
  file: ProjectFile,
  step: Step,
  sources: readonly VariableSource[],
  path: Path,
  part: "key" | "value",
): Location {
  const strongest = sources.toReversed();
  for (let length = path.length; length > 0; length--) {
    for (const source of strongest) {
      const at = [...source.at, ...path.slice(0, length)];
      const found = part === "key" && length === path.length ? file.locator.key(at) : file.locator.value(at);
      if (found) return found;
    }
  }
  return (step.own && file.locator.value(step.own.at)) ?? locateIn(file, step.at, step.part);
}

function originOf(
  file: ProjectFile,
  step: Step,
  {
    variables,
    sources,
  }: { variables: Readonly<Record<string, unknown>>; sources: readonly VariableSource[] },
  locate: (path: Path, part: "key" | "value") => Location,
): Origin {
  return lazyOrigin(
    () => locateIn(file, step.at, step.part),
    (dotted) => {
      const [root, ...path] = parsePath({ variables }, dotted);
      return root === "variables" ? locate(path, "value") : undefined;
    },
    (dotted) => {
      if (dotted === "") return layerAt(step.at);
      const [root, ...path] = parsePath({ variables }, dotted);
      if (root !== "variables") return undefined;
      const source = sources.findLast(({ value }) => valueAt(value, path) !== undefined);
      return source && layerAt(source.at);
    },
  );
}

/** What a recipe of `defaults` is given right there is weaker than what an environment gives it. */
const strength: Readonly<Record<ConfigurationLayer, number>> = { defaults: 0, environment: 1, entry: 2 };

/** The layer of the file that a path lies in. */
function layerAt([key]: Path): ConfigurationLayer {
  if (key === "defaults") return "defaults";
  return key === "environments" ? "environment" : "entry";
}

/** Passes on what a recipe threw, at the step's place unless it knows a better one. */
function failure(thrown: unknown, step: Step, location: Location, report: Report): void {
  if (isMetaPrefectError(thrown)) {
    for (const diagnostic of thrown.diagnostics) report({ location, ...diagnostic });
    if (thrown.diagnostics.length > 0) return;
  }
  const ours = isMetaPrefectError(thrown) ? thrown : undefined;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  report(
    problem(ours?.code ?? "recipe-failed", `recipe ${step.recipe}: ${message}`, {
      location,
      ...(ours?.hint !== undefined && { hint: ours.hint }),
    }),
  );
}
