import type { DeploymentComponent, Source } from "../../interfaces/component.ts";
import type { Finding } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";
import type { SchemaChecker } from "../../interfaces/ports.ts";
import { nameFinding } from "../../util/names.ts";
import { candidatesHint } from "../../util/did-you-mean.ts";
import { isObject } from "../../util/stable-json.ts";
import { fieldNamed } from "./fields.ts";
import { limitFindings } from "./limits.ts";
import { sharedLimitField } from "./shared-limit.ts";
import { secretFindings } from "./secret-findings.ts";
import { isKnownPath } from "./ignore-changes.ts";

/** Fields of the API that are ours to set by other means. */
const reserved = new Set(["name", "flow_id", "labels", "schedules"]);

/** What is wrong with a deployment before any server is asked. */
export function checkDeployment({ spec }: DeploymentComponent, checker: SchemaChecker): readonly Finding[] {
  const at = (path: string): Partial<Finding> => {
    const location = spec.because[path]?.location ?? spec.location;
    return location === undefined ? {} : { location };
  };
  const findings: Finding[] = [];
  for (const [what, name] of [
    ["flow", spec.flow],
    ["deployment", spec.name],
  ] as const) {
    const finding = nameFinding(what, name);
    if (finding !== undefined) findings.push({ ...finding, ...at("name") });
  }
  for (const name of Object.keys(spec.fields)) {
    if (fieldNamed(name) !== undefined) continue;
    findings.push({
      code: "unknown-field",
      message: reserved.has(name)
        ? `extra cannot set ${name}`
        : `Prefect's deployments have no field ${name}`,
      hint: "take it out of extra",
      ...at(name),
    });
  }
  for (const path of (spec.ignore ?? []).filter((one) => !isKnownPath(one))) {
    findings.push({
      code: "unknown-field",
      message: `Prefect's deployments have no field ${JSON.stringify(path)} whose changes could be ignored`,
      hint: "write it as `meta-prefect plan` shows it, for example parameters.day",
      ...at("ignoreChanges"),
    });
  }
  if (["concurrency_limit", sharedLimitField].every((name) => (spec.fields[name] ?? null) !== null)) {
    const message = "the deployment has a limit of its own and a shared one";
    findings.push({ code: "two-limits", message, hint: "declare one of them", ...at(sharedLimitField) });
  }
  const slugs = (spec.schedules ?? []).map((schedule) => schedule.slug);
  for (const slug of new Set(slugs.filter((slug, index) => slugs.indexOf(slug) !== index))) {
    findings.push({
      code: "duplicate-slug",
      message: `two schedules have the slug ${JSON.stringify(slug)}`,
      hint: "give each schedule a slug of its own",
      ...at(`schedules.${slug}`),
    });
  }
  return [
    ...findings,
    ...limitFindings(spec, at),
    ...secretFindings(spec),
    ...parameterFindings(spec, checker),
  ];
}

function parameterFindings(spec: DeploymentComponent["spec"], checker: SchemaChecker): readonly Finding[] {
  const { parameters, parameter_openapi_schema: schema } = spec.fields;
  if (!isObject(parameters) || Object.keys(parameters).length === 0) return [];
  if (
    !isObject(schema) ||
    !isObject(schema["properties"]) ||
    spec.fields["enforce_parameter_schema"] === false
  )
    return [];
  const known = Object.keys(schema["properties"]);
  const unknown = Object.keys(parameters).filter(
    (name) => !known.includes(name) && schema["additionalProperties"] !== true,
  );
  const findings = unknown.map((name): Finding => ({
    code: "unknown-parameter",
    message: `the flow ${spec.flow} has no parameter ${name}`,
    hint: candidatesHint(name, known),
    ...locationOf(spec.because, name, spec),
  }));
  const literal = Object.fromEntries(
    Object.entries(parameters).filter(([name, value]) => known.includes(name) && !isTemplate(value)),
  );
  const { required: _required, ...relaxed } = schema;
  return [
    ...findings,
    ...checker.check(relaxed, literal).map(({ path, message }): Finding => {
      const [name = ""] = path.split("/").filter(Boolean);
      return {
        code: "invalid-parameter",
        message: `parameter ${path.split("/").filter(Boolean).join(".")} ${message}, got ${JSON.stringify(literal[name])}`,
        ...locationOf(spec.because, name, spec),
      };
    }),
  ];
}

/** Prefect evaluates such a value on the server, so its type is not known here. */
function isTemplate(value: Json): boolean {
  return isObject(value) && "__prefect_kind" in value;
}

function locationOf(
  because: Readonly<Record<string, Source>>,
  parameter: string,
  spec: { readonly location?: Finding["location"] },
): Partial<Finding> {
  const location = because[`parameters.${parameter}`]?.location ?? spec.location;
  return location === undefined ? {} : { location };
}

/** Whether Prefect evaluates parts of the parameters: only a POST that checks nothing stores those as they are. */
export function hasTemplates(parameters: Json | undefined): boolean {
  return parameters !== undefined && JSON.stringify(parameters).includes('"__prefect_kind"');
}
