import { describe, expect, it } from "vitest";
import { localRunDeployer } from "../../../src/recipes/index.ts";
import { flow } from "../../../src/flows/flow.ts";
import { addTwoNumbers, isDeepFrozen, render } from "./render.ts";

const etl = flow("flow.py:add_two_numbers_flow");
const schedule = { rrule: "FREQ=DAILY;BYDAY=MO,WE,FR,SA", timezone: "US/Pacific" };
const golden =
  "20240115T000000,20240219T000000,20241014T000000,20240101T000000,20240527T000000,20240619T000000,20240704T000000," +
  "20240902T000000,20241111T000000,20241128T000000,20241225T000000,20230116T000000,20230220T000000,20231009T000000," +
  "20230101T000000,20230102T000000,20230529T000000,20230619T000000,20230704T000000,20230904T000000,20231111T000000," +
  "20231110T000000,20231123T000000,20231225T000000";

describe("local_run_deployer", () => {
  it("gives the deployment of the original's example [C07, C11, C13, C14, C16, C18, C25, C29]", () => {
    const wrapped = localRunDeployer({ name: "local-run", schedule })(etl);
    const { deployment } = render(wrapped, { now: "2023-06-01T00:00:00Z" });
    expect(deployment).toEqual({
      flow: addTwoNumbers,
      description: "Adds two numbers.",
      parameterSchema: addTwoNumbers.parameterSchema,
      enforceParameterSchema: true,
      name: "local-run-dev",
      entrypoint: "flow.py:add_two_numbers_flow",
      pullSteps: [{ "prefect.deployments.steps.set_working_directory": { directory: "/srv/acme" } }],
      tags: ["env=dev"],
      workPool: expect.stringMatching(/^local-process-work-pool-[0-9a-f]{8}$/) as unknown,
      jobVariables: { meta_prefect_env: "dev" },
      version: { $late: "nextInteger" },
      schedules: [
        {
          slug: "schedule",
          schedule: { rrule: `${schedule.rrule}\nEXDATE:${golden}`, timezone: "US/Pacific" },
          initiallyActive: false,
        },
      ],
    });
    expect(isDeepFrozen(deployment)).toBe(true);
  });

  it("requires storage, pool and worker, once each, and the worker's pool is the deployment's", () => {
    const { deployment, components } = render(localRunDeployer({ name: "local-run" })(etl));
    expect(components.map(({ kind, name }) => `${kind}:${name}`)).toEqual([
      "storage:local:/srv/acme",
      `work-pool:${deployment.workPool ?? ""}`,
      `worker:${deployment.workPool ?? ""}`,
    ]);
    expect(components[1]?.spec).toEqual({
      type: "process",
      templatePatches: [
        { path: ["variables", "properties", "meta_prefect_env"], value: { type: "string", default: "dev" } },
        { path: ["job_configuration", "env"], value: { META_PREFECT__ENV: "{{ meta_prefect_env }}" } },
      ],
    });
  });

  it("names the pool by project and environment, whatever else is declared", () => {
    const pool = (environment: string, project: string, variables = {}): unknown =>
      render(localRunDeployer({ name: "local-run", ...variables })(etl), { environment, project }).deployment
        .workPool;
    expect(pool("dev", "acme")).toBe(pool("dev", "acme", { name: "other", schedule, unique: true }));
    expect(new Set([pool("dev", "acme"), pool("prod", "acme"), pool("dev", "other")]).size).toBe(3);
  });

  it("is active in prod only [C15]", () => {
    const active = (environment: string): unknown =>
      render(localRunDeployer({ name: "x", schedule })(etl), { environment }).deployment.schedules?.[0]
        ?.initiallyActive;
    expect(["dev", "prod", "Prod", "staging"].map(active)).toEqual([false, true, false, false]);
  });

  it("takes its own environment over the run's", () => {
    const { deployment } = render(localRunDeployer({ name: "local-run", env: "prod", schedule })(etl));
    expect(deployment).toMatchObject({
      name: "local-run-prod",
      tags: ["env=prod"],
      jobVariables: { meta_prefect_env: "prod" },
      schedules: [{ initiallyActive: true }],
    });
  });

  it("lets one run go at a time when unique, and declares no limit otherwise", () => {
    expect(render(localRunDeployer({ name: "x", unique: true })(etl)).deployment).toMatchObject({
      concurrencyLimit: 1,
      concurrencyOptions: { collision_strategy: "ENQUEUE" },
    });
    expect(render(localRunDeployer({ name: "x" })(etl)).deployment).not.toHaveProperty("concurrencyLimit");
  });

  it("runs its parts in the order of the original [C27]", () => {
    const { layers } = localRunDeployer({ name: "x", schedule, unique: true })(etl);
    expect(layers.map(({ builder }) => builder.name)).toEqual([
      "entrypoint_resolver",
      "path_resolver",
      "env_split_namer",
      "env_split_tag_injector",
      "local_run_provisioner",
      "versioneer",
      "schedule",
      "holidays",
      "schedule_activator",
      "concurrency_limiter",
    ]);
  });

  it("gives two deployments of one flow by wrapping it twice [C40]", () => {
    const names = ["first", "second"].map((name) => render(localRunDeployer({ name })(etl)).deployment.name);
    expect(names).toEqual(["first-dev", "second-dev"]);
    expect(etl).toEqual({ language: "python", entrypoint: "flow.py:add_two_numbers_flow" });
  });
});
