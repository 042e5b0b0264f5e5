import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Deployment } from "../interfaces/deployment.ts";
import type { JsonObject } from "../interfaces/json.ts";
import type { Schedule } from "../interfaces/schedule.ts";
import { frozenCopy } from "./frozen-copy.ts";
import { isObject } from "../util/stable-json.ts";

/** What a recipe may change of a deployment: all but its flow. */
export type DeploymentChanges = Partial<Omit<Deployment, "flow">>;

/**
 * A copy of the deployment with some fields replaced, frozen all the way down.
 *
 * @example
 * ```ts
 * import { mapDeployment, type Deployment } from "meta-prefect/kit";
 * const renamed = (deployment: Deployment): Deployment => mapDeployment(deployment, { name: `${deployment.name}-eu` });
 * ```
 */
export function mapDeployment(deployment: Deployment, changes: DeploymentChanges): Deployment {
  return frozenCopy({ ...deployment, ...changes });
}

/** Adds tags, each once, in order: the ones that are there first. */
export function withTags(deployment: Deployment, tags: readonly string[]): Deployment {
  if (tags.length === 0) return deployment;
  return mapDeployment(deployment, { tags: [...new Set([...(deployment.tags ?? []), ...tags])] });
}

/** Sets labels beside the ones that are there. */
export function withLabels(deployment: Deployment, labels: NonNullable<Deployment["labels"]>): Deployment {
  if (isEmpty(labels)) return deployment;
  return mapDeployment(deployment, { labels: { ...deployment.labels, ...labels } });
}

/** Sets parameters of the flow; the others stay. A value is replaced as a whole, and a dot in a name means nothing. */
export function withParameters(deployment: Deployment, parameters: JsonObject): Deployment {
  if (isEmpty(parameters)) return deployment;
  return mapDeployment(deployment, { parameters: { ...deployment.parameters, ...parameters } });
}

/**
 * Sets job variables; the others stay. `env` is merged name by name, as Prefect does, everything else is replaced.
 */
export function withJobVariables(deployment: Deployment, variables: JsonObject): Deployment {
  if (isEmpty(variables)) return deployment;
  const current = deployment.jobVariables ?? {};
  const { env: ours } = current;
  const { env: theirs } = variables;
  const env = isObject(ours) && isObject(theirs) ? { env: { ...ours, ...theirs } } : {};
  return mapDeployment(deployment, { jobVariables: { ...current, ...variables, ...env } });
}

/**
 * Sets environment variables of the flow's process: the job variable `env`, which every work pool type of Prefect has.
 *
 * @throws MetaPrefectError `recipe-failed` when the job variable `env` holds something else than names and values.
 */
export function withEnv(deployment: Deployment, env: Readonly<Record<string, string>>): Deployment {
  if (isEmpty(env)) return deployment;
  const current = deployment.jobVariables?.["env"];
  if (current !== undefined && !isObject(current)) {
    throw new MetaPrefectError(
      "recipe-failed",
      `the job variable env is ${JSON.stringify(current)}, not a map of names`,
      {
        hint: "set the job variable env to a map, or leave it out",
      },
    );
  }
  return withJobVariables(deployment, { env });
}

/** Sets schedules by their slugs: one with a known slug replaces that one in its place, the others come after. */
export function withSchedules(deployment: Deployment, schedules: readonly Schedule[]): Deployment {
  if (schedules.length === 0) return deployment;
  const bySlug = new Map(
    [...(deployment.schedules ?? []), ...schedules].map((schedule) => [schedule.slug, schedule]),
  );
  return mapDeployment(deployment, { schedules: [...bySlug.values()] });
}

/** Nothing to add is no change; in a deployment, an empty field would mean 'clear it'. */
function isEmpty(added: object): boolean {
  return Object.keys(added).length === 0;
}
