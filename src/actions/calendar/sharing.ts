import type { CalendarCollision, CalendarOverload } from "../../interfaces/calendar.ts";
import type { PlannedSchedule } from "./planned-schedule.ts";

/** A schedule that is on, with when it fires. */
export interface Firing {
  readonly schedule: PlannedSchedule;
  /** Milliseconds. */
  readonly times: readonly number[];
}

/** How many of each are told. */
const mostTold = 100;

/** Runs that begin at the same instant in the same work pool; those that come most often first. */
export function collisions(firings: readonly Firing[]): readonly CalendarCollision[] {
  const at = new Map<string, Firing[]>();
  for (const firing of firings) {
    for (const time of firing.times) add(at, `${String(time)} ${firing.schedule.workPool ?? ""}`, firing);
  }
  const groups = new Map<string, { readonly together: readonly Firing[]; times: number; first: number }>();
  for (const [moment, together] of at) {
    if (together.length < 2) continue;
    const time = Number(moment.split(" ", 1)[0]);
    const key = together
      .map(({ schedule }) => [schedule.environment, schedule.deployment, schedule.slug].join(" "))
      .sort()
      .join("\n");
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { together, times: 1, first: time });
    else {
      known.times += 1;
      known.first = Math.min(known.first, time);
    }
  }
  return [...groups.values()]
    .sort((a, b) => b.times - a.times || a.first - b.first)
    .slice(0, mostTold)
    .map(({ together, times, first }) => ({
      workPool: together[0]?.schedule.workPool ?? null,
      deployments: together.map(({ schedule }) => schedule.deployment).sort(),
      times,
      first: new Date(first).toISOString(),
    }));
}

/** More runs that begin in one minute than a pool, a queue or a deployment lets run at the same time. */
export function overloads(
  firings: readonly Firing[],
  limits: ReadonlyMap<string, number>,
): readonly CalendarOverload[] {
  const shared = new Map<string, { kind: CalendarOverload["kind"]; limit: number; times: number[] }>();
  const share = (
    kind: CalendarOverload["kind"],
    name: string | null,
    limit: number | null,
    own: Firing,
  ): void => {
    if (name === null || limit === null) return;
    const key = `${kind} ${name}`;
    const known = shared.get(key) ?? { kind, limit, times: [] };
    for (const time of own.times) known.times.push(time);
    shared.set(key, known);
  };
  for (const firing of firings) {
    const { workPool, workQueue, deployment, limit } = firing.schedule;
    share("work-pool", workPool, limits.get(workPool ?? "") ?? null, firing);
    share("work-queue", workQueue, limits.get(workQueue ?? "") ?? null, firing);
    share("deployment", deployment, limit, firing);
  }
  return [...shared].flatMap(([key, { kind, limit, times }]) => {
    const minutes = new Map<number, number>();
    for (const time of times) {
      const minute = Math.floor(time / 60_000) * 60_000;
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    }
    const over = [...minutes].filter(([, many]) => many > limit);
    if (over.length === 0) return [];
    // A call takes fewer arguments than half a year has minutes.
    const first = new Date(over.reduce((least, [minute]) => Math.min(least, minute), Infinity)).toISOString();
    const most = over.reduce((top, [, many]) => Math.max(top, many), 0);
    const name = key.slice(kind.length + 1);
    return [{ kind, name, limit, most, times: over.length, first }];
  });
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
