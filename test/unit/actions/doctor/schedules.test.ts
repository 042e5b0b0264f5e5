import { describe, expect, it } from "vitest";
import { schedulesFinding } from "../../../../src/actions/doctor/schedules-finding.ts";
import type { Finding } from "../../../../src/interfaces/look-actions.ts";
import type { ApiDeployment, ApiFlowRun, ApiSchedule } from "../../../../src/interfaces/prefect-api.ts";
import type { Timing } from "../../../../src/interfaces/schedule.ts";

const now = Date.parse("2026-03-10T12:00:00Z");
const daily: Timing = { cron: "0 3 * * *" };

const schedule = (timing: Timing, more: Partial<ApiSchedule> = {}): ApiSchedule => ({
  ...{ id: "s", slug: "s", active: true, schedule: timing, parameters: {}, max_scheduled_runs: null },
  updated: "2026-03-01T00:00:00Z",
  ...more,
});

const deployment = (id: string, schedules: readonly ApiSchedule[], paused = false): ApiDeployment => ({
  ...{
    id,
    name: id,
    flow_id: "f",
    version: null,
    description: null,
    paused,
    tags: [],
    labels: {},
    schedules,
  },
  ...{ parameters: {}, parameter_openapi_schema: null, enforce_parameter_schema: true, job_variables: {} },
  ...{ work_pool_name: null, work_queue_name: null, path: null, entrypoint: null, pull_steps: null },
  ...{ global_concurrency_limit: null, concurrency_options: null, storage_document_id: null },
  infrastructure_document_id: null,
});

const run = (deploymentId: string, time: string): ApiFlowRun => ({
  ...{ id: "r", name: "r", flow_id: "f", deployment_id: deploymentId, parameters: {}, state: null },
  expected_start_time: time,
});

/** What is found where Prefect has these runs; the next ones of a question first, as Prefect gives them. */
function look(deployments: readonly ApiDeployment[], runs: readonly ApiFlowRun[]): Promise<Finding> {
  const flowRuns = {
    get: () => Promise.resolve(undefined),
    logs: () => Promise.resolve([]),
    ofDeployments: (ids: readonly string[], { limit }: { readonly limit: number }) =>
      Promise.resolve(
        runs.filter(({ deployment_id: id }) => id !== null && ids.includes(id)).slice(0, limit),
      ),
  };
  return schedulesFinding({ flowRuns }, deployments, new Map([["f", "etl"]]), now);
}

describe("doctor about schedules", () => {
  it("finds a deployment whose schedule is not turned into runs, and says what does that", async () => {
    const found = await look(
      [deployment("good", [schedule(daily)]), deployment("silent", [schedule(daily)])],
      [run("good", "2026-03-11T03:00:00Z")],
    );
    expect(found).toMatchObject({
      state: "error",
      message: expect.stringMatching(/^1 deployments .* etl\/silent$/) as string,
      hint: expect.stringContaining("sqlalchemy<2.1") as string,
    });
  });

  it("is not misled by runs that are late since long", async () => {
    const late = await look([deployment("a", [schedule(daily)])], [run("a", "2026-03-09T03:00:00Z")]);
    expect(late.state).toBe("error");
  });

  it.each<[string, ApiDeployment]>([
    ["is paused", deployment("a", [schedule(daily)], true)],
    ["is switched off", deployment("a", [schedule(daily, { active: false })])],
    ["was made this moment", deployment("a", [schedule(daily, { updated: "2026-03-10T11:59:50Z" })])],
    ["fires later than the scheduler looks", deployment("a", [schedule({ cron: "0 0 1 1 *" })])],
    ["has ended", deployment("a", [schedule({ rrule: "DTSTART:20200101T000000Z\nFREQ=DAILY;COUNT=3" })])],
    ["has an expression that is none to us", deployment("a", [schedule({ cron: "not a cron" })])],
    ["has a rule that is none to us", deployment("a", [schedule({ rrule: "FREQ=NEVER" })])],
  ])("expects no run of a schedule that %s", async (_what, one) => {
    expect(await look([one], [])).toMatchObject({ check: "schedules", state: "ok" });
  });

  it("expects runs of rules and intervals too", async () => {
    const rule = deployment("a", [schedule({ rrule: "DTSTART:20200101T000000Z\nFREQ=DAILY" })]);
    const interval = deployment("b", [schedule({ interval: 3600, anchor_date: "2020-01-01T00:00:00Z" })]);
    expect((await look([rule, interval], [])).message).toMatch(/^2 deployments/);
  });

  it("asks one by one where an answer cannot hold all runs", async () => {
    const many = Array.from({ length: 200 }, () => run("busy", "2026-03-10T12:30:00Z"));
    const deployments = [deployment("busy", [schedule(daily)]), deployment("rare", [schedule(daily)])];
    expect(await look(deployments, many)).toMatchObject({
      state: "error",
      message: expect.stringContaining("etl/rare") as string,
    });
    expect(await look(deployments, [...many, run("rare", "2026-03-11T03:00:00Z")])).toMatchObject({
      state: "ok",
      message: "schedules of 2 deployments are turned into runs",
    });
  });
});
