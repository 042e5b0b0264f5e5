import type { Finding } from "../../interfaces/look-actions.ts";
import type { ApiDeployment, PrefectApi } from "../../interfaces/prefect-api.ts";
import type { Timing } from "../../interfaces/schedule.ts";
import { readCron } from "../../util/cron.ts";
import { scheduleTimes } from "../../util/times/schedule-times.ts";

/** As many runs as one answer holds. */
const most = 200;
/** How many deployments are looked at one by one when there are more runs than that. */
const mostAlone = 20;
const minute = 60_000;
const day = 24 * 60 * minute;
/** The scheduler looks 100 days ahead; what comes later has no run yet. */
const windows = [60 * minute, day, 90 * day];

/**
 * Whether schedules are really turned into runs, which a server without its scheduler silently does not do: an active
 * schedule that fires soon enough has a run that is still to come.
 *
 * @param names Names of flows, by id.
 * @param now In milliseconds since 1970.
 */
export async function schedulesFinding(
  api: Pick<PrefectApi, "flowRuns">,
  deployments: readonly ApiDeployment[],
  names: ReadonlyMap<string, string>,
  now: number,
): Promise<Finding> {
  const check = "schedules";
  const meant = deployments.filter(
    ({ paused, schedules }) => !paused && schedules.some(({ active }) => active),
  );
  if (meant.length === 0) return { check, state: "ok", message: "there is no active schedule to look at" };
  const served = await withRunsToCome(api, meant, now);
  const silent = meant.filter((one) => !served.has(one.id) && shouldHaveRun(one, now));
  const [first] = silent;
  if (first === undefined) {
    const many = String(meant.length);
    return { check, state: "ok", message: `schedules of ${many} deployments are turned into runs` };
  }
  const example = `${names.get(first.flow_id) ?? ""}/${first.name}`;
  return {
    check,
    state: "error",
    message: `${String(silent.length)} deployments with an active schedule have no run to come, for example ${example}`,
    hint: "the server's scheduler does not work, and its log says why; Prefect 3.8 with SQLAlchemy 2.1 does this: install 'sqlalchemy<2.1' there and restart it",
  };
}

/** Deployments with a run to come; those that an answer with too many runs left out are asked for one by one. */
async function withRunsToCome(
  { flowRuns }: Pick<PrefectApi, "flowRuns">,
  deployments: readonly ApiDeployment[],
  now: number,
): Promise<ReadonlySet<string>> {
  const served = new Set<string>();
  const look = async (ids: readonly string[]): Promise<boolean> => {
    const runs = await flowRuns.ofDeployments(ids, { states: ["SCHEDULED"], limit: most });
    for (const { deployment_id: id, expected_start_time: time } of runs) {
      // A run that waits for a worker since long says nothing about the scheduler.
      if (id !== null && time !== null && Date.parse(time) > now - 5 * minute) served.add(id);
    }
    return runs.length < most;
  };
  const ids = deployments.map(({ id }) => id);
  if (await look(ids)) return served;
  const left = ids.filter((id) => !served.has(id));
  for (const id of left.slice(0, mostAlone)) {
    // Nothing but late runs fill the answer: what comes after them is not known.
    if (!(await look([id]))) served.add(id);
  }
  for (const id of left.slice(mostAlone)) served.add(id);
  return served;
}

/** Whether the scheduler has had time to make a run, and one is due soon enough. */
function shouldHaveRun({ schedules }: ApiDeployment, now: number): boolean {
  return schedules.some(({ active, schedule, updated }) => {
    const isNew = updated !== undefined && Date.parse(updated) > now - minute / 2;
    return active && !isNew && firesSoon(schedule, now);
  });
}

/** Prefect takes rules and expressions that we cannot work out: nothing is expected of them. */
function firesSoon(timing: Timing, now: number): boolean {
  if ("cron" in timing && readCron(timing.cron).value === undefined) return false;
  try {
    return windows.some((window) => scheduleTimes(timing, now + minute, now + window).times.length > 0);
  } catch {
    return false;
  }
}
