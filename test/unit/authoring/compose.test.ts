import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flow } from "../../../src/flows/flow.ts";
import {
  asDecorator,
  compose,
  defineRecipe,
  isDeployableFlow,
  mapDeployment,
  withTags,
  workPool,
  z,
  type Decorator,
  type DeployableFlow,
  type FlowBuilder,
} from "../../../src/kit.ts";
import { tagsResolver, versioneer } from "../../../src/recipes/index.ts";
import { reference, render } from "../recipes/render.ts";

const mark = defineRecipe({
  name: "mark",
  summary: "Says that it ran, in order, and claims the description.",
  variables: z.strictObject({ sign: z.string() }),
  build: ({ sign }) => ({
    updateDeployment: (deployment) =>
      mapDeployment(withTags(deployment, [`${String(deployment.tags?.length ?? 0)}:${sign}`]), {
        description: sign,
      }),
  }),
});

const decorator = fc.string({ maxLength: 3 }).map((sign) => mark({ sign }));
const decorators = fc.array(decorator, { maxLength: 5 });
const fields = (deployable: DeployableFlow): unknown => render(deployable).deployment;

describe("wrapping", () => {
  it("runs the inner one first; the outer one has the last word [C47]", () => {
    const { deployment } = render(mark({ sign: "outer" })(mark({ sign: "inner" })(reference)));
    expect(deployment).toMatchObject({ tags: ["0:inner", "1:outer"], description: "outer" });
  });

  it("composes builders before they meet a flow [C46]", () => {
    const deployable = versioneer()(tagsResolver())(flow("flow.py:add_two_numbers_flow"));
    expect(deployable.layers.map(({ builder }) => builder.name)).toEqual(["tags_resolver", "versioneer"]);
    expect(render(deployable, { env: { META_PREFECT__TAGS: "a" } }).deployment).toMatchObject({
      tags: ["a"],
      version: { $late: "nextInteger" },
    });
  });

  it("rebinds the flow factory itself [C46]", () => {
    const ourFlow = versioneer()(tagsResolver())(flow);
    const deployable = ourFlow("flow.py:add_two_numbers_flow");
    expect(isDeployableFlow(deployable)).toBe(true);
    expect(deployable.layers.map(({ builder }) => builder.name)).toEqual(["tags_resolver", "versioneer"]);
    const twice = mark({ sign: "outermost" })(ourFlow)("flow.py:add_two_numbers_flow");
    expect(twice.layers.map(({ builder }) => builder.name)).toEqual(["tags_resolver", "versioneer", "mark"]);
  });

  it("applies compose(a, b) as b(a(flow)): the first innermost", () => {
    fc.assert(
      fc.property(decorators, (list) => {
        const stacked = list.reduce<DeployableFlow>((inner, outer) => outer(inner), compose()(reference));
        expect(fields(compose(...list)(reference))).toEqual(fields(stacked));
      }),
    );
    const { deployment } = render(compose(mark({ sign: "a" }), mark({ sign: "b" }))(reference));
    expect(deployment).toMatchObject({ tags: ["0:a", "1:b"], description: "b" });
  });

  it("is associative, however decorators are grouped", () => {
    fc.assert(
      fc.property(decorator, decorator, decorator, (a, b, c) => {
        const expected = fields(a(b(c(reference))));
        for (const grouped of [a(b(c)), a(b)(c), compose(c, compose(b, a)), compose(compose(c, b), a)]) {
          expect(fields(grouped(reference))).toEqual(expected);
        }
      }),
    );
  });

  it("never changes what is wrapped, so a flow can be wrapped any number of times [C40]", () => {
    fc.assert(
      fc.property(decorators, decorators, (first, second) => {
        const inner = compose(...first)(reference);
        const before = [...inner.layers];
        const rendered = fields(inner);
        const outer: Decorator = compose(...second);
        const once = fields(outer(inner));
        expect(fields(outer(inner))).toEqual(once);
        expect(inner.layers).toEqual(before);
        expect(fields(inner)).toEqual(rendered);
        expect(reference).toEqual({ language: "python", entrypoint: "flow.py:add_two_numbers_flow" });
      }),
    );
  });

  it("takes a builder that somebody wrote by hand [C34, C35, C41]", () => {
    const builder: FlowBuilder = {
      name: "by_hand",
      requires: [workPool({ name: "mine", type: "process" })],
      updateDeployment: (deployment) => mapDeployment(deployment, { workPool: "mine" }),
    };
    const { deployment, components } = render(mark({ sign: "x" })(asDecorator(builder))(reference));
    expect(deployment).toMatchObject({ workPool: "mine", tags: ["0:x"] });
    expect(components).toEqual(builder.requires);
  });

  it("answers frozen data", () => {
    const deployable = mark({ sign: "x" })(reference);
    expect(Object.isFrozen(deployable) && Object.isFrozen(deployable.layers)).toBe(true);
    expect(deployable.layers.every((layer) => Object.isFrozen(layer) && Object.isFrozen(layer.builder))).toBe(
      true,
    );
  });

  it("says what to do when it is given something else than a flow", () => {
    const wrap = mark({ sign: "x" }) as (target: unknown) => unknown;
    expect(() => wrap("flow.py:etl")).toThrow(
      expect.objectContaining({
        code: "not-wrappable",
        message: 'a recipe cannot wrap "flow.py:etl"',
      }) as Error,
    );
    for (const target of [undefined, null, 3, {}, [], { language: "go", entrypoint: "x" }]) {
      expect(() => wrap(target)).toThrow(expect.objectContaining({ code: "not-wrappable" }) as Error);
    }
    expect(() => wrap(versioneer)).toThrow(
      expect.objectContaining({ code: "not-wrappable", hint: "call it first: versioneer(…)" }) as Error,
    );
    const wrapped = wrap(() => "text") as () => unknown;
    expect(wrapped).toThrow(expect.objectContaining({ code: "not-wrappable" }) as Error);
  });
});
