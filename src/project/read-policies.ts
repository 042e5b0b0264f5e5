import { z } from "zod";
import { problem } from "../errors/diagnostics.ts";
import type { Layer } from "../interfaces/flow-builder.ts";
import { buildStep, type RecipeTable } from "./build-step.ts";
import { checkShape } from "./check-shape.ts";
import { toSteps } from "./layers.ts";
import { interpolateAt, locateIn, type ProjectFile, type Report, speechAt } from "./project-file.ts";
import { policiesSchema } from "./schema.ts";

const shape = z.looseObject({ policies: policiesSchema });

/** The guards that the file lists under `policies`, each with its place. */
export function readPolicies(
  file: ProjectFile,
  recipes: RecipeTable,
  environment: string,
  report: Report,
): readonly Layer[] {
  if (file.value["policies"] === undefined) return [];
  const { value, faults } = interpolateAt(file, ["policies"], environment, report);
  const paths = faults.map((path) => ["policies", ...path]);
  // What is wrong with the list itself is reported with the rest of the head.
  const list =
    checkShape(shape, { policies: value }, speechAt(file, []), () => undefined, paths).value?.policies ?? [];
  return toSteps(list, ["policies"], [], paths).flatMap((step) => {
    const layers = buildStep(file, recipes, step, [], report) ?? [];
    const [mute] = layers.filter(({ builder }) => builder.check === undefined);
    if (mute === undefined) return layers;
    const location = locateIn(file, step.at, step.part);
    report(
      problem("no-guard", `recipe ${step.recipe} checks nothing, so it is no policy`, {
        location,
        hint: "list it under recipes, or make it with defineGuard",
      }),
    );
    return [];
  });
}
