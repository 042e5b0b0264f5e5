import { hasErrors, problem } from "../errors/diagnostics.ts";
import type { Diagnostic, Origin } from "../interfaces/diagnostic.ts";
import type { Layer } from "../interfaces/flow-builder.ts";
import type { InspectMode } from "../interfaces/flow.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import { deepFreeze } from "../util/freeze.ts";
import { buildStep, type RecipeTable } from "./build-step.ts";
import { checkShape } from "./check-shape.ts";
import { lazyOrigin } from "./lazy-origin.ts";
import { lifeCycleLayer } from "./life-cycle-layer.ts";
import { type EnvironmentLayers, sourceOf, type Step, toSteps } from "./layers.ts";
import { parsePath, type Path, valueAt } from "./path.ts";
import { interpolateAt, locateIn, type ProjectFile, speechAt } from "./project-file.ts";
import { checkEntry } from "./rules.ts";
import { type EntryDeclaration, entrySchema } from "./schema.ts";

/** One entry of `deployments` after its recipes were called. */
interface BuiltEntry {
  readonly name: string | undefined;
  readonly layers: readonly Layer[];
  readonly environment: string;
  readonly origin: Origin;
  /** None: the flow's code is elsewhere. */
  readonly inspect: InspectMode | "none" | undefined;
  /** JSON Schemas by parameter. */
  readonly parametersSchema: Readonly<Record<string, JsonObject>>;
}

/** What building an entry gave. Without an entry, the diagnostics say why. */
interface EntryResult {
  readonly entry: BuiltEntry | undefined;
  /** The environment that the entry is known to be fixed to, also when it could not be built. */
  readonly fixed: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What entries are built with. */
export interface Workshop {
  readonly file: ProjectFile;
  readonly recipes: RecipeTable;
  /** The layers of an environment. */
  readonly layers: (environment: string) => EnvironmentLayers;
}

/**
 * Builds the entry at a path. Recipes may fix the environment, and variables may depend on it: where the two differ,
 * the entry is built again in the environment that its recipes ask for.
 */
export function buildEntry(workshop: Workshop, at: Path, environment: string): EntryResult {
  const written = valueAt(workshop.file.value, [...at, "environment"]);
  const own = typeof written === "string" && !written.includes("${") ? written : undefined;
  const first = attempt(workshop, at, own ?? environment);
  const { entry } = first;
  if (entry?.fixed === undefined || entry.fixed === entry.built) return settle(first, own);
  const second = attempt(workshop, at, entry.fixed);
  if (second.entry?.fixed === undefined || second.entry.fixed === entry.fixed)
    return settle(second, entry.fixed);
  return settle(conflict(workshop, at, [entry.fixed, second.entry.fixed]), undefined);
}

interface Attempt extends Omit<BuiltEntry, "environment"> {
  /** The environment in which variables were read. */
  readonly built: string;
  readonly fixed: string | undefined;
}

interface AttemptResult {
  readonly entry: Attempt | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function settle({ entry, diagnostics }: AttemptResult, own: string | undefined): EntryResult {
  if (!entry) return { entry: undefined, fixed: own, diagnostics };
  const { built, fixed, ...rest } = entry;
  return { entry: { ...rest, environment: fixed ?? built }, fixed, diagnostics };
}

function conflict({ file }: Workshop, at: Path, names: readonly string[]): AttemptResult {
  const message = `the entry is fixed to two environments, ${names.map((name) => `"${name}"`).join(" and ")}`;
  const location = locateIn(file, at);
  const hint = "make two entries, one for each environment";
  return {
    entry: undefined,
    diagnostics: [problem("conflicting-environments", message, { location, hint })],
  };
}

function attempt(workshop: Workshop, at: Path, environment: string): AttemptResult {
  const { file } = workshop;
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const { value, faults } = interpolateAt(file, at, environment, report);
  const checked = checkShape(entrySchema, value, speechAt(file, at), report, faults);
  const declaration = checked.value;
  if (!declaration) return { entry: undefined, diagnostics };
  if (!checked.broken) checkEntry(file, at, declaration, report);
  const inherited = workshop.layers(environment);
  const layers = callRecipes(workshop, stepsOf(declaration, at, faults), inherited, report);
  if (hasErrors(diagnostics) || !layers) return { entry: undefined, diagnostics };
  const { overrides } = inherited;
  const all = [
    ...layers,
    ...overrides,
    ...extraLayer(declaration, originAt(file, [...at, "extra"])),
    ...lifeCycleLayer(declaration, originAt(file, at)),
  ];
  const fixed = new Set([declaration.environment, ...all.map(({ builder }) => builder.environment)]);
  fixed.delete(undefined);
  const names = [...fixed] as string[];
  if (names.length > 1) return conflict(workshop, at, names);
  const origin = originAt(file, at);
  return {
    entry: {
      name: declaration.name,
      layers: all,
      built: environment,
      fixed: names[0],
      origin,
      inspect: declaration.inspect,
      // As with `extra`: YAML without tags holds nothing but JSON.
      parametersSchema: (declaration.parameters_schema ?? {}) as Readonly<Record<string, JsonObject>>,
    },
    diagnostics,
  };
}

function stepsOf(entry: EntryDeclaration, at: Path, faults: readonly Path[]): Step[] {
  if (entry.recipe === undefined) return toSteps(entry.recipes ?? [], [...at, "recipes"], at, faults);
  const { recipe, variables } = entry;
  const own = variables ? sourceOf(variables, [...at, "variables"], at, faults) : undefined;
  const main: Step = { recipe, at: [...at, "recipe"], part: "value", own };
  // Both are an error; the recipes of the list are checked all the same.
  return [main, ...toSteps(entry.recipes ?? [], [...at, "recipes"], at, faults)];
}

/** Calls all recipes, so that the mistakes of every one are found; undefined when one could not be called. */
function callRecipes(
  { file, recipes }: Workshop,
  own: readonly Step[],
  inherited: EnvironmentLayers,
  report: (diagnostic: Diagnostic) => void,
): readonly Layer[] | undefined {
  const built = [...inherited.steps, ...own].map((step) =>
    buildStep(file, recipes, step, inherited.variablesOf(step.recipe), report),
  );
  return built.includes(undefined) ? undefined : built.flatMap((layers) => layers ?? []);
}

/** The escape hatch: fields of Prefect's API, on top of what recipes set. */
function extraLayer({ extra }: EntryDeclaration, origin: Origin): Layer[] {
  if (!extra) return [];
  // YAML without tags holds nothing but JSON; numbers that JSON has not were refused.
  const fields = deepFreeze(extra as Readonly<Record<string, Json>>);
  return [
    {
      builder: {
        name: "extra",
        requires: [],
        updateDeployment: (deployment) => ({ ...deployment, extra: { ...deployment.extra, ...fields } }),
      },
      origin,
    },
  ];
}

function originAt(file: ProjectFile, at: Path): Origin {
  return lazyOrigin(
    () => locateIn(file, at),
    (dotted) => file.locator.value([...at, ...parsePath(valueAt(file.value, at), dotted)]),
    () => "entry",
  );
}
