import type { ExplainedValue, ExplainResult, Location } from "../../index.ts";
import { cut, escape } from "./escape.ts";
import { renderTarget } from "./plan.ts";
import { table } from "./table.ts";

/** Characters of a value that are shown without `-v`. */
const valueWidth = 50;

function placeOf(location: Location | undefined): string {
  return location === undefined ? "" : escape(`${location.file}:${String(location.line)}`);
}

function originOf({ layer, recipe }: ExplainedValue): string {
  if (recipe === undefined) return layer;
  return layer === "recipe" ? `recipe ${recipe}` : `recipe ${recipe}, ${layer}`;
}

/** The recipes of a deployment, and each value with its layer, its recipe and its place. */
export function renderExplain(result: ExplainResult, verbose: boolean): string {
  const { deployment, recipes, values, target } = result;
  if (deployment === undefined) return "";
  const shown = (value: ExplainedValue["value"]): string => {
    const text = escape(JSON.stringify(value));
    return verbose ? text : cut(text, valueWidth);
  };
  return [
    renderTarget({ ...target, environments: [deployment.environment] }),
    "",
    escape(`${deployment.flow}/${deployment.name}`),
    "",
    recipes.length === 0 ? "no recipes" : "recipes, the last one has the last word:",
    ...table(recipes.map(({ recipe, layer, location }) => [escape(recipe), layer, placeOf(location)])),
    "",
    "values:",
    ...table(
      values.map((value) => [
        escape(value.path),
        shown(value.value),
        escape(originOf(value)),
        placeOf(value.location),
      ]),
    ),
    "",
  ].join("\n");
}
