import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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
  const options = { directory: folder.path, env: { HOME: folder.path }, interactive: false };
  const { schema } = await projectSchema(options);
  const check = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  accepts = (text) => check(parse(text));
});
afterAll(() => folder.remove());

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
];
const broken = [
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
  it.each(valid)("takes what the reader takes: %s", async (text) => {
    expect([accepts(text), await isValid(text)]).toEqual([true, true]);
  });

  it.each(broken)("refuses what the reader refuses: %s", async (text) => {
    expect([accepts(text), await isValid(text)]).toEqual([false, false]);
  });

  it("takes the project files of the examples that use built-in recipes", () => {
    const examples = fileURLToPath(new URL("../../../examples", import.meta.url));
    for (const name of readdirSync(examples)) {
      const file = join(examples, name, "meta_prefect.yaml");
      if (name === "team-recipe" || name === "recipe-package") continue;
      expect([name, accepts(readFileSync(file, "utf8"))]).toEqual([name, true]);
    }
  });
});
