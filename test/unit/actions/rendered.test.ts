import { describe, expect, it } from "vitest";
import { declarationsOf } from "../../../src/actions/rendered.ts";
import { componentKey } from "../../../src/util/component-key.ts";
import { optionsFor } from "./project.ts";

const target = { root: "/srv", project: "acme", environments: ["dev"], api: null };
const automation = (name: string, ...requires: readonly string[]) => ({
  ...{ kind: "automation", name, environment: "dev", requires, external: false },
  spec: { trigger: { expect: ["x"] }, actions: [{ type: "do-nothing" }] },
});
const pool = { kind: "work-pool", name: "laptop", environment: "dev", requires: [], external: false };
const parsed = (...components: readonly object[]): Parameters<typeof declarationsOf>[0] =>
  JSON.parse(
    JSON.stringify({ version: 1, target, deployments: [], components, diagnostics: [] }),
  ) as Parameters<typeof declarationsOf>[0];

describe("a rendered file", () => {
  it("keeps what a component requires that stands behind it in the file", () => {
    const file = parsed(automation("a", "work-pool:laptop"), { ...pool, spec: { type: "process" } });
    const { build } = declarationsOf(file, "plan.json", optionsFor("/srv"));
    expect(
      build.components.map(({ component }) => [
        componentKey(component),
        component.requires.map(componentKey),
      ]),
    ).toEqual([
      ["work-pool:laptop", []],
      ["automation:a", ["work-pool:laptop"]],
    ]);
  });

  it("in which things require each other in a circle is refused", () => {
    const file = parsed(automation("a", "automation:b"), automation("b", "automation:a"));
    expect(() => declarationsOf(file, "plan.json", optionsFor("/srv"))).toThrow("require each other");
  });
});
