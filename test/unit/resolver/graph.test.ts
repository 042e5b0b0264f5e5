import { describe, expect, it } from "vitest";
import { automation } from "../../../src/components/automation/declare.ts";
import { external, localStorage, worker, workPool, workQueue } from "../../../src/components/declare.ts";
import type { Component } from "../../../src/interfaces/component.ts";
import type { Deployment } from "../../../src/interfaces/deployment.ts";
import type { OwnedComponent } from "../../../src/interfaces/plan.ts";
import { mergeComponents } from "../../../src/resolver/merge-components.ts";
import { inDependencyOrder } from "../../../src/resolver/order.ts";
import { reachedComponents } from "../../../src/resolver/reached.ts";
import { runGraph } from "../../../src/resolver/run-graph.ts";

const owned = (component: Component, environment = "dev"): OwnedComponent => ({
  component,
  owner: { project: "acme", environment },
});
const plain = (name: string, requires: readonly Component[] = []): Component => ({
  kind: "x",
  name,
  spec: {},
  requires,
});
const byKey = (components: readonly Component[]): ReadonlyMap<string, OwnedComponent> =>
  new Map(components.map((component) => [`${component.kind}:${component.name}`, owned(component)]));

describe("the order of components", () => {
  it("puts each behind what it requires, and else keeps the order of the input", () => {
    const [a, b] = [plain("a"), plain("b")];
    const c = plain("c", [b]);
    const order = inDependencyOrder(byKey([c, a, b])).map(({ component }) => component.name);
    expect(order).toEqual(["b", "c", "a"]);
  });

  it("names the circle where components require each other", () => {
    const circle = [plain("z"), plain("a", [plain("b")]), plain("b", [plain("c")]), plain("c", [plain("a")])];
    expect(() => inDependencyOrder(byKey(circle))).toThrow("x:a -> x:b -> x:c -> x:a");
  });
});

describe("components of several deployments", () => {
  const pool = workPool({ name: "p", type: "process" });

  it("are one where they are equal, with all that they require", () => {
    const { merged, diagnostics } = mergeComponents([
      owned(workQueue({ pool, queue: "q" })),
      owned(workPool({ name: "p", type: "process" })),
    ]);
    expect([...merged.keys()]).toEqual(["work-pool:p", "work-queue:p/q"]);
    expect(diagnostics).toEqual([]);
  });

  it.each([
    ["ours first", [pool, external("work-pool", "p")]],
    ["external first", [external("work-pool", "p"), pool]],
  ])("are ours where one declares what another only names: %s", (_order, both) => {
    const { merged, diagnostics } = mergeComponents(both.map((one) => owned(one)));
    expect(merged.get("work-pool:p")?.component).toBe(pool);
    expect(diagnostics).toEqual([]);
  });

  it("are a conflict where they differ, or where two environments would own one thing", () => {
    const other = workPool({ name: "p", type: "docker" });
    const different = mergeComponents([owned(pool), owned(other)]).diagnostics;
    expect(different.map(({ code }) => code)).toEqual(["component-conflict"]);
    const { diagnostics } = mergeComponents([owned(pool), owned(pool, "prod")]);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["component-conflict", "work-pool p is declared for the environments dev and prod"],
    ]);
    const flow: Component = { ...plain("f"), kind: "flow" };
    expect(mergeComponents([owned(flow), owned(flow, "prod")]).diagnostics).toEqual([]);
  });
});

describe("the components that a finished deployment reaches", () => {
  const pool = workPool({ name: "inner", type: "process" });
  const queue = workQueue({ pool, queue: "q" });
  const required = [pool, queue, worker({ pool }), localStorage("/srv/code")];
  const reached = (fields: Partial<Deployment>): readonly string[] =>
    reachedComponents({ ...fields } as Deployment, required).map(
      ({ kind, name, external: theirs }) => `${theirs === true ? "external " : ""}${kind} ${name}`,
    );
  const steps = (directory: string): Partial<Deployment> => ({ pullSteps: [{ step: { directory } }] });

  it("are those that it names", () => {
    expect(reached({ workPool: "inner", workQueue: "q", ...steps("/srv/code") })).toEqual([
      "work-pool inner",
      "work-queue inner/q",
      "worker inner",
      "storage local:/srv/code",
    ]);
  });

  it("are not those that an outer recipe replaced; a pool that is only named must exist", () => {
    expect(reached({ workPool: "outer", workQueue: "q", ...steps("/srv/code/deeper") })).toEqual([
      "external work-pool outer",
      "external work-queue outer/q",
    ]);
    expect(reached({ workPool: "outer", workQueue: "default" })).toEqual(["external work-pool outer"]);
    expect(reached({})).toEqual([]);
    expect(reached({ workPool: null, workQueue: null })).toEqual([]);
  });

  it("are also the pools that an automation beside it names, wherever it runs", () => {
    const pausing = automation({
      name: "pause",
      trigger: { expect: ["x"] },
      actions: [{ type: "pause-work-pool", work_pool: "inner" }],
    });
    const names = (all: readonly Component[]): readonly string[] =>
      reachedComponents({ workPool: null } as Deployment, all).map(({ name }) => name);
    expect(names([pool, workPool({ name: "other", type: "process" }), pausing])).toEqual(["inner", "pause"]);
  });
});

describe("work in a graph", () => {
  it("runs what needs something only when that has ended, and never more at once than allowed", async () => {
    const ended: string[] = [];
    let running = 0;
    let most = 0;
    const item = (key: string, requires: readonly string[] = []) => ({
      key,
      requires,
      run: async () => {
        most = Math.max(most, ++running);
        for (const needed of requires) if (needed !== "outside") expect(ended).toContain(needed);
        await Promise.resolve();
        running--;
        ended.push(key);
        return key;
      },
    });
    const work = [item("c", ["a", "b"]), item("a", ["outside"]), item("b"), item("d", ["c"])];
    expect(await runGraph(work, () => 2)).toEqual(["c", "a", "b", "d"]);
    expect(most).toBe(2);
    expect(ended.indexOf("d")).toBe(3);
  });
});
