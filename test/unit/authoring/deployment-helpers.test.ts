import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  generatedName,
  mapDeployment,
  nextInteger,
  nextSemver,
  withEnv,
  withJobVariables,
  withIgnoredChanges,
  withLabels,
  withParameters,
  withSchedules,
  withTags,
  type Deployment,
  type Schedule,
} from "../../../src/kit.ts";
import { deepFreeze } from "../../../src/util/freeze.ts";
import { addTwoNumbers, isDeepFrozen } from "../recipes/render.ts";

const bare: Deployment = deepFreeze({ flow: addTwoNumbers, name: "nightly" });
const words = fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 6 });
const env = fc.dictionary(fc.string({ minLength: 1, maxLength: 2 }), fc.string({ maxLength: 3 }), {
  maxKeys: 4,
});

describe("helpers", () => {
  it("answer frozen copies and leave alone what they are given [C36]", () => {
    const tags = ["a"];
    const variables = { env: { A: "1" }, nested: { list: [1] } };
    const results = [
      withTags(bare, tags),
      withLabels(bare, { team: "data" }),
      withParameters(bare, { rows: [1, { deep: true }] }),
      withJobVariables(bare, variables),
      withEnv(bare, { A: "1" }),
      withSchedules(bare, [{ slug: "s", schedule: { cron: "0 9 * * *" } }]),
      mapDeployment(bare, { paused: true }),
    ];
    expect(results.every(isDeepFrozen)).toBe(true);
    expect(results.every((result) => result.flow === addTwoNumbers)).toBe(true);
    expect(Object.isFrozen(tags) || Object.isFrozen(variables.nested.list)).toBe(false);
    expect(bare).toEqual({ flow: addTwoNumbers, name: "nightly" });
  });

  it("change nothing when there is nothing to add: empty would mean 'clear it'", () => {
    expect(withTags(bare, [])).toBe(bare);
    expect(withLabels(bare, {})).toBe(bare);
    expect(withIgnoredChanges(bare, [])).toBe(bare);
    const once = withIgnoredChanges(bare, ["tags"]);
    expect(withIgnoredChanges(once, ["tags", "description"]).ignoreChanges).toEqual(["tags", "description"]);
    expect(withParameters(bare, {})).toBe(bare);
    expect(withJobVariables(bare, {})).toBe(bare);
    expect(withEnv(bare, {})).toBe(bare);
    expect(withSchedules(bare, [])).toBe(bare);
  });

  it("join tags as a set in a stable order, whatever is added how often", () => {
    fc.assert(
      fc.property(words, words, (first, second) => {
        const { tags = [] } = withTags(withTags(bare, first), second);
        expect(tags).toEqual([...new Set([...first, ...second])]);
        expect(withTags(withTags(withTags(bare, first), second), [...first, ...second]).tags ?? []).toEqual(
          tags,
        );
      }),
    );
  });

  it("merge environment variables by name: the later value wins, adding again changes nothing", () => {
    fc.assert(
      fc.property(env, env, (first, second) => {
        const merged = withEnv(withEnv(bare, first), second);
        expect(merged.jobVariables?.["env"] ?? {}).toEqual({ ...first, ...second });
        expect(withEnv(merged, second)).toEqual(merged);
      }),
    );
  });

  it("keep the environment when other job variables are set, and replace any other value as a whole", () => {
    const first = withJobVariables(bare, { env: { A: "1" }, labels: { x: "1" } });
    const second = withJobVariables(first, { env: { B: "2" }, labels: { y: "2" }, image: "i" });
    expect(second.jobVariables).toEqual({ env: { A: "1", B: "2" }, labels: { y: "2" }, image: "i" });
    expect(withJobVariables(first, { env: null }).jobVariables).toMatchObject({ env: null });
  });

  it("refuse to merge an environment into something that is none", () => {
    const odd = withJobVariables(bare, { env: "dev" });
    expect(() => withEnv(odd, { A: "1" })).toThrow('the job variable env is "dev", not a map of names');
  });

  it("replace a schedule with the same slug in its place and add the others behind", () => {
    const at = (slug: string, cron: string): Schedule => ({ slug, schedule: { cron } });
    const first = withSchedules(bare, [at("a", "0 1 * * *"), at("b", "0 2 * * *")]);
    const second = withSchedules(first, [at("c", "0 3 * * *"), at("a", "0 4 * * *")]);
    expect(second.schedules).toEqual([at("a", "0 4 * * *"), at("b", "0 2 * * *"), at("c", "0 3 * * *")]);
  });

  it("let a value be cleared on purpose", () => {
    expect(mapDeployment(bare, { description: null, tags: [] })).toMatchObject({
      description: null,
      tags: [],
    });
  });
});

describe("values", () => {
  it("late versions are data that `render` can print", () => {
    expect(nextInteger()).toEqual({ $late: "nextInteger" });
    expect(nextSemver()).toEqual({ $late: "nextSemver", bump: "patch", first: "0.1.0" });
    expect(nextSemver("minor", "1.0.0")).toEqual({ $late: "nextSemver", bump: "minor", first: "1.0.0" });
    expect([nextInteger(), nextSemver()].every(isDeepFrozen)).toBe(true);
  });

  it("generated names tell project, environment and recipe apart, and nothing else", () => {
    const name = (project: string, environment: string, recipe: string): string =>
      generatedName("pool", { project, environment }, recipe);
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string(), fc.string()), (parts) => {
        expect(name(...parts)).toBe(name(...parts));
        expect(name(...parts)).toMatch(/^pool-[0-9a-f]{8}$/);
      }),
    );
    const all = [
      name("a", "b", "c"),
      name("ab", "", "c"),
      name("a", "bc", ""),
      name("b", "a", "c"),
      name("a", "b", "d"),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
