import { describe, expectTypeOf, it } from "vitest";
import {
  asDecorator,
  compose,
  defineRecipe,
  type AnyRecipe,
  type BuildContext,
  type Component,
  type Decorator,
  type DeployableFlow,
  type Deployment,
  type FlowBuilder,
  type FlowReference,
  z,
} from "../../src/kit.ts";
import { localRunDeployer, tagsResolver, versioneer, workPool } from "../../src/recipes/index.ts";

declare const reference: FlowReference;
declare const deployable: DeployableFlow;
declare const flow: (entrypoint: string, options?: { readonly name: string }) => FlowReference;

const eks = defineRecipe({
  name: "eks",
  summary: "Runs on Amazon EKS.",
  variables: z.object({ cpu: z.number(), image: z.string().default("python:3.12") }),
  build: (variables) => {
    expectTypeOf(variables).toEqualTypeOf<{ cpu: number; image: string }>();
    return {};
  },
});

// The bodies are never run: the compiler is the test.
const compiled = (test: () => void) => (): void => {
  expectTypeOf(test).toBeFunction();
};

describe("types", () => {
  it(
    "of a recipe come from its schema",
    compiled(() => {
      expectTypeOf(eks).toExtend<AnyRecipe>();
      expectTypeOf(eks({ cpu: 2 })).toEqualTypeOf<Decorator>();
      expectTypeOf<Parameters<typeof eks>>().toEqualTypeOf<
        [variables: { cpu: number; image?: string | undefined }]
      >();
      // @ts-expect-error: cpu is a number
      eks({ cpu: "two" });
      // @ts-expect-error: cpu is required
      eks({});
      // @ts-expect-error: cpu is required, so the argument is
      eks();
      // @ts-expect-error: there is no such variable
      eks({ cpu: 2, memory: 8 });
    }),
  );

  it(
    "let the argument be left out when all is optional",
    compiled(() => {
      expectTypeOf(tagsResolver()).toEqualTypeOf<Decorator>();
      expectTypeOf(versioneer()).toEqualTypeOf<Decorator>();
      expectTypeOf(versioneer({ strategy: "git" })).toEqualTypeOf<Decorator>();
      // @ts-expect-error: not a strategy
      versioneer({ strategy: "guess" });
      // @ts-expect-error: the name is required
      localRunDeployer();
      localRunDeployer({
        name: "x",
        schedule: { rrule: "FREQ=DAILY", timezone: "US/Pacific" },
        unique: true,
      });
      // @ts-expect-error: a misspelt variable of the schedule
      localRunDeployer({ name: "x", schedule: { rule: "FREQ=DAILY" } });
      workPool({ name: "k8s", concurrency_limit: null });
    }),
  );

  it(
    "of a decorator follow what it is given",
    compiled(() => {
      const wrap = versioneer();
      expectTypeOf(wrap(reference)).toEqualTypeOf<DeployableFlow>();
      expectTypeOf(wrap(deployable)).toEqualTypeOf<DeployableFlow>();
      expectTypeOf(wrap(tagsResolver())).toEqualTypeOf<Decorator>();
      expectTypeOf(compose(wrap, tagsResolver())).toEqualTypeOf<Decorator>();
      const ourFlow = wrap(flow);
      expectTypeOf(ourFlow).returns.toEqualTypeOf<DeployableFlow>();
      ourFlow("flow.py:etl", { name: "etl" });
      // @ts-expect-error: the factory's own parameters
      ourFlow(3);
      // @ts-expect-error: not a flow
      wrap("flow.py:etl");
      // @ts-expect-error: the recipe was not called
      wrap(tagsResolver);
    }),
  );

  it(
    "of a builder are those of the contract",
    compiled(() => {
      expectTypeOf<FlowBuilder["updateDeployment"]>().toEqualTypeOf<
        (deployment: Deployment, context: BuildContext) => Deployment
      >();
      expectTypeOf<readonly Component[]>().toExtend<FlowBuilder["requires"]>();
      expectTypeOf(asDecorator).toEqualTypeOf<(builder: FlowBuilder) => Decorator>();
      const change = (deployment: Deployment): void => {
        // @ts-expect-error: a deployment is never changed in place
        deployment.name = "x";
      };
      // @ts-expect-error: a variable's name is not a field of a deployment
      const wrong: Partial<Deployment> = { work_pool: "x" };
      expectTypeOf([change, wrong]).toBeArray();
    }),
  );
});
