import { describe, expect, it } from "vitest";
import { z } from "zod";
import { concurrency, concurrencyLimiter, external, workPool } from "../../../src/recipes/index.ts";
import { reference, render } from "./render.ts";

const refusal = (recipe: { readonly variables: z.ZodType }, variables: unknown): readonly string[] =>
  recipe.variables.safeParse(variables).error?.issues.map(({ message }) => message) ?? [];

describe("concurrency", () => {
  it("sets a limit of the deployment's own or the name of a shared one, and the last has the word", () => {
    const own = concurrency({ limit: 2, collision_strategy: "CANCEL_NEW", grace_period_seconds: 90 });
    const shared = concurrency({ shared: "database" });
    expect(render(own(reference)).deployment).toMatchObject({
      concurrencyLimit: 2,
      concurrencyOptions: { collision_strategy: "CANCEL_NEW", grace_period_seconds: 90 },
    });
    const both = render(shared(own(reference))).deployment;
    expect(both).toMatchObject({
      sharedLimit: "database",
      concurrencyOptions: { collision_strategy: "ENQUEUE" },
    });
    expect(both).not.toHaveProperty("concurrencyLimit");
    expect(render(concurrencyLimiter({ limit: 1 })(shared(reference))).deployment).not.toHaveProperty(
      "sharedLimit",
    );
  });

  it.each([{}, { limit: 1, shared: "database" }])("takes one of the two, not %j", (variables) => {
    expect(refusal(concurrency, variables)).toEqual(["give either limit or shared"]);
  });
});

describe("work_pool", () => {
  it.each(["process", "docker", "ecs", "cloud-run-v2"])(
    "has a worker of this machine for our pool of type %s when told so, and else none [A66]",
    (type) => {
      const workersOf = (more: object): readonly unknown[] =>
        render(workPool({ type, name: "p", ...more })(reference))
          .components.filter(({ kind }) => kind === "worker")
          .map(({ name, spec }) => [name, spec]);
      expect(workersOf({ worker: true })).toEqual([["p", { pool: "p", type }]]);
      expect(workersOf({})).toEqual([]);
      expect(refusal(workPool, { name: "p", worker: true })).toEqual([
        "worker cannot be set on a pool that is not ours",
      ]);
    },
  );

  it("gives our pool a pause and our queue a limit and a priority", () => {
    const queue = { name: "urgent", concurrency_limit: 2, priority: 1 };
    const { components, deployment } = render(
      workPool({ type: "process", name: "p", paused: true, queue })(reference),
    );
    expect(deployment).toMatchObject({ workPool: "p", workQueue: "urgent" });
    expect(components.map(({ kind, name, spec }) => [kind, name, spec])).toEqual([
      ["work-pool", "p", { type: "process", paused: true }],
      ["work-queue", "p/urgent", { pool: "p", queue: "urgent", concurrencyLimit: 2, priority: 1 }],
    ]);
  });

  it("refuses settings of what is not ours", () => {
    const settings = {
      name: "theirs",
      concurrency_limit: 1,
      paused: true,
      queue: { name: "q", priority: 1 },
    };
    expect(refusal(workPool, settings)).toEqual([
      "concurrency_limit cannot be set on a pool that is not ours",
      "paused cannot be set on a pool that is not ours",
      "a queue's settings cannot be set on a pool that is not ours",
    ]);
  });
});

describe("external", () => {
  it("requires things that are never written", () => {
    const { components } = render(external({ variables: ["region"], blocks: ["secret/token"] })(reference));
    expect(components.map(({ kind, name, external: theirs }) => [kind, name, theirs])).toEqual([
      ["block", "secret/token", true],
      ["variable", "region", true],
    ]);
  });
});
