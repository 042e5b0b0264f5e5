import { existsSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import { evaluate, type DeployPlace, type EvaluatedDeployment } from "./evaluate.ts";
import type { PrefectFile } from "./prefect-file.ts";
import type { ToProve } from "./prove.ts";
import { recipesOf, type SaidByRecipes } from "./recipes-of.ts";
import { presentValues, referringValues, refers } from "./references.ts";

/** A deployment of the old file as the new one says it. */
export interface ImportedDeployment extends ToProve, SaidByRecipes {
  /** Its name, with references. */
  readonly name: string;
}

/** What templates are filled with, and where. */
export interface ImportFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly variables: ReadonlyMap<string, Json>;
  readonly place: DeployPlace;
  /** Told each output of a step that is not known. */
  readonly onOutput: (name: string) => void;
}

/** The deployments of a file, and sentences on those that are left out. */
export function importedDeployments(
  file: PrefectFile,
  { env, variables, place, onOutput }: ImportFacts,
): { readonly deployments: readonly ImportedDeployment[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const byName = new Map<string, ImportedDeployment>();
  const present = presentValues(env, variables);
  const referring = referringValues(env, variables, onOutput);
  for (const [index, given] of file.deployments.entries()) {
    const shown = `deployments.${String(index)}`;
    const now = named(evaluate(given, file, present, place));
    if (now.name === "") notes.push(`${shown} has no name and is left out, as \`prefect deploy --all\` does`);
    else if (now.entrypoint === "")
      notes.push(`${shown} (${now.name}) has no entrypoint and is left out; \`prefect deploy\` refuses it`);
    else {
      const symbolic = named(evaluate(given, file, referring, place));
      const flow = keyOf(now.entrypoint, place.folder);
      if (refers(symbolic.entrypoint))
        notes.push(`${now.name}: its entrypoint is ${now.entrypoint} now, as a key cannot be a template`);
      if (now.workPool === null) notes.push(`${now.name} has no work pool; \`prefect deploy\` refuses it`);
      const key = `${flow}\n${now.name}`;
      if (byName.has(key)) notes.push(`${now.name} of ${flow} stands twice; the last one counts`);
      byName.delete(key);
      const said = recipesOf(symbolic, now, place.folder);
      byName.set(key, {
        flow,
        now,
        name: symbolic.name,
        ...said,
        extra: { ...said.extra, ...entrypointOf(now, flow) },
      });
    }
  }
  return { deployments: [...byName.values()], notes };
}

/** Prefect takes the stem of a file for a name. */
function named(deployment: EvaluatedDeployment): EvaluatedDeployment {
  if (!deployment.name.endsWith(".py")) return deployment;
  return { ...deployment, name: (deployment.name.split("/").at(-1) ?? "").replace(/\.py$/, "") };
}

/** The flow's key in the new file: `path/to/file.py:function`, or `package.module:function` for code that is elsewhere. */
function keyOf(entrypoint: string, folder: string): string {
  const colon = entrypoint.lastIndexOf(":");
  if (colon >= 0) {
    const path = entrypoint.slice(0, colon);
    const inside = isAbsolute(path) ? relative(folder, path) : path;
    return `${posix.normalize(inside.split(sep).join("/"))}${entrypoint.slice(colon)}`;
  }
  const parts = entrypoint.split(".");
  const [module, name] = [parts.slice(0, -1), parts.at(-1) ?? ""];
  const file = `${module.join("/")}.py`;
  return existsSync(join(folder, file)) ? `${file}:${name}` : `${module.join(".")}:${name}`;
}

/** The entrypoint as the old file writes it, where the key is another text. */
function entrypointOf({ entrypoint }: EvaluatedDeployment, flow: string): JsonObject {
  return entrypoint === flow ? {} : { entrypoint };
}
