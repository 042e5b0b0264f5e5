import type { Json } from "../interfaces/json.ts";
import type { ApiDeployment, ApiSchedule, PrefectApi, ScheduleBody } from "../interfaces/prefect-api.ts";
import { readCount, readList } from "./answer-reader.ts";
import { alreadyExists } from "./create-once.ts";
import type { Lister } from "./paging.ts";
import { path } from "./path.ts";
import { readDeployment, readSchedule } from "./read-deployment.ts";
import { readFlowRun } from "./read-flow-run.ts";
import type { Filter, Schema, Sort } from "./schemas.ts";
import type { Transport } from "./transport.ts";

/** How far the date of an answer may lie behind the moment it was sent, in milliseconds. */
const clockStep = 1_000;

type DeploymentFilter = Filter<"/deployments/filter">;

/** Prefect's deployments and their schedules. */
export function createDeployments(send: Transport, list: Lister): PrefectApi["deployments"] {
  const where = (filter: Readonly<Record<string, Json>>): Promise<readonly ApiDeployment[]> =>
    list({
      what: "deployments",
      path: "/deployments/filter",
      countPath: "/deployments/count",
      sort: "CREATED_DESC" satisfies Sort<"/deployments/filter">,
      filter,
      read: readDeployment,
    });
  /** The server's clock, as the latest read of a deployment showed it. */
  let serverTime: number | undefined;
  const find = async (path: string): Promise<ApiDeployment | undefined> => {
    const { status, body, date } = await send({ method: "GET", path, accept: [404] });
    serverTime = date;
    return status === 404 ? undefined : readDeployment(body);
  };
  const schedulesOf = async (id: string): Promise<readonly ApiSchedule[]> =>
    readList(
      (await send({ method: "GET", path: path`/deployments/${id}/schedules` })).body,
      "schedules",
      readSchedule,
    );

  return {
    ofFlowsWithTag: (tag) => where({ flows: { tags: { all_: [tag] } } } satisfies DeploymentFilter),
    named: async (flows, names) =>
      flows.length === 0 || names.length === 0
        ? []
        : where({
            flows: { name: { any_: [...flows] } },
            deployments: { name: { any_: [...names] } },
          } satisfies DeploymentFilter),
    get: (id) => find(path`/deployments/${id}`),
    byName: (flow, name) => find(path`/deployments/name/${flow}/${name}`),
    upsert: async (body) => {
      const answer = await send({ method: "POST", path: "/deployments/", body });
      serverTime = answer.date;
      return readDeployment(answer.body);
    },
    patch: async (id, body) => {
      await send({ method: "PATCH", path: path`/deployments/${id}`, body });
    },
    delete: async (id) => {
      await send({ method: "DELETE", path: path`/deployments/${id}`, accept: [404] });
    },
    deleteOwnedAutomations: async (id) => {
      await send({ method: "DELETE", path: path`/automations/owned-by/prefect.deployment.${id}` });
    },
    countInPool: async (pool) => {
      const body = { work_pools: { name: { any_: [pool] } } } satisfies Filter<"/deployments/count">;
      return readCount(
        (await send({ method: "POST", path: "/deployments/count", body })).body,
        "deployments",
      );
    },
    countWithLimit: async (limitId) => {
      const all = await where({} satisfies DeploymentFilter);
      return all.filter(({ global_concurrency_limit: limit }) => limit?.id === limitId).length;
    },
    scheduleNow: async (id, elapsed = 0, since = new Date(0), due) => {
      // By the server's clock, since this machine's may be minutes off. Runs that are there already are not made again.
      const body =
        serverTime === undefined || elapsed === 0
          ? {}
          : makingUp(
              serverTime,
              Math.min(serverTime - elapsed - clockStep, due?.getTime() ?? Infinity),
              since,
            );
      await send({ method: "POST", path: path`/deployments/${id}/schedule`, body });
    },
    firstDue: async (id) => {
      const filter = {
        flow_runs: {
          deployment_id: { any_: [id] },
          state: { name: { any_: ["Scheduled", "Late"] } },
          tags: { all_: ["auto-scheduled"] },
        },
      } satisfies Filter<"/flow_runs/filter">;
      const sort: Sort<"/flow_runs/filter"> = "EXPECTED_START_TIME_ASC";
      const { body } = await send({
        method: "POST",
        path: "/flow_runs/filter",
        body: { ...filter, sort, limit: 1 },
      });
      const time = readList(body, "flow runs", readFlowRun)[0]?.expected_start_time;
      return typeof time === "string" ? new Date(time) : undefined;
    },
    addSchedules: async (id, schedules) => {
      if (schedules.length === 0) return [];
      // A slug is unique in its deployment; without one, a second attempt would make a second schedule.
      const repeat = schedules.every(({ slug }) => slug !== undefined) ? "safe" : "once";
      const request = {
        method: "POST",
        path: path`/deployments/${id}/schedules`,
        repeat,
        accept: [409],
      } as const;
      const answer = await send({ ...request, body: schedules.map(scheduleBody) });
      if (answer.status !== 409) return readList(answer.body, "schedules", readSchedule);
      const made = answer.repeated ? await schedulesOf(id) : [];
      const ours = made.filter(({ slug }) => schedules.some((schedule) => schedule.slug === slug));
      if (ours.length === schedules.length) return ours;
      throw alreadyExists(`a schedule with one of the slugs ${schedules.map(({ slug }) => slug).join(", ")}`);
    },
    patchSchedule: async (id, scheduleId, schedule) => {
      const body = scheduleBody(schedule);
      await send({ method: "PATCH", path: path`/deployments/${id}/schedules/${scheduleId}`, body });
    },
    deleteSchedule: async (id, scheduleId) => {
      await send({ method: "DELETE", path: path`/deployments/${id}/schedules/${scheduleId}`, accept: [404] });
    },
    createFlowRun: async (id, { parameters, idempotency_key }) => {
      const body = { parameters, idempotency_key } satisfies Schema<"DeploymentFlowRunCreate">;
      return readFlowRun(
        (await send({ method: "POST", path: path`/deployments/${id}/create_flow_run`, body })).body,
      );
    },
  };
}

/** Without more words, Prefect makes runs of one hour from the start on, and no more than a hundred. */
function makingUp(now: number, start: number, since: Date): Readonly<Record<string, Json>> {
  const from = Math.max(start, since.getTime());
  const start_time = new Date(from).toISOString();
  const late = (now - from) / 1_000;
  return late < 60 ? { start_time } : { start_time, min_time: late + 3_600, max_runs: 1_000 };
}

function scheduleBody(given: ScheduleBody): Readonly<Record<string, Json>> {
  const { slug, active, schedule, parameters, max_scheduled_runs } = given;
  return {
    ...(slug === undefined ? {} : { slug }),
    ...(active === undefined ? {} : { active }),
    ...(schedule === undefined ? {} : { schedule: { ...schedule } }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(max_scheduled_runs === undefined ? {} : { max_scheduled_runs }),
    // Prefect describes an interval as a text when it is sent and as a number when it is answered, and takes both.
  } satisfies Omit<Schema<"DeploymentScheduleUpdate">, "schedule"> &
    Partial<Pick<Schema<"DeploymentSchedule">, "schedule">>;
}
