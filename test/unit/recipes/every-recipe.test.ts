import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compose, z, type Decorator } from "../../../src/kit.ts";
import {
  builtinRecipes,
  concurrencyLimiter,
  descriptionResolver,
  entrypointResolver,
  environmentVariables,
  envSplitNamer,
  envSplitTagInjector,
  jobVariables,
  localRunDeployer,
  localRunProvisioner,
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
import { added, bare, fields, isDeepFrozen, reference, render, type Given } from "./render.ts";

describe("every built-in recipe", () => {
  const samples: readonly Decorator[] = [
    concurrencyLimiter({ limit: 1 }),
    descriptionResolver(),
    entrypointResolver(),
    envSplitNamer({ name: "x" }),
    envSplitTagInjector(),
    environmentVariables({ A: "1" }),
    jobVariables({ cpu: 1 }),
    localRunDeployer({ name: "local-run", schedule: { rrule: "FREQ=DAILY" }, unique: true }),
    localRunProvisioner(),
    parameters({ x: 1 }),
    pathResolver(),
    paused(),
    schedule({ cron: "@daily" }),
    scheduleActivator(),
    tags({ tags: ["a"] }),
    tagsResolver(),
    versioneer(),
    workPool({ name: "k8s" }),
  ];
  const some = fc.shuffledSubarray(samples as Decorator[], { minLength: 1, maxLength: 6 });
  const given: Given = { env: { META_PREFECT__TAGS: "a,b" } };

  it("answers deeply frozen data, in any order", () => {
    fc.assert(
      fc.property(some, (list) => {
        const { deployment } = render(list.reduce((inner, outer) => outer(inner))(reference), given);
        expect(isDeepFrozen(deployment)).toBe(true);
      }),
    );
  });

  it("takes its effect with it when it is taken away", () => {
    fc.assert(
      fc.property(some, fc.nat(), (list, index) => {
        const taken = index % list.length;
        const rest = compose(...list.filter((_, at) => at !== taken));
        const before = fields(rest, given);
        const full = render(compose(...list)(reference), given).deployment;
        expect(fields(rest, given)).toEqual(before);
        // What only the taken one set is as if it had never been there.
        const only = Object.keys(added(list[taken] ?? rest, given)).filter(
          (name) => !(name in added(rest, given)),
        );
        for (const name of only) {
          expect(full).toHaveProperty(name);
          expect(Reflect.get(before, name)).toEqual(Reflect.get(bare(given), name));
        }
      }),
    );
  });

  it("has a snake_case name of its own, a summary, and a description of each variable", () => {
    const names = builtinRecipes.map(({ recipeName }) => recipeName);
    expect(new Set(names).size).toBe(names.length);
    for (const { recipeName, summary, variables } of builtinRecipes) {
      expect(summary, recipeName).toMatch(/^[A-Z].*\.$/);
      const { properties = {} } = z.toJSONSchema(variables, { io: "input", unrepresentable: "any" });
      for (const [name, property] of Object.entries(properties)) {
        expect(property, `${recipeName}.${name}`).toHaveProperty("description");
      }
    }
  });
});
