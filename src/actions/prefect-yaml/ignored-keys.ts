import { isMapping } from "../../project/path.ts";

/** What Prefect reads of a file, by place. */
export interface KnownKeys {
  readonly deployment: readonly string[];
  readonly pool: readonly string[];
}

const ofWholeFile = ["name", "build", "push", "pull", "description", "version"];

/**
 * Sentences on keys that Prefect does not read, so that they never did anything: one a person believes to count, such as
 * `job_variables` beside `work_pool`, is named with the place where it would.
 */
export function ignoredKeys(file: unknown, known: KnownKeys): readonly string[] {
  if (!isMapping(file)) return [];
  const users = new Map<string, string[]>();
  const note = (key: string, name: string): void => void users.set(key, [...(users.get(key) ?? []), name]);
  for (const key of Object.keys(file)) {
    if (known.deployment.includes(key) && !ofWholeFile.includes(key)) note(key, "the top of the file");
  }
  const { deployments } = file;
  for (const [index, one] of (Array.isArray(deployments) ? (deployments as unknown[]) : []).entries()) {
    if (!isMapping(one)) continue;
    const name = typeof one["name"] === "string" ? one["name"] : `deployments.${String(index)}`;
    for (const key of Object.keys(one)) if (!known.deployment.includes(key)) note(key, name);
    const pool = one["work_pool"];
    if (!isMapping(pool)) continue;
    for (const key of Object.keys(pool)) if (!known.pool.includes(key)) note(`work_pool.${key}`, name);
  }
  return [...users].map(
    ([key, names]) =>
      `${key} of ${shown(names)} is left out, as Prefect does not read it${place(key, known)}`,
  );
}

function shown(names: readonly string[]): string {
  const [first = "", second, ...others] = names;
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${String(names.length - 1)} more`;
}

function place(key: string, { deployment, pool }: KnownKeys): string {
  if (deployment.includes(key)) return "; it belongs to a deployment";
  if (pool.includes(key) || key === "infra_overrides")
    return `; it is work_pool.${key === "infra_overrides" ? "job_variables" : key} that counts`;
  if (key === "env" || key === "work_pool.env") return "; it is work_pool.job_variables.env that counts";
  if (key === "concurrency_options") return "; it is concurrency_limit.collision_strategy that counts";
  return "";
}
