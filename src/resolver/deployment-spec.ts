import type { DeploymentSpec, Source } from "../interfaces/component.ts";
import type { Deployment, DeploymentFields } from "../interfaces/deployment.ts";
import type { Layer } from "../interfaces/flow-builder.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import type { ProjectEntry } from "../interfaces/project.ts";
import { deepFreeze } from "../util/freeze.ts";
import type { Folded } from "./fold.ts";
import { withTaskRunnerSteps } from "./task-runner-steps.ts";
import type { Trace } from "./trace.ts";

/** Our names of the fields beside Prefect's; schedules, labels and extra are handled on their own. */
const apiNames = {
  description: "description",
  version: "version",
  tags: "tags",
  entrypoint: "entrypoint",
  path: "path",
  parameters: "parameters",
  parameterSchema: "parameter_openapi_schema",
  enforceParameterSchema: "enforce_parameter_schema",
  paused: "paused",
  concurrencyLimit: "concurrency_limit",
  sharedLimit: "global_concurrency_limit_id",
  concurrencyOptions: "concurrency_options",
  workPool: "work_pool_name",
  workQueue: "work_queue_name",
  jobVariables: "job_variables",
  pullSteps: "pull_steps",
} as const satisfies Partial<Record<keyof DeploymentFields, string>>;

const named = Object.entries(apiNames) as [keyof typeof apiNames, string][];

/** Turns a finished deployment into what is compared and written: Prefect's names, and who set what. */
export function toDeploymentSpec({ deployment, trace }: Folded, entry: ProjectEntry): DeploymentSpec {
  const { schedules, labels, ignoreChanges, renamedFrom, protect } = deployment;
  const location = entry.origin?.location;
  const declared = deepFreeze({
    flow: deployment.flow.name,
    name: deployment.name,
    digest: deployment.flow.digest,
    fields: { ...declaredFields(withTaskRunnerSteps(deployment)), ...deployment.extra },
    ...(schedules !== undefined && { schedules }),
    ...(labels !== undefined && { labels }),
    ...(ignoreChanges !== undefined && ignoreChanges.length > 0 && { ignore: ignoreChanges }),
    ...(renamedFrom !== undefined && {
      renamedFrom: renamedFrom.includes("/") ? renamedFrom : `${deployment.flow.name}/${renamedFrom}`,
    }),
    ...(protect === true && { protect }),
  });
  let because: DeploymentSpec["because"] | undefined;
  // Frozen here: freezing it later would ask who set what.
  return Object.freeze({
    ...declared,
    get because() {
      return (because ??= deepFreeze(sourcesIn(trace)));
    },
    ...(location !== undefined && { location: deepFreeze(location) }),
  });
}

/** Made when somebody asks, which is where something is wrong or changed: finding the lines costs more than all the rest. */
function sourcesIn(trace: Trace): DeploymentSpec["because"] {
  return Object.fromEntries([...trace].map(([path, layer]) => [apiPath(path), sourceOf(layer, path)]));
}

function declaredFields(deployment: Deployment): JsonObject {
  const fields: Record<string, Json> = {};
  for (const [ours, api] of named) {
    const value = deployment[ours];
    // Its id may not be known before the run makes it.
    if (ours === "sharedLimit" && typeof value === "string") fields[api] = { $limit: value };
    else if (value !== undefined) fields[api] = value as Json;
  }
  return fields;
}

/** The path in Prefect's names: `jobVariables.image` is `job_variables.image`. */
export function apiPath(path: string): string {
  const [head = "", ...rest] = path.split(".");
  if (head === "extra") return rest.join(".");
  if (head === "taskRunner") return apiNames.pullSteps;
  return [isOurs(head) ? apiNames[head] : head, ...rest].join(".");
}

function isOurs(name: string): name is keyof typeof apiNames {
  return name in apiNames;
}

/** The recipe, and the line of the very value where the file has it under the recipe's variables. */
function sourceOf({ builder, origin }: Layer, path: string): Source {
  if (origin === undefined) return { recipe: builder.name };
  const leaf = path.split(".").slice(1).join(".");
  const location = (leaf === "" ? undefined : origin.locate(`variables.${leaf}`)) ?? origin.location;
  return { recipe: builder.name, location };
}
