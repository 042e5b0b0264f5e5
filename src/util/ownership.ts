import type { Owner } from "../interfaces/driver.ts";
import { shortHash } from "./hash.ts";

/** Label of a deployment that names its project: the truth about who owns it. */
export const projectLabel = "meta-prefect.project";

/** Label of a deployment that names its environment. */
export const environmentLabel = "meta-prefect.environment";

/** Tag by which a project's flows, and so its deployments, are found. */
export function projectTag(project: string): string {
  return `meta-prefect:${project}`;
}

/** Tag of the variables that hold the ledger of one environment. */
export function environmentTag(environment: string): string {
  return `meta-prefect.environment:${environment}`;
}

/** The tags that say whose a thing is, where a kind has tags. */
export function ownerTags({ project, environment }: Owner): string[] {
  return [projectTag(project), environmentTag(environment)];
}

/** What stands in the description of a pool or queue that we made. */
export function descriptionMark(owner: Owner): string {
  return `[meta-prefect ${owner.project}/${owner.environment}]`;
}

/** The owner that a description names; undefined when nobody left a mark. */
export function ownerInDescription(description: string | null): Owner | undefined {
  const mark = description === null ? null : /\[meta-prefect ([^/\]]+)\/([^/\]]+)\]/.exec(description);
  return mark?.[1] === undefined || mark[2] === undefined
    ? undefined
    : { project: mark[1], environment: mark[2] };
}

/** The owner that labels name. */
export function ownerInLabels(labels: Readonly<Record<string, unknown>>): Owner | undefined {
  const project = labels[projectLabel];
  const environment = labels[environmentLabel];
  return typeof project === "string" && typeof environment === "string"
    ? { project, environment }
    : undefined;
}

/** The owner that tags name. */
export function ownerInTags(tags: readonly string[]): Owner | undefined {
  const after = (prefix: string): string | undefined =>
    tags.find((tag) => tag.startsWith(prefix))?.slice(prefix.length);
  const [project, environment] = [after(projectTag("")), after(environmentTag(""))];
  return project === undefined || environment === undefined ? undefined : { project, environment };
}

/** Whether two owners are the same. */
export function sameOwner(a: Owner, b: Owner): boolean {
  return a.project === b.project && a.environment === b.environment;
}

/**
 * A name as it may stand in a variable's name, which older servers take without dashes: lower-case letters, digits, and
 * two underscores for a dash; changed names get a hash. A single underscore is left to separate names.
 */
export function slugOf(name: string): string {
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return (slug === name ? slug : `${slug}-${shortHash(name, 6)}`).replaceAll("-", "__");
}
