import type { Json, JsonObject, RenderResult } from "../../index.ts";

type Rendered = RenderResult["deployments"][number];

/** Fields of a body that prefect.yaml has under the same name. */
const same = ["version", "description", "tags", "parameters", "enforce_parameter_schema", "paused"] as const;
/** What `prefect deploy` finds by itself, or what is said in another way below. */
const derived = new Set<string>([
  ...same,
  ...["name", "entrypoint", "path", "parameter_openapi_schema", "labels", "schedules", "pull_steps"],
  ...["work_pool_name", "work_queue_name", "job_variables", "concurrency_limit", "concurrency_options"],
]);

/**
 * A `prefect.yaml` with which `prefect deploy --all` makes these deployments, for those who have no meta-prefect where they
 * deploy; and what it cannot say of each.
 */
export function prefectYaml({ target, deployments }: Pick<RenderResult, "target" | "deployments">): {
  readonly document: JsonObject;
  readonly leftOut: readonly string[];
} {
  return {
    document: {
      name: target.project,
      build: null,
      push: null,
      pull: null,
      deployments: deployments.map(deploymentOf),
    },
    leftOut: deployments.flatMap(({ flow, name, body }) =>
      Object.entries(body)
        .filter(([key, value]) => (derived.has(key) ? isLate(value) : isSaid(value)))
        .map(([key, value]) => `${key} of ${flow}/${name}${isLate(value) ? ", which --resolve finds" : ""}`),
    ),
  };
}

function deploymentOf({ body }: Rendered): JsonObject {
  const pool = {
    ...given("name", body["work_pool_name"]),
    ...given("work_queue_name", body["work_queue_name"]),
    ...given("job_variables", body["job_variables"]),
  };
  const { concurrency_limit: limit = null, concurrency_options: options = null } = body;
  return {
    ...given("name", body["name"]),
    ...given("entrypoint", body["entrypoint"]),
    ...Object.fromEntries(same.flatMap((key) => Object.entries(given(key, body[key])))),
    ...(Object.keys(pool).length > 0 && { work_pool: pool }),
    ...(limit !== null && {
      concurrency_limit: isObject(options) ? { limit, ...options } : limit,
    }),
    schedules: objectsIn(body["schedules"]).map(({ schedule, slug, active, parameters }) => ({
      ...(isObject(schedule) && schedule),
      ...given("slug", slug),
      ...given("active", active),
      ...(isObject(parameters) && Object.keys(parameters).length > 0 && { parameters }),
    })),
    ...given("pull", body["pull_steps"]),
  };
}

/** Nothing where there is no value, or one that is known only when deploying. */
function given(key: string, value: Json | undefined): JsonObject {
  return value === undefined || value === null || isLate(value) ? {} : { [key]: value };
}

function isSaid(value: Json): boolean {
  return value !== null && !(Array.isArray(value) && value.length === 0);
}

function isLate(value: unknown): boolean {
  return value !== undefined && JSON.stringify(value).includes('"$late":');
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
