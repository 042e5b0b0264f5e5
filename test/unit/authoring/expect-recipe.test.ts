import { describe, expect, it } from "vitest";
import { flow } from "../../../src/flows/flow.ts";
import { defineRecipe, external, mapDeployment, withJobVariables, withTags, z } from "../../../src/kit.ts";
import { paused, schedule, tags } from "../../../src/recipes/index.ts";
import { expectRecipe, recipeMatchers, type RecipeMatchers } from "../../../src/testing.ts";

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- this is how vitest learns of matchers
  interface Matchers<T> extends RecipeMatchers<T> {}
}
expect.extend(recipeMatchers);

const eks = defineRecipe({
  name: "eks",
  summary: "Runs on EKS.",
  variables: z.object({ cpu: z.number().max(64) }),
  build: ({ cpu }) => ({
    requires: [external("work-pool", "eks-pool")],
    updateDeployment: (deployment, { environment, warn, fail }) => {
      if (environment === "local") fail("there is no EKS here", { hint: "use process" });
      if (cpu > 32) warn("that is a lot");
      return withJobVariables(mapDeployment(deployment, { workPool: "eks-pool" }), { cpu, env: { A: "1" } });
    },
  }),
});
const counting = defineRecipe({
  name: "counting",
  summary: "Is not idempotent.",
  variables: z.object({}),
  build: () => ({
    updateDeployment: (deployment) => mapDeployment(deployment, { name: `${deployment.name}-x` }),
  }),
});
const etl = flow("flows/etl.py:load_orders");

describe("what is expected of a recipe", () => {
  it("holds where the recipe makes it, with the flow that is wrapped", () => {
    const trial = expectRecipe(eks, { cpu: 2 }).on(etl);
    trial.toMake({ workPool: "eks-pool", jobVariables: { cpu: 2 } });
    trial.toChangeOnly("workPool", "jobVariables").toRequire("work-pool:*").toWarn();
    expect(trial.deployment.flow).toMatchObject({
      name: "load-orders",
      entrypoint: "flows/etl.py:load_orders",
    });
    expect(trial.snapshot()).toMatchInlineSnapshot(`
      {
        "deployment": {
          "jobVariables": {
            "cpu": 2,
            "env": {
              "A": "1",
            },
          },
          "workPool": "eks-pool",
        },
        "requires": [
          "work-pool:eks-pool",
        ],
      }
    `);
    expectRecipe(eks, { cpu: 48 }).on(etl).toWarn(/a lot/);
  });

  it("fails with each difference on a line of its own", () => {
    const trial = expectRecipe(eks, { cpu: 2 }).on(etl);
    const wanted = { workPool: "other", jobVariables: { cpu: 4, env: { B: "2" } } };
    expect(() => trial.toMake(wanted)).toThrow(
      [
        "the deployment is another one:",
        '  workPool: expected "other", made "eks-pool"',
        "  jobVariables.cpu: expected 4, made 2",
        '  jobVariables.env.B: expected "2", made nothing',
      ].join("\n"),
    );
    expect(() => trial.toChangeOnly("workPool")).toThrow("also changed jobVariables");
    expect(() => trial.toChangeOnly("workPool", "jobVariables", "tags")).toThrow("did not change tags");
    expect(() => trial.toRequire()).toThrow("not expected: work-pool:eks-pool");
    expect(() => trial.toRequire("work-pool:*", "block:*")).toThrow("missing: block:*");
    expect(() => trial.toWarn("much")).toThrow("other warnings came");
  });

  it("may be a refusal of variables or of the deployment", () => {
    expectRecipe(eks, { cpu: 65 }).toRefuse(/cpu: 65 is not valid/);
    expectRecipe(eks, { cpu: 2 }).toRefuse("use process", { environment: "local" });
    expect(() => {
      expectRecipe(eks, { cpu: 2 }).toRefuse("no EKS");
    }).toThrow("the recipe refused nothing");
  });
});

describe("a law of recipes", () => {
  it("says by what it is broken", () => {
    expectRecipe(eks, { cpu: 2 }).toBeIdempotent();
    expect(() => {
      expectRecipe(counting).toBeIdempotent();
    }).toThrow('deployment.name: expected "sample-x", made "sample-x-x"');
    expectRecipe(tags, { tags: ["a"] }).toCommuteWith(tags({ tags: ["b"] }));
    expect(() => {
      expectRecipe(eks, { cpu: 2 }).toCommuteWith(eks({ cpu: 4 }));
    }).toThrow("the order makes a difference");
    expectRecipe(schedule({ cron: "0 2 * * *" })).toKeepToggles();
    expect(() => {
      expectRecipe(paused).toKeepToggles();
    }).toThrow("it declares paused");
    expect(() => {
      expectRecipe(schedule, { cron: "0 2 * * *", active: true }).toKeepToggles();
    }).toThrow("schedules.schedule.active");
  });

  it("is a matcher of vitest too", () => {
    const called = tags({ tags: ["nightly"] });
    expect(called).toMakeDeployment({ tags: ["nightly"] });
    expect(called).toBeIdempotent();
    expect(called).toKeepToggles();
    expect(called).toCommuteWith(defineRecipe({ ...unmoved, name: "same" })());
    expect(() => {
      expect(called).toMakeDeployment({ tags: ["daily"] });
    }).toThrow('tags: expected ["daily"], made ["nightly"]');
    expect(counting()).not.toBeIdempotent();
  });
});

const unmoved = {
  summary: "Adds a tag.",
  variables: z.object({}),
  build: () => ({
    updateDeployment: (deployment: Parameters<typeof withTags>[0]) => withTags(deployment, ["t"]),
  }),
};
