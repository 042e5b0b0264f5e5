import { hasErrors } from "../errors/diagnostics.ts";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { DeploymentSpec } from "../interfaces/component.ts";
import type { Owner } from "../interfaces/driver.ts";
import type { ExplainedRecipe, ExplainedValue, ExplainResult, ValueLayer } from "../interfaces/explain.ts";
import type { Layer } from "../interfaces/flow-builder.ts";
import type { Json } from "../interfaces/json.ts";
import type { ProjectEntry } from "../interfaces/project.ts";
import type { RunOptions } from "../interfaces/options.ts";
import { apiPath, toDeploymentSpec } from "../resolver/deployment-spec.ts";
import { foldEntry, type BuildFacts, type Folded } from "../resolver/fold.ts";
import { environmentLabel, projectLabel } from "../util/ownership.ts";
import { isObject } from "../util/stable-json.ts";
import { readDeclarations } from "./declarations.ts";
import { targetOf } from "./prepare.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";

/**
 * Says of one declared deployment which recipes made it, and of each value of its body where it comes from. No server
 * is asked.
 *
 * @throws MetaPrefectError `no-match`, and when the selector names several deployments
 */
export async function explain(options: RunOptions): Promise<ExplainResult> {
  const declarations = await readDeclarations(options);
  const { build, diagnostics, entries = [], facts } = declarations;
  const nothing = { target: targetOf(declarations, null), recipes: [], values: [], diagnostics };
  if (hasErrors(diagnostics) || facts === undefined) return nothing;
  const chosen = build.components.filter(({ component }) => isDeclaredDeployment(component));
  const [only, ...others] = chosen;
  if (only === undefined) return nothing;
  if (others.length > 0) throw several(chosen.map(({ component }) => component.name));
  const { component, owner } = only;
  const { flow, name } = component.spec as DeploymentSpec;
  const found = entryOf(entries, facts, owner, component.name);
  if (found === undefined) return nothing;
  const { entry, folded } = found;
  return {
    ...nothing,
    deployment: { flow, name, environment: owner.environment },
    recipes: entry.deployable.layers.map(explainRecipe),
    values: valuesOf(entry, folded, owner),
  };
}

function several(names: readonly string[]): MetaPrefectError {
  const message = `the selector names ${names.length.toString()} deployments`;
  return new MetaPrefectError("ambiguous-deployment", message, {
    hint: `name one of them: ${names.slice(0, 5).join(", ")}`,
  });
}

function entryOf(
  entries: readonly ProjectEntry[],
  facts: BuildFacts,
  owner: Owner,
  name: string,
): { readonly entry: ProjectEntry; readonly folded: Folded } | undefined {
  for (const entry of entries) {
    if (entry.environment !== owner.environment || !name.startsWith(`${entry.flow.name}/`)) continue;
    const { folded } = foldEntry(entry, facts);
    if (folded !== undefined && `${folded.deployment.flow.name}/${folded.deployment.name}` === name)
      return { entry, folded };
  }
  return undefined;
}

function explainRecipe({ builder, origin }: Layer): ExplainedRecipe {
  if (origin === undefined) return { recipe: builder.name, layer: "code" };
  return { recipe: builder.name, layer: origin.layerOf?.("") ?? "code", location: origin.location };
}

function valuesOf(entry: ProjectEntry, folded: Folded, owner: Owner): readonly ExplainedValue[] {
  const { fields, schedules = [], labels = {}, name } = toDeploymentSpec(folded, entry);
  const setBy = new Map([...folded.trace].map(([path, layer]) => [apiPath(path), { path, layer }]));
  const origin = (path: string): Omit<ExplainedValue, "path" | "value"> => {
    const keys = path.split(".");
    for (let length = keys.length; length > 0; length--) {
      const known = setBy.get(keys.slice(0, length).join("."));
      if (known !== undefined) return sourceOf(known.layer, known.path);
    }
    return sourceWithoutRecipe(entry, path);
  };
  const own = { [projectLabel]: owner.project, [environmentLabel]: owner.environment };
  const values: (readonly [string, Json])[] = [
    ["name", name],
    ...Object.entries(fields).flatMap(([field, value]) => partsOf(field, value)),
    ...schedules.map((schedule) => [`schedules.${schedule.slug}`, plain(schedule)] as const),
    ...Object.entries(labels).map(([label, value]) => [`labels.${label}`, value] as const),
  ];
  return [
    ...values.map(([path, value]) => ({ path, value, ...origin(path) })),
    ...Object.entries(own).map(([label, value]) => ({
      path: `labels.${label}`,
      value,
      layer: "built-in" as const,
    })),
  ];
}

const shared = new Set(["parameters", "job_variables"]);

/** Fields to which several recipes contribute are told key by key. */
function partsOf(field: string, value: Json): readonly (readonly [string, Json])[] {
  if (!shared.has(field) || !isObject(value) || Object.keys(value).length === 0) return [[field, value]];
  return Object.entries(value).map(([key, inner]) => [`${field}.${key}`, inner]);
}

/** The recipe, and the layer that gave the variable which the value comes from, where that can be told. */
function sourceOf({ builder, origin }: Layer, path: string): Omit<ExplainedValue, "path" | "value"> {
  const recipe = builder.name;
  if (origin?.layerOf === undefined) return { recipe, layer: "code", location: origin?.location };
  if (recipe.startsWith("environments.") || recipe === "extra") {
    const [, ...rest] = path.split(".");
    const location = origin.locate(rest.join(".")) ?? origin.location;
    return { recipe, layer: origin.layerOf("") ?? "recipe", location };
  }
  for (const variable of variablesFor(path)) {
    const layer: ValueLayer | undefined = origin.layerOf(variable);
    if (layer !== undefined) return { recipe, layer, location: origin.locate(variable) ?? origin.location };
  }
  return { recipe, layer: "recipe", location: origin.location };
}

/** Variables of the built-in recipes that are not called as the field that they set. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  schedules: ["schedule", "schedules", "cron", "interval", "rrule", "active"],
  workPool: ["name"],
  workQueue: ["queue"],
  concurrencyLimit: ["limit"],
};

/** The variables that a field may have been made of, the most telling name first. */
function variablesFor(path: string): readonly string[] {
  const [head = "", ...rest] = path.split(".");
  const snake = head.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const leaf = rest.join(".");
  const names = leaf === "" ? [] : [`${snake}.${leaf}`, leaf];
  const alone = leaf === "" ? [snake] : [];
  return [...names, ...alone, ...(otherNames[head] ?? [])].map((name) => `variables.${name}`);
}

const ofTheFlow = new Set(["name", "entrypoint", "description", "parameter_openapi_schema"]);

function sourceWithoutRecipe(entry: ProjectEntry, path: string): Omit<ExplainedValue, "path" | "value"> {
  if (path === "name" && entry.name.from === "entry")
    return { layer: "entry", location: entry.origin?.locate("name") ?? entry.origin?.location };
  if (path === "name" && entry.name.from === "export")
    return { layer: "code", location: entry.origin?.location };
  return ofTheFlow.has(path) ? { layer: "flow", location: entry.flow.location } : { layer: "built-in" };
}

function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
