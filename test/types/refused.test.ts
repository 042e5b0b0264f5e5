import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";

const head = `
import { compose, defineRecipe, withTags, z } from "../../src/kit.ts";
import { eks, localRunDeployer, schedule, tagsResolver, versioneer } from "../../src/recipes/index.ts";
import { flow } from "../../src/runtime/define/flow.ts";
`;
/** Reading the compiler's own libraries takes long on a busy machine. */
const patience = 600_000;

/** Each line, and what the person who wrote it must be told. */
const mistakes: readonly (readonly [line: string, message: RegExp])[] = [
  [
    'import { ekss } from "../../src/recipes/index.ts";',
    /^'"[^"]*recipes\/index\.ts"' has no exported member named 'ekss'\. Did you mean 'eks'\?$/,
  ],
  ["eks({ cpu: 2, cpus: 1 });", /'cpus' does not exist in type .*Did you mean to write 'cpu'\?$/],
  ["eks({ memory: true });", /^Type 'true' is not assignable to type 'string \| number \| undefined'\.$/],
  ["localRunDeployer();", /^Expected 1 arguments, but got 0\.$/],
  [
    'versioneer({ strategy: "guess" });',
    /^Type '"guess"' is not assignable to type '"env" \| "integer" \| "semver" \| "git" \| "git-declaration" \| "content" \| undefined'\.$/,
  ],
  ['schedule({ rule: "FREQ=DAILY" });', /'rule' does not exist in type .*Did you mean to write 'rrule'\?$/],
  ['versioneer(flow("flow.py:etl"));', /has no properties in common with type '\{ strategy\?: .*\}'\.$/],
  ["versioneer()(eks);", /"call the recipe before it is put round something: eks\(\{ cpu: 2 \}\)\(…\)"/],
  ['versioneer()("flow.py:etl");', /"make a flow of the entrypoint: flow\(\\"flows\/etl\.py:etl\\"\)"/],
  ["versioneer()(3);", /"a called recipe wraps a flow, a wrapped flow, or another called recipe"/],
  ["versioneer()((n: number) => n);", /"a called recipe wraps a flow, a wrapped flow, or another called/],
  [
    'versioneer()(flow("flow.py:etl"))(tagsResolver());',
    /^This expression is not callable\.\n {2}Type 'DeployableFlow' has no call signatures\.$/,
  ],
  [
    "compose(versioneer(), eks);",
    /"call the recipe before it is composed: compose\(eks\(\{ cpu: 2 \}\), …\)"/,
  ],
  [
    'compose(versioneer(), flow("flow.py:etl"));',
    /"compose takes called recipes only; put what it gives round the flow"/,
  ],
  [
    'defineRecipe({ name: "x", summary: "X.", variables: z.object({ a: z.number() }), build: ({ b }) => ({}) });',
    /^Property 'b' does not exist on type '\{ a: number; \}'\.$/,
  ],
  [
    'defineRecipe({ name: "x", summary: "X.", variables: z.object({}), build: () => ({ updateDeployment: (one) => withTags(one, "x") }) });',
    /^Argument of type 'string' is not assignable to parameter of type 'readonly string\[\]'\.$/,
  ],
];
const right = [
  'compose(versioneer(), tagsResolver())(flow("flow.py:etl"));',
  "compose(...[versioneer(), tagsResolver()]);",
  "compose();",
  "versioneer()((n: number) => flow(`flow_${String(n)}.py:etl`))(2);",
  'versioneer()(tagsResolver()(eks({ cpu: "500m" })(flow("flow.py:etl"))));',
];

describe("what the compiler says", () => {
  it(
    "of wrong variables, unknown recipes and impossible chains is a readable message on their line [N22]",
    () => {
      const { refused } = compile([head, ...mistakes.map(([line]) => line), ...right].join("\n"));
      const unlike = mistakes.flatMap(([line, message]) =>
        message.test(refused.get(line) ?? "") ? [] : [[line, refused.get(line) ?? "taken"]],
      );
      expect(unlike).toEqual([]);
      expect([...refused.keys()]).toEqual(mistakes.map(([line]) => line));
    },
    patience,
  );

  it(
    "costs little: each wrapped flow adds few types, however many there are",
    () => {
      const wrapped = (count: number): string =>
        Array.from(
          { length: count },
          (_, n) =>
            `export const d${String(n)} = versioneer()(tagsResolver()(eks({ cpu: ${String(n + 1)}, memory: 8 })(schedule({ cron: "0 2 * * *" })(flow("f.py:f")))));`,
        ).join("\n");
      const [none, few, many] = [0, 10, 110].map((count) => compile(head + wrapped(count)));
      expect([none, few, many].map((one) => one?.refused.size)).toEqual([0, 0, 0]);
      const [base = 0, small = 0, large = 0] = [none, few, many].map((one) => one?.instantiations);
      const first = small - base;
      const each = (large - small) / 100;
      // 88,594 and 57 when this was written: counts, which no load of the machine changes.
      expect(first).toBeLessThan(110_000);
      expect(each).toBeLessThan(80);
    },
    patience,
  );
});
