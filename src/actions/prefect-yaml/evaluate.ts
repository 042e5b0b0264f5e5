import type { Json, JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";
import type { PrefectDeployment, PrefectFile } from "./prefect-file.ts";
import { outputLookup, stepOutputs } from "./step-outputs.ts";
import { applyValues, applyVariables, pythonText, type Values } from "./templates.ts";

/** What templates are filled with. */
export interface TemplateValues {
  readonly env: (name: string) => string | undefined;
  /** `{{ NAME }}` without the dollar sign, which Prefect fills from the environment too. */
  readonly standard: (name: string) => string | undefined;
  /** An environment variable in pull steps, which runs fill in themselves where it is not set. */
  readonly pullEnv: (name: string) => string | undefined;
  /** Variables in Prefect, by name. */
  readonly variables: ReadonlyMap<string, Json>;
  /** The output of a step that nobody runs, `get-commit.stdout`. */
  readonly output: (name: string) => string;
}

/** Where `prefect deploy` is run. */
export interface DeployPlace {
  /** Absolute folder. */
  readonly folder: string;
  /** The pool of deployments that name none. */
  readonly defaultPool?: string | undefined;
}

/** A deployment of a `prefect.yaml` after templating, as `prefect deploy` has it just before it writes. */
export interface EvaluatedDeployment {
  readonly name: string;
  readonly entrypoint: string;
  readonly description: string | null;
  readonly version: string | null;
  readonly tags: readonly string[];
  readonly parameters: JsonObject;
  readonly enforceParameterSchema: boolean | null;
  readonly paused: boolean | null;
  readonly workPool: string | null;
  readonly workQueue: string | null;
  readonly jobVariables: JsonObject;
  readonly concurrencyLimit: PrefectDeployment["concurrency_limit"];
  readonly schedules: readonly JsonObject[];
  readonly triggers: readonly JsonObject[];
  readonly pullSteps: readonly JsonObject[];
  /** Whether the file names no way to the code, so that Prefect chose the folder of the deploy. */
  readonly pulledFrom: "folder" | "image" | "steps";
}

/** Fills in the templates of a deployment in the order in which `prefect deploy` does. */
export function evaluate(
  given: PrefectDeployment,
  file: PrefectFile,
  values: TemplateValues,
  place: DeployPlace,
): EvaluatedDeployment {
  const { build, push, pull: _pull, triggers = [], schedules, schedule, ...rest } = given;
  const buildSteps = (build === undefined ? file.build : build) ?? [];
  const pushSteps = nonEmpty(push === undefined ? file.push : push) ?? file.push ?? [];
  const environment: Values = { env: values.env, standard: values.standard };
  const first = (value: Json): Json =>
    applyValues(applyVariables(value, values.variables), environment, { remove: false });
  const outputs = stepOutputs([...buildSteps, ...pushSteps], environment, values.output);
  const filled: Values = { env: values.env, standard: outputLookup(outputs, values.output) };
  const config = objectOf(applyValues(first(rest as Json), filled, { skip: ["ctx."] }));
  const pool = objectOf(config["work_pool"] ?? null);
  const jobVariables = objectOf(pool["job_variables"] ?? null);
  const steps = pullSteps(given, file, { image: jobVariables["image"], place });
  const several =
    schedules ?? (isObject(schedule as Json) && Object.keys(schedule ?? {}).length > 0 ? [schedule] : []);
  return {
    name: textOf(config["name"] ?? null) ?? "",
    entrypoint: textOf(config["entrypoint"] ?? null) ?? "",
    description: textOf(config["description"] ?? null),
    version: textOf(config["version"] ?? null),
    tags: tagsOf(config["tags"] ?? null),
    parameters: objectOf(config["parameters"] ?? null),
    enforceParameterSchema: given.enforce_parameter_schema ?? null,
    paused: given.paused ?? null,
    workPool: textOf(pool["name"] ?? null) ?? place.defaultPool ?? null,
    workQueue: textOf(pool["work_queue_name"] ?? null),
    jobVariables,
    concurrencyLimit: given.concurrency_limit,
    schedules: listOf(applyValues(first(several as Json), filled)),
    triggers: (triggers ?? []).map((trigger) => {
      const { parameters, ...other } = objectOf(first(trigger));
      return { ...objectOf(applyValues(other, filled)), ...(parameters !== undefined && { parameters }) };
    }),
    pullSteps: listOf(
      applyValues([...steps.steps], { env: values.pullEnv, standard: filled.standard }, { remove: false }),
    ),
    pulledFrom: steps.from,
  };
}

function pullSteps(
  given: PrefectDeployment,
  file: PrefectFile,
  { image, place: { folder } }: { readonly image: Json | undefined; readonly place: DeployPlace },
): { readonly steps: readonly JsonObject[]; readonly from: EvaluatedDeployment["pulledFrom"] } {
  // A list that is empty says that there are no steps; a key without a value says nothing.
  const own = "pull" in given && given.pull !== undefined ? given.pull : file.pull;
  if (own?.length === 0) return { steps: [], from: "steps" };
  const said = nonEmpty(own) ?? nonEmpty(file.pull);
  if (said !== undefined) return { steps: said, from: "steps" };
  const built = nonEmpty(given.build) ?? file.build ?? [];
  const imageStep = built.flatMap((step) =>
    objectIn(step["prefect_docker.deployments.steps.build_docker_image"]),
  )[0];
  if (imageStep !== undefined) {
    if (imageStep["dockerfile"] !== "auto") return { steps: [], from: "steps" };
    return { steps: [workIn(`/opt/prefect/${folder.split(/[\\/]/).at(-1) ?? ""}`)], from: "image" };
  }
  return image !== undefined && image !== null && image !== ""
    ? { steps: [workIn("/opt/prefect")], from: "image" }
    : { steps: [workIn(folder)], from: "folder" };
}

const workIn = (directory: string): JsonObject => ({
  "prefect.deployments.steps.set_working_directory": { directory },
});

function nonEmpty<Item>(list: readonly Item[] | null | undefined): readonly Item[] | undefined {
  return list === null || list === undefined || list.length === 0 ? undefined : list;
}

function objectIn(value: Json | undefined): readonly JsonObject[] {
  return isObject(value) ? [value] : [];
}

function objectOf(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: Json): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: Json): string | null {
  if (value === null || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** As Prefect takes them: a text is taken letter by letter, and empty ones are left out. */
function tagsOf(value: Json): readonly string[] {
  const given =
    typeof value === "string" ? Array.from(value) : Array.isArray(value) ? (value as readonly Json[]) : [];
  return given.map(pythonText).filter((tag) => tag.trim() !== "");
}
