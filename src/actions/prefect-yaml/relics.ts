import { isMapping } from "../../project/path.ts";

/** A file without what is no more, and a sentence on each thing that was taken away. */
export interface WithoutRelics {
  readonly value: unknown;
  readonly notes: readonly string[];
}

/** What Prefect 3.0 to 3.4 wrote into files, and what came after refuses. */
const goneScheduleKeys = ["max_active_runs", "catchup", "max_scheduled_runs"];

/**
 * Takes away what says nothing although Prefect of today skips the whole file because of it: keys of schedules that Prefect itself
 * once wrote, mappings without a value, a version of Prefect that is no text.
 */
export function withoutRelics(file: unknown): WithoutRelics {
  if (!isMapping(file)) return { value: file, notes: [] };
  const found = new Set<string>();
  const { "prefect-version": version, deployments, ...rest } = file;
  if (version !== undefined && version !== null && typeof version !== "string") found.add("prefect-version");
  const value = {
    ...rest,
    ...(deployments !== undefined && { deployments: eachMapping(deployments, (one) => current(one, found)) }),
  };
  const notes = [...found].map(
    (what) => `${what} is left out: \`prefect deploy\` of today skips the whole file because of it`,
  );
  return { value, notes };
}

type Mapping = Readonly<Record<string, unknown>>;

function current(deployment: Mapping, found: Set<string>): Mapping {
  const { schedule, schedules, work_pool: pool, ...rest } = withValue(deployment, ["parameters"], found);
  const timed = (one: Mapping): Mapping => {
    const gone = goneScheduleKeys.filter((key) => key in one);
    for (const key of gone) found.add(`${key} of a schedule`);
    const kept = Object.entries(one).filter(([key]) => !gone.includes(key));
    return withValue(Object.fromEntries(kept), ["parameters"], found);
  };
  return {
    ...rest,
    ...(schedule !== undefined && { schedule: isMapping(schedule) ? timed(schedule) : schedule }),
    ...(schedules !== undefined && { schedules: eachMapping(schedules, timed) }),
    ...(pool !== undefined && {
      work_pool: isMapping(pool) ? withValue(pool, ["job_variables"], found) : pool,
    }),
  };
}

/** Without those of the keys that have no value. */
function withValue(given: Mapping, keys: readonly string[], found: Set<string>): Mapping {
  const empty = keys.filter((key) => given[key] === null);
  for (const key of empty) found.add(`${key} without a value`);
  return Object.fromEntries(Object.entries(given).filter(([key]) => !empty.includes(key)));
}

function eachMapping(list: unknown, change: (one: Mapping) => Mapping): unknown {
  if (!Array.isArray(list)) return list;
  return (list as readonly unknown[]).map((one) => (isMapping(one) ? change(one) : one));
}
