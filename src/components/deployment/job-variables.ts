import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { CompareContext, Finding } from "../../interfaces/driver.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import { candidatesHint } from "../../util/did-you-mean.ts";
import { isObject } from "../../util/stable-json.ts";
import { isOurPool, templateOf } from "../work-pool/template-of.ts";
import { referencedVariables, variablesOf } from "../work-pool/placeholders.ts";

/**
 * What is wrong with job variables in the eyes of the pool that will run them. The server takes unknown ones in
 * silence and never uses them, so they are mistakes here.
 */
export function jobVariableFindings(
  spec: DeploymentSpec,
  pool: string | null,
  jobVariables: JsonObject,
  context: CompareContext,
): readonly Finding[] {
  if (pool === null || Object.keys(jobVariables).length === 0) return [];
  const schema = templateOf(pool, context)?.["variables"];
  if (!isObject(schema) || !isObject(schema["properties"])) return [];
  const known = Object.keys(schema["properties"]);
  const at = (name: string): Partial<Finding> => {
    const location = spec.because[`job_variables.${name}`]?.location ?? spec.location;
    return location === undefined ? {} : { location };
  };
  const unknown = Object.keys(jobVariables).filter((name) => !known.includes(name));
  const declared = Object.entries(jobVariables).filter(
    ([name, value]) => known.includes(name) && value !== null,
  );
  const { required: _required, ...relaxed } = schema;
  return [
    ...unknown.map((name): Finding => ({
      code: "unknown-job-variable",
      message: `work pool ${pool} has no job variable ${name}`,
      hint: candidatesHint(name, known),
      ...at(name),
    })),
    ...context.checker.check(relaxed, Object.fromEntries(declared)).map(({ path, message }): Finding => {
      const place = path.split("/").filter(Boolean);
      const [name = ""] = place;
      return {
        code: "invalid-job-variable",
        message: `job variable ${place.join(".")} of work pool ${pool} ${message}, got ${JSON.stringify(jobVariables[name])}`,
        ...at(name),
      };
    }),
  ];
}

/**
 * Declared job variables that the pool's template knows and that no placeholder of its job uses: they would change
 * nothing. A mistake where the pool is ours, else a warning.
 */
export function unusedJobVariables(
  spec: DeploymentSpec,
  pool: string | null,
  context: CompareContext,
): { readonly findings: readonly Finding[]; readonly ours: boolean } {
  const declared = spec.fields["job_variables"];
  const template = pool === null || !isObject(declared) ? undefined : templateOf(pool, context);
  if (pool === null || template === undefined || !isObject(declared)) return { findings: [], ours: false };
  const [known, referenced] = [variablesOf(template), referencedVariables(template)];
  const findings = Object.keys(declared)
    .filter((name) => name in known && !referenced.has(name))
    .map((name): Finding => {
      const location = spec.because[`job_variables.${name}`]?.location ?? spec.location;
      return {
        code: "unused-job-variable",
        message: `the job configuration of work pool ${pool} never uses its variable ${name}`,
        hint: `put {{ ${name} }} into the pool's job_configuration, or take the job variable out`,
        ...(location !== undefined && { location }),
      };
    });
  return { findings, ours: isOurPool(pool, context) };
}
