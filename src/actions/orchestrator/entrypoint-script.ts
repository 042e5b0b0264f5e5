import type { Json, JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";
import type { Packaging } from "./options.ts";

const mark = "# Written by meta-prefect deployment package. Writing it again replaces it.\n";
const recorded = "# job_variables: ";

/** `QuickstartRunner` of `lolpop.runner` and `build_all`: `lolpop-quickstartrunner-build-all`. */
export function orchestratedName({
  class: name,
  module,
  entrypoint,
}: Pick<Packaging, "class" | "module" | "entrypoint">): string {
  const [product = ""] = module.split(".");
  return legal(`${product}-${name}-${entrypoint}`);
}

/** Lower case, with hyphens, as Docker and Kubernetes want names. */
export function legal(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
}

/**
 * A Python script whose one flow calls a method of a class: a method cannot be the entrypoint of a deployment. Run as a
 * program it serves the flow, where a deployment is to be made of it, or runs it once. Job variables are written down in it
 * for the deploy that follows. Pure.
 */
export function entrypointScript(options: Packaging): string {
  const {
    class: name,
    module,
    entrypoint,
    flow_name: flow,
    create_deployment: serves,
    work_pool: pool,
  } = options;
  const input = [
    ...(options.config_file === undefined ? [] : [`conf=${python(options.config_file)}`]),
    ...(options.skip_validation ? ["skip_config_validation=True"] : []),
  ];
  const keywords = Object.entries(options.flow_kwargs).map(([key, value]) => `${key}=${python(value)}`);
  const main =
    serves && pool === undefined
      ? `${flow}.serve(name=${python(`${orchestratedName(options)}-serve`)})`
      : `${flow}()`;
  const variables =
    Object.keys(options.job_variables).length === 0
      ? ""
      : `${recorded}${JSON.stringify(options.job_variables)}\n`;
  return `${mark}${variables}from prefect import flow

from ${module} import ${name}


@flow${keywords.length === 0 ? "" : `(${keywords.join(", ")})`}
def ${flow}():
    runner = ${name}(${input.join(", ")})
    return runner.${entrypoint}()


if __name__ == "__main__":
    ${main}
`;
}

/** The job variables that packaging wrote down in a script; none in a script of somebody else. */
export function recordedVariables(script: string): JsonObject {
  if (!script.startsWith(mark + recorded)) return {};
  const [line = ""] = script.slice(mark.length + recorded.length).split("\n");
  try {
    // What JSON.parse answers is JSON.
    const found = JSON.parse(line) as Json;
    return isObject(found) ? found : {};
  } catch {
    return {};
  }
}

/** A literal of Python. */
function python(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map((item: Json) => python(item)).join(", ")}]`;
  if (typeof value === "object")
    return `{${Object.entries(value)
      .map(([key, inner]) => `${python(key)}: ${python(inner)}`)
      .join(", ")}}`;
  return JSON.stringify(value);
}
