import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defineRecipe,
  external,
  mapDeployment,
  workPool as pool,
  z,
  type Decorator,
} from "../../../src/kit.ts";
import {
  concurrencyLimiter,
  descriptionResolver,
  entrypointResolver,
  environmentVariables,
  envSplitNamer,
  envSplitTagInjector,
  jobVariables,
  localRunProvisioner,
  packageVersion,
  parameters,
  pathResolver,
  paused,
  schedule,
  scheduleActivator,
  tags,
  tagsResolver,
  versioneer,
  workPool,
} from "../../../src/recipes/index.ts";
import { added, addTwoNumbers, bare, fields, reference, refusals, render, type Given } from "./render.ts";

describe("naming and tagging by environment", () => {
  it("names <name>-<environment> [C11]", () => {
    expect(added(envSplitNamer({ name: "local-run" }))).toEqual({ name: "local-run-dev" });
    expect(added(envSplitNamer(), { environment: "prod" })).toEqual({ name: "add-two-numbers-flow-prod" });
    expect(added(envSplitNamer({ name: "x", env: "qa" }), { environment: "prod" })).toEqual({ name: "x-qa" });
  });

  it("refuses names that Prefect answers with a server error", () => {
    for (const name of ["a/b", "a%", "a&b", "<a", "a>", "", " a", "a "]) {
      expect(() => envSplitNamer({ name })).toThrow(
        expect.objectContaining({ code: "invalid-variables" }) as Error,
      );
    }
    expect(() => envSplitNamer({ name: "a/b" })).toThrow('variables.name: the given name "a/b" has a "/"');
    expect(() => envSplitNamer({ env: "a/b" })).toThrow('variables.env: "a/b" is not valid');
  });

  it("tags env=<environment>, behind the tags that are there [C13]", () => {
    expect(added(envSplitTagInjector())).toEqual({ tags: ["env=dev"] });
    expect(fields(envSplitTagInjector()(tags({ tags: ["z", "a"] })))).toMatchObject({
      tags: ["z", "a", "env=dev"],
    });
  });
});

describe("tags", () => {
  it("come from META_PREFECT__TAGS, trimmed and each once [C30]", () => {
    const env = { META_PREFECT__TAGS: " my-tag, b ,,my-tag,c " };
    expect(added(tagsResolver(), { env })).toEqual({ tags: ["my-tag", "b", "c"] });
    expect(fields(tagsResolver()(envSplitTagInjector()), { env })).toMatchObject({
      tags: ["env=dev", "my-tag", "b", "c"],
    });
    expect(added(tagsResolver())).toEqual({});
    expect(added(tagsResolver(), { env: { META_PREFECT__TAGS: " , " } })).toEqual({});
  });

  it("are a set: repeated ones are sent once, in order [E24]", () => {
    expect(added(tags({ tags: ["dev", "some-tag1", "dev"] }))).toEqual({ tags: ["dev", "some-tag1"] });
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), (list) => {
        const once = tags({ tags: list });
        expect(fields(once(once))).toEqual(fields(once));
      }),
    );
  });
});

describe("versions", () => {
  const env = { META_PREFECT__VERSION: "my-version" };

  it("are late by default: counted up by the resolver", () => {
    expect(added(versioneer())).toEqual({ version: { $late: "nextInteger" } });
    expect(added(versioneer({ strategy: "semver", bump: "minor", first: "1.0.0" }))).toEqual({
      version: { $late: "nextSemver", bump: "minor", first: "1.0.0" },
    });
  });

  it("come from META_PREFECT__VERSION when it is set, whatever the strategy [C31, E28]", () => {
    for (const strategy of ["integer", "semver", "git", "git-declaration", "content", "env"] as const) {
      expect(added(versioneer({ strategy }), { env })).toEqual({ version: "my-version" });
    }
    expect(added(versioneer(), { env: { META_PREFECT__VERSION: "  " } })).toEqual({
      version: { $late: "nextInteger" },
    });
  });

  it("are the commit, marked when files differ from it", () => {
    const commit = "f0492c26aa00";
    const git = (dirty: boolean) => () => ({ commit, branch: "main", dirty });
    expect(added(versioneer({ strategy: "git" }), { git: git(false) })).toEqual({ version: "f0492c26" });
    expect(added(versioneer({ strategy: "git" }), { git: git(true) })).toEqual({ version: "f0492c26-dirty" });
    expect(refusals(versioneer({ strategy: "git" })(reference))).toMatchObject([
      { code: "recipe-failed", message: "the project lies in no git checkout" },
    ]);
  });

  it("are a digest of the code", () => {
    expect(added(versioneer({ strategy: "content" }))).toEqual({ version: "01234567" });
  });

  it("must be set when the strategy says so", () => {
    expect(refusals(versioneer({ strategy: "env" })(reference))).toMatchObject([
      { code: "recipe-failed", message: "META_PREFECT__VERSION is not set" },
    ]);
  });

  it("are those of a package: the given, the named in the environment, the project", () => {
    const versions: Readonly<Record<string, string>> = { numpy: "2.0.0", acme: "1.2.3", other: "3.0.0" };
    const given: Given = { packageVersion: (name) => versions[name] };
    expect(added(packageVersion({ package: "numpy" }), given)).toEqual({ version: "2.0.0" });
    expect(added(packageVersion(), given)).toEqual({ version: "1.2.3" });
    expect(added(packageVersion(), { ...given, env: { META_PREFECT__PACKAGE_NAME: "other" } })).toEqual({
      version: "3.0.0",
    });
    expect(added(packageVersion(), { ...given, env: { META_PREFECT__PACKAGE_NAME: "" } })).toEqual({
      version: "1.2.3",
    });
    expect(refusals(packageVersion({ package: "nope" })(reference), given)).toMatchObject([
      { message: 'no version of the package "nope" is known' },
    ]);
  });
});

describe("code", () => {
  it("is found by the entrypoint and from the project's folder [C25]", () => {
    expect(fields(entrypointResolver())).toMatchObject({ entrypoint: "flow.py:add_two_numbers_flow" });
    const { deployment, components } = render(pathResolver()(reference), { root: "/srv/other" });
    expect(deployment.pullSteps).toEqual([
      { "prefect.deployments.steps.set_working_directory": { directory: "/srv/other" } },
    ]);
    expect(components).toMatchObject([{ kind: "storage", spec: { type: "local", path: "/srv/other" } }]);
  });

  it("is in the image when the deployment has one", () => {
    const { deployment, components } = render(pathResolver()(jobVariables({ image: "acme:1" }))(reference));
    expect(deployment.pullSteps).toEqual([
      { "prefect.deployments.steps.set_working_directory": { directory: "/opt/prefect/flows" } },
    ]);
    expect(components).toEqual([]);
    expect(fields(pathResolver({ image_folder: "/app" })(jobVariables({ image: "acme:1" })))).toMatchObject({
      pullSteps: [{ "prefect.deployments.steps.set_working_directory": { directory: "/app" } }],
    });
  });

  it("gives the description [C17]", () => {
    expect(fields(descriptionResolver()(without("description")))).toMatchObject({
      description: "Adds two numbers.",
    });
    const silent = { ...addTwoNumbers, description: null };
    expect(fields(descriptionResolver(), { flow: silent })).toEqual(bare({ flow: silent }));
  });
});

const without = (field: "description"): Decorator =>
  defineRecipe({
    name: "without",
    summary: "Clears a field.",
    variables: z.strictObject({}),
    build: () => ({ updateDeployment: (deployment) => mapDeployment(deployment, { [field]: null }) }),
  })();

describe("schedules", () => {
  it("are added by slug; the outer recipe has the last word", () => {
    const two = schedule({ cron: "0 1 * * *" })(
      schedule({ schedules: [{ cron: "@daily", slug: "schedule" }, { interval: 60 }] }),
    );
    expect(fields(two)).toMatchObject({
      schedules: [
        { slug: "schedule", schedule: { cron: "0 1 * * *" } },
        { slug: "schedule-2", schedule: { interval: 60 } },
      ],
    });
  });

  it("begin active in the environments that are listed, which people may change later [C15]", () => {
    const states = (variables: Parameters<typeof scheduleActivator>[0], environment: string): unknown => {
      const { deployment } = render(scheduleActivator(variables)(schedule({ cron: "@daily" })(reference)), {
        environment,
      });
      return deployment.schedules?.map(({ active, initiallyActive }) => ({ active, initiallyActive }));
    };
    expect(states({}, "prod")).toEqual([{ active: undefined, initiallyActive: true }]);
    expect(states({}, "dev")).toEqual([{ active: undefined, initiallyActive: false }]);
    expect(states({ environments: ["dev", "qa"] }, "qa")).toEqual([
      { active: undefined, initiallyActive: true },
    ]);
    expect(states({ enforce: true }, "dev")).toEqual([{ active: false, initiallyActive: false }]);
    expect(added(scheduleActivator())).toEqual({});
  });
});

describe("limits and switches", () => {
  it("limit how many runs go at the same time", () => {
    expect(added(concurrencyLimiter({ limit: 2 }))).toEqual({
      concurrencyLimit: 2,
      concurrencyOptions: { collision_strategy: "ENQUEUE" },
    });
    expect(
      added(concurrencyLimiter({ limit: 1, collision_strategy: "CANCEL_NEW", grace_period_seconds: 90 })),
    ).toEqual({
      concurrencyLimit: 1,
      concurrencyOptions: { collision_strategy: "CANCEL_NEW", grace_period_seconds: 90 },
    });
    for (const limit of [0, -1, 1.5])
      expect(() => concurrencyLimiter({ limit })).toThrow(`variables.limit: ${String(limit)}`);
  });

  it("pause, and unpause on purpose", () => {
    expect(added(paused())).toEqual({ paused: true });
    expect(added(paused({ paused: false }))).toEqual({ paused: false });
  });
});

describe("parameters and job variables", () => {
  it("keep types, and a dotted name stays one name [E22, E23]", () => {
    const given = { number: 42, name: "Do not panic!", "env.stage": "dev" };
    expect(added(parameters(given))).toEqual({ parameters: given });
    expect(fields(parameters({ number: 1, more: [null] })(parameters(given)))).toMatchObject({
      parameters: { ...given, number: 1, more: [null] },
    });
  });

  it("set job variables and environment variables, whose values are texts [C16]", () => {
    expect(
      fields(
        environmentVariables({ A: 1, B: true, C: "c" })(jobVariables({ cpu: 2, env: { A: "0", Z: "z" } })),
      ),
    ).toMatchObject({
      jobVariables: { cpu: 2, env: { A: "1", B: "true", C: "c", Z: "z" } },
    });
    // @ts-expect-error: a list is no value of an environment variable
    expect(() => environmentVariables({ A: ["x"] })).toThrow(
      'recipe "environment_variables": variables.A: ["x"] is not valid: expected string or number or boolean',
    );
  });
});

describe("work pools", () => {
  it("that exist are named and never written [E27]", () => {
    const { deployment, components } = render(workPool({ name: "k8s-prod" })(reference));
    expect(deployment).toMatchObject({ workPool: "k8s-prod" });
    expect(components).toEqual([external("work-pool", "k8s-prod")]);
    const queued = render(workPool({ name: "k8s-prod", queue: "dev" })(reference));
    expect(queued.deployment).toMatchObject({ workPool: "k8s-prod", workQueue: "dev" });
    expect(queued.components).toEqual([
      external("work-pool", "k8s-prod"),
      external("work-queue", "k8s-prod/dev"),
    ]);
  });

  it("of ours have a generated or a given name, a limit and a queue [C35, E27]", () => {
    const { deployment, components } = render(
      workPool({ type: "docker", concurrency_limit: 3, queue: "fast" })(reference),
    );
    const name = deployment.workPool ?? "";
    expect(name).toMatch(/^docker-work-pool-[0-9a-f]{8}$/);
    const ours = pool({ name, type: "docker", concurrencyLimit: 3 });
    expect(components).toEqual([
      ours,
      { kind: "work-queue", name: `${name}/fast`, spec: { pool: name, queue: "fast" }, requires: [ours] },
    ]);
    expect(
      render(workPool({ type: "process", name: "mine", concurrency_limit: null })(reference)).components,
    ).toEqual([pool({ name: "mine", type: "process", concurrencyLimit: null })]);
  });

  it("that an outer recipe replaced are not required any more", () => {
    const { deployment, components } = render(
      workPool({ name: "k8s-prod" })(localRunProvisioner())(reference),
    );
    expect(deployment.workPool).toBe("k8s-prod");
    expect(components).toEqual([external("work-pool", "k8s-prod")]);
  });

  it("need a name or a type, and a type for a limit", () => {
    expect(() => workPool({})).toThrow("neither name nor type is given");
    expect(() => workPool({ name: "k8s-prod", concurrency_limit: 3 })).toThrow(
      "variables.concurrency_limit: concurrency_limit cannot be set on a pool that is not ours",
    );
  });
});
