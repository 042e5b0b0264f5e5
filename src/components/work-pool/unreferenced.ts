import type { TemplatePatch, WorkPoolSpec } from "../../interfaces/component.ts";
import type { Finding } from "../../interfaces/driver.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";
import { referencedVariables, variablesOf } from "./placeholders.ts";

/**
 * The variables of a pool that our declaration adds and no placeholder of the job uses: whoever sets one of them changes
 * nothing. Those that Prefect's own template brings are not judged.
 *
 * @param template As the pool will have it.
 */
export function unreferencedFindings(
  pool: string,
  { baseJobTemplate, templatePatches = [] }: WorkPoolSpec,
  template: JsonObject,
): readonly Finding[] {
  const referenced = referencedVariables(template);
  const known = variablesOf(template);
  const ours = new Set([
    ...Object.keys(baseJobTemplate === undefined ? {} : variablesOf(baseJobTemplate)),
    ...templatePatches.flatMap(namesIn),
  ]);
  return [...ours]
    .filter((name) => name in known && !referenced.has(name))
    .map((name) => ({
      code: "unreferenced-variable",
      message: `no placeholder of the job configuration of work pool ${pool} uses its variable ${JSON.stringify(name)}`,
      hint: `put {{ ${name} }} where its value belongs in job_configuration, or take the variable out`,
    }));
}

function namesIn({ path: [root, properties, name], value }: TemplatePatch): readonly string[] {
  if (root !== "variables") return [];
  if (properties === undefined) return Object.keys(variablesOf({ variables: value }));
  if (properties !== "properties") return [];
  if (name !== undefined) return [name];
  return isObject(value) ? Object.keys(value) : [];
}
