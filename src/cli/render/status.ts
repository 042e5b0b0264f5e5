import type {
  DeploymentStatus,
  RunSummary,
  StatusResult,
  Timing,
  WorkerCount,
  WorkersResult,
  WorkerState,
} from "../../index.ts";
import { cut, escape } from "./escape.ts";
import { renderTarget } from "./plan.ts";
import { count, table } from "./table.ts";
import { duration, minuteOf } from "./time.ts";

/** `0 2 * * * Europe/Berlin`, `every 15 min`, `FREQ=DAILY;BYHOUR=9 UTC`. */
export function renderTiming(timing: Timing): string {
  const zone = timing.timezone === undefined ? "" : ` ${timing.timezone}`;
  if ("cron" in timing) return escape(`${timing.cron}${zone}`);
  if ("interval" in timing) return escape(`every ${duration(timing.interval)}${zone}`);
  // Only the rule: where it starts and what it leaves out are long and shown by -v as they are.
  const rule = timing.rrule
    .split("\n")
    .find((line) => line.startsWith("RRULE:"))
    ?.slice("RRULE:".length);
  return escape(`${rule ?? timing.rrule}${zone}`);
}

/** The schedule, or how many there are. */
export function schedulesOf({ schedules }: DeploymentStatus): string {
  const [first, second] = schedules;
  if (!first) return "-";
  const active = schedules.filter((schedule) => schedule.active).length;
  if (second) return `${String(schedules.length)} schedules, ${String(active)} active`;
  return `${cut(renderTiming(first.timing), 40)}${first.active ? "" : " (inactive)"}`;
}

/** When a run was or will be, and its state. */
export function runOf(run: RunSummary | undefined): string {
  return run ? `${minuteOf(run.time)} ${escape(run.state)}` : "-";
}

function details(deployment: DeploymentStatus): readonly string[] {
  const lines = [
    ["id", deployment.id],
    ["url", deployment.url],
    ["work pool", deployment.workPool ?? "-"],
    ...deployment.schedules.map(({ slug, active, timing }) => [
      `schedule ${slug ?? "-"}`,
      `${renderTiming(timing)}${active ? "" : " (inactive)"}`,
    ]),
  ].map((row) => row.map(escape));
  return [`${deployment.flow}/${deployment.name}`].map(escape).concat(table(lines));
}

/** Workers in a table, with the process where it is ours. */
export function renderWorkers(workers: readonly WorkerState[]): readonly string[] {
  if (workers.length === 0) return [];
  return table([
    ["worker", "work pool", "state", "last heartbeat", "process"],
    ...workers.map(({ name, pool, status, lastHeartbeat, process }) => [
      escape(name),
      escape(pool),
      status.toLowerCase(),
      lastHeartbeat === null ? "-" : minuteOf(lastHeartbeat),
      process ? `pid ${String(process.pid)}, log ${escape(process.logFile)}` : "-",
    ]),
  ]);
}

/** Whether a deployment is as it is declared. */
export const syncText = {
  "in-sync": "yes",
  changed: "no",
  "not-declared": "not declared",
  unknown: "-",
} as const;

/** Without somebody who takes them, runs are stuck; where there are none, none is. */
export function stateOf({ paused, pickup, nextRun }: DeploymentStatus): string {
  if (paused) return "paused";
  if (pickup.by !== null) return "ready";
  return nextRun === undefined ? "unserved" : "stuck";
}

/** Why nobody takes the runs of deployments, each reason once. */
function nobody(deployments: readonly DeploymentStatus[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { flow, name, paused, pickup } of deployments) {
    if (paused || pickup.by !== null) continue;
    const reason = pickup.reasons.join(", ");
    byReason.set(reason, [...(byReason.get(reason) ?? []), `${flow}/${name}`]);
  }
  const lines = [...byReason].map(([reason, names]) => {
    const more = names.length > named ? ` and ${String(names.length - named)} more` : "";
    return `  ${escape(`${names.slice(0, named).join(", ")}${more}: ${reason}`)}`;
  });
  return lines.length === 0 ? [] : ["", "nobody takes the runs of:", ...lines];
}

/** How many deployments are named where many have the same trouble. */
const named = 4;

function renderCounts(counts: readonly WorkerCount[]): readonly string[] {
  return counts.map(
    ({ pool, desired, online }) =>
      `  work pool ${escape(pool)}: workers ${String(online)} of ${String(desired)} online`,
  );
}

/** What Prefect has of the project. */
export function renderStatus(result: StatusResult, verbose: boolean): string {
  const { deployments, workers, workerCounts, missing } = result;
  const counts = renderCounts(workerCounts);
  const head = [renderTarget(result.target), ""];
  const undeployed = missing.map(({ flow, name }) => `  not deployed: ${escape(`${flow}/${name}`)}`);
  if (deployments.length === 0)
    return [
      ...head,
      ...undeployed,
      ...counts,
      "Nothing is deployed. `meta-prefect deploy` does it.",
      "",
    ].join("\n");
  const rows = deployments.map((deployment) => [
    escape(`${deployment.flow}/${deployment.name}`),
    escape(deployment.version ?? "-"),
    stateOf(deployment),
    syncText[deployment.sync],
    schedulesOf(deployment),
    runOf(deployment.nextRun).replace(/ Scheduled$/, ""),
    runOf(deployment.lastRun),
  ]);
  const online = workers.filter(({ status }) => status === "ONLINE").length;
  return [
    ...head,
    ...table([
      ["deployment", "version", "state", "as declared", "schedule", "next run", "last run"],
      ...rows,
    ]),
    ...undeployed,
    ...nobody(deployments),
    ...(verbose ? deployments.flatMap((deployment) => ["", ...details(deployment)]) : []),
    ...(workers.length > 0 ? ["", ...renderWorkers(workers)] : []),
    ...(counts.length > 0 ? ["", ...counts] : []),
    "",
    `${count(deployments.length, "deployment")}, ${count(online, "worker")} online.`,
    "",
  ].join("\n");
}

/** What a worker command did or found. */
export function renderWorkersResult(result: WorkersResult, done: "started" | "stopped" | undefined): string {
  const changed = result.changed.map((name) => `${done ?? "changed"} ${escape(name)}`);
  const nothing = { started: "Every worker runs already.", stopped: "No worker of ours runs here." };
  const lines = done && changed.length === 0 ? [nothing[done]] : changed;
  const workers = renderWorkers(result.workers);
  const hint =
    workers.length === 0 && !done ? ["No worker is known. `meta-prefect worker start` starts one."] : [];
  return [...lines, ...(lines.length > 0 && workers.length > 0 ? [""] : []), ...workers, ...hint, ""].join(
    "\n",
  );
}
