import type { Layer } from "../interfaces/flow-builder.ts";
import { checkShape } from "./check-shape.ts";
import { environmentOverrides } from "./environment-overrides.ts";
import { isMapping, type Path } from "./path.ts";
import { interpolateAt, type ProjectFile, type Report, speechAt } from "./project-file.ts";
import { layerSchema, type StepDeclaration } from "./schema.ts";

/** Variables of one recipe as one place of the file gives them. */
export interface VariableSource {
  readonly at: Path;
  readonly value: Readonly<Record<string, unknown>>;
  /** Paths below `value` that are reported already. */
  readonly faults: readonly Path[];
}

/** One recipe where an entry or a layer has it. */
export interface Step {
  readonly recipe: string;
  /** Where the recipe's name stands, as a key or as a value. */
  readonly at: Path;
  readonly part: "key" | "value";
  /** The variables given right there. */
  readonly own: VariableSource | undefined;
}

/** What `defaults` and one environment contribute to its entries. */
export interface EnvironmentLayers {
  /** Innermost first. */
  readonly steps: readonly Step[];
  /** The variables that the layers have for a recipe, weakest first. */
  readonly variablesOf: (recipe: string) => readonly VariableSource[];
  /** What the environment puts over what the entry's recipes made. */
  readonly overrides: readonly Layer[];
}

/** Reads the layers of one environment. Their shape was checked before, so that only references are reported. */
export function readEnvironmentLayers(
  file: ProjectFile,
  layers: readonly Path[],
  environment: string,
  report: Report,
): EnvironmentLayers {
  const mine = layers.filter(([key, name]) => key === "defaults" || name === environment);
  const read = mine.map((at) => {
    const { value, faults } = interpolateLayer(file, at, environment, report);
    const declaration = checkShape(layerSchema, value, speechAt(file, at), ignore).value;
    return { at, faults, recipes: declaration?.recipes ?? [], variables: declaration?.variables ?? {} };
  });
  return {
    overrides: environmentOverrides(file, environment, report),
    steps: read.flatMap(({ at, faults, recipes }) => toSteps(recipes, [...at, "recipes"], at, faults)),
    variablesOf: (recipe) =>
      read.flatMap(({ at, faults, variables }) => {
        const source = variables[recipe];
        if (!isMapping(source) || !Object.hasOwn(variables, recipe)) return [];
        return [sourceOf(source, [...at, "variables", recipe], at, faults)];
      }),
  };
}

const ignore = (): void => undefined;

/** The recipes and variables of a layer; what else an environment has is read by others. */
function interpolateLayer(
  file: ProjectFile,
  at: Path,
  environment: string,
  report: Report,
): ReturnType<typeof interpolateAt> {
  const parts = (["recipes", "variables"] as const).map((key) => ({
    key,
    ...interpolateAt(file, [...at, key], environment, report),
  }));
  return {
    value: Object.fromEntries(parts.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]]))),
    faults: parts.flatMap(({ key, faults }) => faults.map((path) => [key, ...path])),
  };
}

/**
 * The steps of a list under `recipes`.
 *
 * @param at Path of the list.
 * @param base Path to which `faults` are relative.
 */
export function toSteps(
  list: readonly StepDeclaration[],
  at: Path,
  base: Path,
  faults: readonly Path[],
): Step[] {
  return list.map((item, index) => {
    const place = [...at, index];
    if (typeof item === "string") return { recipe: item, at: place, part: "value", own: undefined };
    const [recipe, variables] = Object.entries(item)[0] ?? ["", null];
    const path = [...place, recipe];
    const own = variables === null ? undefined : sourceOf(variables, path, base, faults);
    return { recipe, at: path, part: "key", own };
  });
}

/** Makes a source, with those faults that lie in it. */
export function sourceOf(
  value: Readonly<Record<string, unknown>>,
  at: Path,
  base: Path,
  faults: readonly Path[],
): VariableSource {
  const way = at.slice(base.length);
  const inside = faults.filter((path) => way.every((key, index) => String(path[index]) === String(key)));
  return { at, value, faults: inside.map((path) => path.slice(way.length)) };
}

/** Lays one mapping over another: mappings are merged deep, lists and plain values replaced. */
export function mergeDeep(
  lower: Readonly<Record<string, unknown>>,
  upper: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = new Map<string, unknown>(Object.entries(lower));
  for (const [key, value] of Object.entries(upper)) {
    const below = merged.get(key);
    merged.set(key, isMapping(below) && isMapping(value) ? mergeDeep(below, value) : value);
  }
  return Object.fromEntries(merged);
}
