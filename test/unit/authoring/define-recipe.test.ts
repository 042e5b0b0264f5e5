import { describe, expect, it } from "vitest";
import { isMetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import type { Location, Origin } from "../../../src/interfaces/diagnostic.ts";
import { defineRecipe, isDecorator, isRecipe, mapDeployment, withTags, within, z } from "../../../src/kit.ts";
import { reference, refusals, render } from "../recipes/render.ts";

const eks = defineRecipe({
  name: "eks",
  summary: "Runs on Amazon EKS.",
  variables: z.object({
    cpu: z.number().positive().max(64),
    image: z.string().default("python:3.12"),
    nodes: z.object({ pool: z.string() }).optional(),
  }),
  build: ({ cpu, image }) => ({
    updateDeployment: (deployment) => mapDeployment(deployment, { jobVariables: { cpu, image } }),
  }),
});

const place: Location = { file: "meta_prefect.yaml", line: 3, column: 7 };
const cpuPlace: Location = { file: "meta_prefect.yaml", line: 5, column: 14 };
const originKnowing = (known: string): Origin => ({
  location: place,
  locate: (path) => (path === known ? cpuPlace : undefined),
});
const origin = originKnowing("variables.cpu");

function thrownBy(act: () => unknown): {
  code: string;
  message: string;
  hint: string | undefined;
  places: unknown[];
} {
  try {
    act();
  } catch (thrown) {
    if (!isMetaPrefectError(thrown)) throw thrown;
    const { code, message, hint } = thrown;
    return { code, message, hint, places: thrown.diagnostics.map(({ location }) => location) };
  }
  return expect.fail("nothing was thrown");
}

describe("defineRecipe", () => {
  it("makes a callable recipe whose defaults are filled in [C33, C41]", () => {
    expect(render(eks({ cpu: 2 })(reference)).deployment.jobVariables).toEqual({
      cpu: 2,
      image: "python:3.12",
    });
  });

  it("brands and freezes the recipe and what its call answers", () => {
    expect(isRecipe(eks)).toBe(true);
    expect(isDecorator(eks)).toBe(false);
    expect(isDecorator(eks({ cpu: 1 }))).toBe(true);
    expect(isRecipe(() => eks)).toBe(false);
    expect(Object.isFrozen(eks)).toBe(true);
    expect(Object.isFrozen(eks({ cpu: 1 }))).toBe(true);
    expect(Object.isFrozen(eks({ cpu: 1 }).layers)).toBe(true);
    expect(Symbol.for("meta-prefect.recipe") in eks).toBe(true);
    expect(Symbol.for("meta-prefect.decorator") in eks({ cpu: 1 })).toBe(true);
  });

  it("names recipe, path and wrong value of a bad variable", () => {
    // @ts-expect-error: what a caller without types may write
    expect(thrownBy(() => eks({ cpu: "two" }))).toMatchObject({
      code: "invalid-variables",
      message: 'recipe "eks": variables.cpu: "two" is not valid: expected number',
      hint: "meta-prefect recipes show eks prints its variables",
    });
    // @ts-expect-error: the variable is required
    expect(thrownBy(() => eks()).message).toBe('recipe "eks": variables.cpu: missing, expected number');
    // @ts-expect-error: variables are an object
    expect(thrownBy(() => eks("two")).message).toBe(
      'recipe "eks": variables: "two" is not valid: expected object',
    );
  });

  it("refuses a variable that nobody knows, though the schema is a plain z.object", () => {
    // @ts-expect-error: an excess property
    expect(thrownBy(() => eks({ cpu: 2, cpus: 4 }))).toMatchObject({
      message: 'recipe "eks": variables.cpus: unknown key "cpus"',
      hint: "did you mean cpu?",
    });
  });

  it("lists every mistake, at its own place if the file has it, else at the recipe's", () => {
    const { message, places } = thrownBy(() => eks.decorate({ cpu: 99, image: 3 }, origin));
    expect(message).toBe(
      'recipe "eks": variables.cpu: 99 is not valid: expected number to be <=64 (and 1 more)',
    );
    expect(places).toEqual([cpuPlace, place]);
  });

  it("takes raw variables from YAML and gives each layer the place", () => {
    const decorator = eks.decorate({ cpu: 2 }, origin);
    expect(decorator.layers.map((layer) => layer.origin)).toEqual([origin]);
    expect(render(decorator(reference)).deployment.jobVariables).toEqual({ cpu: 2, image: "python:3.12" });
    expect(eks({ cpu: 2 }).layers.every((layer) => layer.origin === undefined)).toBe(true);
  });

  it("refuses a name that is not snake_case", () => {
    const variables = z.strictObject({});
    for (const name of ["Nightly", "nightly-report", "_x", "x__y", "", "1st"]) {
      const made = (): unknown => defineRecipe({ name, summary: "No.", variables, build: () => ({}) });
      expect(thrownBy(made)).toMatchObject({
        code: "invalid-recipe",
        message: expect.stringContaining(`"${name}"`) as string,
      });
    }
  });

  it("freezes what an updateDeployment answers, also one that does not use the helpers", () => {
    const careless = defineRecipe({
      name: "careless",
      summary: "Spreads.",
      variables: z.strictObject({}),
      build: () => ({ updateDeployment: (deployment) => ({ ...deployment, tags: ["a"] }) }),
    });
    const { deployment } = render(careless()(reference));
    expect(deployment.tags).toEqual(["a"]);
    const [layer] = careless().layers;
    const never = (): never => expect.fail("not asked for");
    const facts = {
      project: "",
      environment: "",
      root: "",
      now: "",
      env: {},
      git: never,
      packageVersion: never,
    };
    const changed = layer?.builder.updateDeployment(deployment, { ...facts, fail: never, warn: never });
    expect(Object.isFrozen(changed) && Object.isFrozen(changed?.tags)).toBe(true);
  });

  it("fails a recipe that changes the deployment it is given", () => {
    const mutating = defineRecipe({
      name: "mutating",
      summary: "Breaks the rule.",
      variables: z.strictObject({}),
      build: () => ({ updateDeployment: (deployment) => Object.assign(deployment, { paused: true }) }),
    });
    expect(refusals(mutating()(reference))).toMatchObject([{ code: "builder-failed" }]);
  });
});

describe("a recipe composed of others", () => {
  const tagged = defineRecipe({
    name: "tagged",
    summary: "Tags.",
    variables: z.strictObject({ tag: z.string() }),
    build: ({ tag }) => ({ updateDeployment: (deployment) => withTags(deployment, [tag]) }),
  });
  const picky = defineRecipe({
    name: "picky",
    summary: "Fails.",
    variables: z.strictObject({ cpu: z.number() }),
    build: () => ({ updateDeployment: (_deployment, { fail }) => fail("too much", { at: "variables.cpu" }) }),
  });

  it("runs its first part first and gives all parts its own place", () => {
    const both = defineRecipe({
      name: "both",
      summary: "Both.",
      variables: z.strictObject({}),
      build: () => [tagged({ tag: "inner" }), tagged({ tag: "outer" })],
    });
    const decorator = both.decorate({}, origin);
    expect(decorator.layers.map((layer) => layer.origin)).toEqual([origin, origin]);
    expect(render(decorator(reference)).deployment.tags).toEqual(["inner", "outer"]);
  });

  it("points into its own variables, also through a variable that it hands on", () => {
    const direct = defineRecipe({
      name: "direct",
      summary: "Same variables.",
      variables: z.strictObject({ cpu: z.number() }),
      build: (variables) => [picky(variables)],
    });
    const nested = defineRecipe({
      name: "nested",
      summary: "A variable of its own.",
      variables: z.strictObject({ inner: z.strictObject({ cpu: z.number() }) }),
      build: ({ inner }) => [within("inner", picky(inner))],
    });
    const expected = [{ code: "recipe-failed", message: "too much", location: cpuPlace }];
    expect(refusals(direct.decorate({ cpu: 1 }, origin)(reference))).toEqual([
      expect.objectContaining(expected[0]),
    ]);
    expect(
      refusals(nested.decorate({ inner: { cpu: 1 } }, originKnowing("variables.inner.cpu"))(reference)),
    ).toMatchObject(expected);
  });

  it("says where it stands when a part refuses what it was handed", () => {
    const wrong = defineRecipe({
      name: "wrong",
      summary: "Hands on nonsense.",
      variables: z.strictObject({}),
      build: () => [eks({ cpu: 1000 })],
    });
    expect(thrownBy(() => wrong.decorate({}, origin))).toMatchObject({
      code: "invalid-variables",
      message: 'recipe "wrong": recipe "eks": variables.cpu: 1000 is not valid: expected number to be <=64',
      places: [place],
    });
    const broken = defineRecipe({
      name: "broken",
      summary: "Throws.",
      variables: z.strictObject({}),
      build: () => {
        throw new TypeError("x is undefined");
      },
    });
    expect(thrownBy(() => broken.decorate({}, origin))).toMatchObject({
      code: "recipe-failed",
      message: 'recipe "broken": x is undefined',
      places: [place],
    });
  });
});
