import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineRecipe } from "../../../src/authoring/define-recipe.ts";
import { redact } from "../../../src/errors/redact.ts";
import { folderWith, lines, read, readText, testFlow, testReader } from "./support.ts";

it("a secret that stands in the file as it is, is kept out of the line that shows it", async () => {
  const text =
    'environments:\n  prod:\n    api: { url: "https://x.example/api", key: canary-in-the-file }\ndeployments: {}\n';
  expect(lines(await readText(text))[0]).toMatch(/^3:\d+ secret-in-file /);
  expect(redact(text)).not.toContain("canary");
});

describe("mistakes in the project file", () => {
  it("are reported all at once, in the order of the file, with candidates [E19, E32, N10]", async () => {
    const reading = await readText(`nmae: acme
defaults:
  variables:
    eks: { memroy: 8 }
deployments:
  add-two-numbers-flow:
    - recipe: local_run_deploy
      variables: { name: x }
    - recipe: eks
      variables: { cpus: 2 }
  etk:
    - recipe: eks
      variables: { cpu: "two", memory: 8 }
      shedule: x
  train:
    - recipes:
        - eks: { cpu: 65 }
        - versionere
`);
    expect(lines(reading)).toEqual([
      '1:1 unknown-key no key is called "nmae" here (did you mean name?)',
      '4:12 unknown-variable recipe eks has no variable "memroy" (did you mean memory?)',
      '7:15 unknown-recipe no recipe has the name "local_run_deploy" (did you mean local_run_deployer? `meta-prefect recipes list` shows all)',
      "10:18 missing-variable cpu: missing, expected number",
      '10:20 unknown-variable recipe eks has no variable "cpus" (did you mean cpu?)',
      '11:3 unknown-flow no flow has the name "etk" (did you mean etl?)',
      '13:25 invalid-variable cpu: "two" is not valid: expected number',
      '14:7 unknown-key no key is called "shedule" here (known here: name, environment, recipe, variables, recipes, inspect, parameters_schema, extra and 3 more)',
      "17:23 invalid-variable cpu: 65 is not valid: expected number to be <=64",
      '18:11 unknown-recipe no recipe has the name "versionere" (did you mean versioneer? `meta-prefect recipes list` shows all)',
    ]);
    expect(reading.diagnostics.every(({ location }) => location?.file === "meta_prefect.yaml")).toBe(true);
    expect(reading.diagnostics[2]?.location).toMatchObject({ length: "local_run_deploy".length });
    expect(reading.project.entries).toEqual([]);
  });

  it("leave the entries without mistakes usable", async () => {
    const reading = await readText(
      "deployments:\n  etl:\n    - { name: good }\n    - { name: bad, recipe: nope }\n  nope: [{ name: x }]\n",
    );
    expect(reading.project.entries.map(({ name }) => name.value)).toEqual(["good"]);
    expect(reading.diagnostics.map(({ code }) => code)).toEqual(["unknown-recipe", "unknown-flow"]);
  });

  it.each([
    [
      "both recipe and recipes",
      "{ recipe: eks, variables: { cpu: 1 }, recipes: [versioneer] }",
      "invalid-entry",
      50,
    ],
    ["variables without a recipe", "{ name: a, variables: { cpu: 1 } }", "invalid-entry", 23],
    ["neither a recipe nor a name", "{ environment: dev }", "invalid-entry", 12],
    ["a name with a slash", "{ name: a/b }", "invalid-name", 20],
    ["an entry that is a text", "local_run_deployer", "invalid-value", 12],
    ["an empty list of recipes", "{ recipes: [] }", "invalid-value", 23],
    ["two recipes in one item", "{ recipes: [{ eks: { cpu: 1 }, versioneer: {} }] }", "invalid-value", 24],
    ["an item that is a number", "{ recipes: [7] }", "invalid-value", 24],
    ["a recipe that is a list", "{ recipe: [eks] }", "invalid-value", 22],
    ["an environment with a blank", "{ name: a, environment: my env }", "invalid-value", 36],
    ["extra that is no mapping", "{ name: a, extra: 1 }", "invalid-value", 30],
  ])("in an entry: %s [E19]", async (_what, entry, code, column) => {
    const reading = await readText(`deployments:\n  etl: [   ${entry}]\n`);
    expect(reading.diagnostics).toMatchObject([{ code, severity: "error", location: { line: 2, column } }]);
    expect(reading.project.entries).toEqual([]);
  });

  it.each([
    ["deployments: []\n", "1:14 invalid-value"],
    ["deployments:\n  etl:\n    recipe: eks\n", "3:5 invalid-value"],
    ["deployments:\n  etl: []\n", "2:8 invalid-value"],
    ["deployments:\n  etl:\n", "2:3 invalid-value"],
    ["name: Acme Corp\ndeployments: {}\n", "1:7 invalid-value"],
    ["name: 7\ndeployments: {}\n", "1:7 invalid-value"],
    ["flows: [1]\ndeployments: {}\n", "1:9 invalid-value"],
    ["environments: { 'my env': {} }\ndeployments: {}\n", "1:17 invalid-environment"],
    ["environments:\n  prod:\n    variable: {}\ndeployments: {}\n", "3:5 unknown-key"],
    ["defaults: [versioneer]\ndeployments: {}\n", "1:11 invalid-value"],
    ["defaults:\n  recipes: [versionere]\ndeployments: { etl: [{ name: a }] }\n", "2:13 unknown-recipe"],
    ["defaults:\n  variables:\n    ekz: {}\ndeployments: {}\n", "3:5 unknown-recipe"],
  ])("in the shape of the file: %j", async (text, expected) => {
    const reading = await readText(text);
    expect(lines(reading)[0]).toContain(expected);
    expect(reading.diagnostics[0]?.severity).toBe("error");
  });

  it.each([
    ["", "empty-file"],
    ["   \n\n", "empty-file"],
    ["# only a comment\n", "empty-file"],
    ["just text\n", "invalid-value"],
    ["name: acme\n", "no-deployments"],
    ["deployments:\n", "no-deployments"],
  ])("a file that declares nothing: %j [E16, E18]", async (text, code) => {
    const reading = await readText(text);
    expect(reading.diagnostics).toMatchObject([{ code, severity: "error", location: { line: 1 } }]);
  });

  it("an explicitly empty project is a warning only [E16]", async () => {
    const reading = await readText("deployments: {}\n");
    expect(reading.diagnostics).toMatchObject([{ code: "no-deployments", severity: "warning" }]);
  });

  it("a default that no recipe takes is reported once, however many entries inherit it", async () => {
    const reading = await readText(
      "defaults: { recipes: [eks: { cpu: 0 }] }\ndeployments: { etl: [{ name: a }, { name: b }] }\n",
    );
    expect(lines(reading)).toEqual(["1:35 invalid-variable cpu: 0 is not valid: expected number to be >0"]);
  });

  it("are told in the file's words and once where the recipe checks its variables itself, and so is what it throws", async () => {
    const cpu = z.number().positive();
    const variables = z.strictObject({ cpu });
    const own = defineRecipe({ name: "own", summary: "Checks.", variables, build: () => ({}) });
    const broken = defineRecipe({
      name: "broken",
      summary: "Throws.",
      variables,
      build: () => {
        throw new TypeError("no idea");
      },
    });
    const root = await folderWith({
      "meta_prefect.yaml":
        "deployments:\n  etl: [{ recipe: own, variables: { cpu: 0, cpus: 1 } }, { recipe: own, variables: { cpu: 1 } }]\n" +
        "  train: [{ recipe: broken, variables: { cpu: 0 } }, { recipe: broken, variables: { cpu: 1 } }]\n",
    });
    const reading = await read(root, {}, { recipes: [own, broken] });
    expect(lines(reading)).toEqual([
      "2:42 invalid-variable cpu: 0 is not valid: expected number to be >0",
      '2:45 unknown-variable recipe own has no variable "cpus" (did you mean cpu?)',
      "3:47 invalid-variable cpu: 0 is not valid: expected number to be >0",
      '3:64 recipe-failed recipe "broken": no idea',
    ]);
    expect(reading.project.entries).toHaveLength(1);
  });

  it("a name that several flows have is an error that names them [N38]", async () => {
    const twins = [testFlow("flows/b.py:run", "etl"), testFlow("flows/a.py:run", "etl")];
    const root = await folderWith({ "meta_prefect.yaml": "deployments: { etl: [{ name: a }] }\n" });
    const reading = await read(root, {}, { flows: () => testReader(twins) });
    expect(lines(reading)).toEqual([
      '1:16 ambiguous-flow 2 flows have the name "etl": flows/a.py:run and flows/b.py:run (write the entrypoint instead of the name: `flows/a.py:run:`)',
    ]);
  });

  it("a flow is not guessed where there are none, and an entrypoint says what its reader says [E21]", async () => {
    const root = await folderWith({
      "meta_prefect.yaml": "flows: x/*.py\ndeployments:\n  etl: [{ name: a }]\n  x/y.py:z: [{ name: b }]\n",
    });
    const reading = await read(root, {}, { flows: () => testReader([]) });
    expect(lines(reading)).toEqual([
      '3:3 unknown-flow no flow has the name "etl": no file that matches x/*.py has a flow (say where flows are under `flows:`)',
      '4:3 no-such-flow nothing at "x/y.py:z"',
    ]);
  });

  it("never show a value whose key calls it a secret", async () => {
    const reading = await readText(
      "deployments:\n  etl: [{ recipe: eks, variables: { cpu: 1, password: canary } }]\n",
    );
    expect(reading.diagnostics).toMatchObject([{ code: "invalid-variable" }]);
    expect(JSON.stringify(reading.diagnostics)).not.toContain("canary");
  });
});
