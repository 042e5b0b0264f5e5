import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { projectSchema } from "../../../src/actions/project-schema.ts";
import { validate } from "../../../src/actions/validate.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

const team = `
import { defineRecipe, z } from "${new URL("../../../src/kit.ts", import.meta.url).href}";
export const owned = defineRecipe({
  name: "owned",
  summary: "Owns.",
  variables: z.object({ team: z.enum(["data", "finance"]) }),
  build: () => ({}),
});
`;
let folder: ProjectFolder;
let accepts: (text: string) => boolean;
const head = "name: acme\nrecipes: [./team.ts]\n";

beforeAll(async () => {
  folder = await makeProject({
    "flow.py": "from prefect import flow\n\n@flow\ndef etl():\n    pass\n",
    "team.ts": team,
    "meta_prefect.yaml": `${head}deployments: { etl: [{ recipe: owned, variables: { team: data } }] }\n`,
  });
  accepts = await schemaOf();
}, 300_000);
afterAll(() => folder.remove());

/** What the schema of the project says of a file. */
async function schemaOf(): Promise<(text: string) => boolean> {
  const options = { directory: folder.path, env: { HOME: folder.path }, interactive: false };
  const { schema } = await projectSchema(options);
  const check = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  return (text) => check(parse(text, { merge: true }));
}

/** What zod and the rest of the reading say of a file. */
async function isValid(text: string): Promise<boolean> {
  await folder.write("meta_prefect.yaml", text);
  const { path } = folder;
  const options = {
    directory: path,
    env: { HOME: path, ZONE: "UTC" },
    interactive: false,
    selectors: [],
    modules: [],
  };
  const { diagnostics } = await validate(options);
  return !diagnostics.some(({ severity }) => severity === "error");
}

const entry = (text: string): string => `${head}deployments:\n  etl:\n    - ${text}\n`;
const rest = `\n${entry("{ name: a }").slice(head.length)}`;
const valid = [
  entry("{ recipe: owned, variables: { team: data } }"),
  entry("{ name: a, recipes: [owned: { team: finance }, versioneer] }"),
  entry("{ name: a, recipes: [{ schedule: { cron: '0 2 * * *', timezone: '${ZONE}' } }] }"),
  entry("{ name: a, recipes: [{ job_variables: { anything: [1, { a: b }] } }] }"),
  entry("{ name: a, extra: { tags: [x] }, protect: true, ignore_changes: [description] }"),
  entry("{ recipe: local_run_deployer, variables: { name: local } }"),
  entry("{ name: a, inspect: none, recipes: [tags: { tags: [x] }] }"),
  `${head}prune: true\nflows: ["*.py"]\ninspect: auto\ndefaults: { recipes: [versioneer] }\n${entry("{ name: a }").slice(head.length)}`,
  `${head}environments: { prod: { work_pool: k8s, schedules: { active: true } }, dev: null }\n${entry("{ name: a }").slice(head.length)}`,
  `${head}components: [{ variable: { name: region, value: eu } }, { work_pool: { name: p, type: process }, environments: [dev] }]\n${entry("{ name: a }").slice(head.length)}`,
  entry("{ name: a, recipes: [owned: { team: '${TEAM:-data}' }] }"),
  entry("{ name: a, recipes: [versioneer:, owned: { team: data }] }"),
  entry(
    "{ name: a, recipes: [schedule: { schedules: [{ cron: '0 2 * * *' }, { interval: PT1H, slug: often }] }] }",
  ),
  entry("{ name: a, extra: { version: null, description: '' } }"),
  entry("&one { name: a, recipes: [versioneer] }").concat("    - { <<: *one, name: b }\n"),
  `${head}defaults: { recipes: [owned], variables: { owned: { team: data } } }${rest}`,
  `${head}environments: { prod: { recipes: [owned: { team: data }], variables: { owned: { team: finance } } } }${rest}`,
  entry("{ name: a, recipes: [schedule: { interval: 60, anchor_date: '2026-01-01T00:00:00Z' }] }"),
  entry("{ recipe: local_run_deployer, variables: { name: a, schedule: { rrule: FREQ=DAILY } } }"),
  entry("{ name: a, variables: }"),
];
const broken = [
  entry("{ name: a, recipe: owned, variables: { team: data }, recipes: [versioneer] }"),
  entry("{ name: a, variables: { team: data } }"),
  entry("{ name: a, recipes: [versioneer], variables: {} }"),
  entry("{ environment: dev }"),
  `${head}deployments: { etl: [] }\n`,
  `${head}deployments: { etl: }\n`,
  entry("{ name: a, extra: { colour: red } }"),
  entry("{ name: a, extra: { schedules: [] } }"),
  entry("{ name: a, recipes: [schedule: { cron: '0 2 * * *', schedules: [{ cron: '0 3 * * *' }] }] }"),
  entry("{ name: a, recipes: [schedule: { schedules: [{ cron: '0 3 * * *', interval: 60 }] }] }"),
  entry("{ name: a, recipes: [schedule: { timezone: UTC }] }"),
  entry("{ name: a, recipes: [schedule: { interval: 60, day_or: true }] }"),
  entry("{ recipe: local_run_deployer, variables: { name: a, schedule: { timezone: UTC } } }"),
  entry("{ name: a, recipes: owned }"),
  entry("{ name: a, recipes: [[owned]] }"),
  entry("{ name: a, recipes: [3] }"),
  entry("{ name: a, recipes: [owned: { team: [data] }] }"),
  entry("{ name: a, environment: 3 }"),
  entry("{ name: a, protect: 'yes' }"),
  entry("{ name: a, recipes: [tags: { tags: x }] }"),
  entry("{ name: a, recipes: [versioneer: { strategy: guess }] }"),
  entry("[a]"),
  `${head}deployments: []\n`,
  `${head}deployments: { etl: { name: a } }\n`,
  `${head}policies: [nothing]${rest}`,
  `${head}environments: [prod]${rest}`,
  `${head}components: { variable: { name: region } }${rest}`,
  `${head}components: [{ variable: { name: region, value: eu }, work_pool: { name: p, type: process } }]${rest}`,
  `${head.replace("name: acme", "name: Acme Corp")}${rest.slice(1)}`,
  `${head}recipe: [./team.ts]${rest}`,
  entry("{ recipe: owned, variables: { team: sales } }"),
  entry("{ recipe: owned }").replace("recipe: owned", "recipe: owner"),
  entry("{ name: a, recipes: [owned: { tema: data }] }"),
  entry("{ name: a, recipes: [{ owned: {} }] }"),
  entry("{ name: a, recipes: [{ owned: { team: data }, versioneer: {} }] }"),
  entry("{ name: a, recipes: [] }"),
  entry("{ name: 3 }"),
  entry("{ name: a, extra: [] }"),
  entry("{ name: a, surprise: 1 }"),
  entry("{ name: a, inspect: sometimes }"),
  entry("{ name: a, recipes: [{ schedule: { cron: 5 } }] }"),
  `${head}inspect_timeout: -1\n${entry("{ name: a }").slice(head.length)}`,
  `${head}prune: maybe\n${entry("{ name: a }").slice(head.length)}`,
  `${head}nonsense: 1\n${entry("{ name: a }").slice(head.length)}`,
  `${head}environments: { prod: { colour: red } }\n${entry("{ name: a }").slice(head.length)}`,
  `${head}components: [{ variable: { name: region, wert: eu } }]\n${entry("{ name: a }").slice(head.length)}`,
  `${head}defaults: { recipes: [nothing] }\n${entry("{ name: a }").slice(head.length)}`,
];

describe("the JSON Schema of the project file", () => {
  it.each(valid)("takes what the reader takes: %s [N10]", async (text) => {
    expect([accepts(text), await isValid(text)]).toEqual([true, true]);
  });

  it.each(broken)("refuses what the reader refuses: %s [N10]", async (text) => {
    expect([accepts(text), await isValid(text)]).toEqual([false, false]);
  });

  it("asks an entry for no variable that defaults say, also inside of one", async () => {
    const whole = `${head}defaults: { variables: { schedule: { cron: "0 2 * * *" }, local_run_deployer: { schedule: { rrule: FREQ=DAILY } } } }\n`;
    const parts =
      "{ etl: [{ name: a, recipes: [schedule: { timezone: UTC }, local_run_deployer: { name: b, schedule: { timezone: UTC } }] }] }";
    const text = `${whole}deployments: ${parts}\n`;
    await folder.write("meta_prefect.yaml", text);
    const own = await schemaOf();
    expect([own(text), await isValid(text)]).toEqual([true, true]);
  });

  const examples = fileURLToPath(new URL("../../../examples", import.meta.url));
  const others = readdirSync(examples).filter(
    (name) => name !== "team-recipe" && existsSync(join(examples, name, "meta_prefect.yaml")),
  );

  it.each(others)("takes the project file of the example %s", (name) => {
    expect(accepts(readFileSync(join(examples, name, "meta_prefect.yaml"), "utf8"))).toBe(true);
  });

  it.each([
    ["team-recipe/recipes/nightly.ts", "nightly", "{ team: finance, hour: 3 }", "{ team: sales }"],
    ["recipe-package/src/index.ts", "acme_nightly", "{ team: data }", "{ team: data, hour: 6 }"],
  ])("knows the recipes of examples/%s", async (file, recipe, right, wrong) => {
    const module = JSON.stringify(pathToFileURL(join(examples, file)).href);
    await folder.write(`${recipe}.ts`, `export * from ${module};\n`);
    const project = (given: string): string =>
      `name: acme\nrecipes: [./${recipe}.ts]\ndeployments: { etl: [{ name: a, recipes: [${recipe}: ${given}] }] }\n`;
    await folder.write("meta_prefect.yaml", project(right));
    const own = await schemaOf();
    for (const [given, verdict] of [[right, true] as const, [wrong, false] as const]) {
      expect([given, own(project(given)), await isValid(project(given))]).toEqual([given, verdict, verdict]);
    }
  });
});
