import { describe, expect, it } from "vitest";
import { recipeBrand } from "../../../src/util/recipe-brand.ts";
import { importModule } from "../../../src/project/import-module.ts";
import { readRecipes } from "../../../src/project/read-recipes.ts";
import { built, flows, folderWith, lines, read, recipe, recipes, testReader } from "./support.ts";
import { z } from "zod";

const wrapped = (entrypoint: string, environment = ""): string => `{
  flow: { language: "python", entrypoint: "${entrypoint}" },
  layers: [{ builder: { name: "x", requires: [], updateDeployment: (d: object) => d, ${environment} } }],
}`;

describe("code modules", () => {
  it("each exported wrapped flow is an entry under the export's name [C46]", async () => {
    const root = await folderWith({
      "meta_prefect.yaml": "modules: [deployments/train.ts]\n",
      "deployments/train.ts": `import { other } from "./other";
const helper: number = 1;
export const nightly = ${wrapped("flows/train.py:train")};
export const hourly = ${wrapped("flows/train.py:train", 'environment: "prod"')};
export { nightly as same, other, helper };
`,
      "deployments/other.ts": `export const other = ${wrapped("flows/etl.py:etl")};`,
      "more.mjs": `export { other as again } from "./deployments/other.ts";`,
    });
    const reading = await read(`${root}/deployments`, { modules: ["../more.mjs", "train.ts"] });
    expect(lines(reading)).toEqual([]);
    expect(
      reading.project.entries.map(({ flow, name, environment }) => [flow.name, name, environment]),
    ).toEqual([
      ["train", { value: "nightly", from: "export" }, "dev"],
      ["train", { value: "hourly", from: "export" }, "prod"],
      ["etl", { value: "other", from: "export" }, "dev"],
    ]);
    expect(reading.project.entries[1]?.origin?.location).toEqual({
      file: "deployments/train.ts",
      line: 7,
      column: 14,
      length: 6,
    });
    const dev = await read(root, { environment: "dev" });
    expect(dev.project.entries.map(({ name }) => name.value)).toEqual(["nightly", "other"]);
  });

  it("need no project file when they are named on the command line", async () => {
    const root = await folderWith({ "m.ts": `export const nightly = ${wrapped("flows/etl.py:etl")};` });
    const reading = await read(root, { modules: ["m.ts"] });
    expect(lines(reading)).toEqual([]);
    expect(reading.project.file).toBeUndefined();
    expect(reading.project.root).toBe(root);
    expect(reading.project.entries).toHaveLength(1);
  });

  it("find the kit of the running copy without a node_modules of their own", async () => {
    const root = await folderWith({
      "m.ts": `import type { Flow } from "meta-prefect/kit";
import { tag } from "./lib/tag";
const flow: Pick<Flow, "language" | "entrypoint"> = { language: "python", entrypoint: "flows/etl.py:etl" };
export const nightly = tag()(flow);
`,
      "lib/tag.ts": `import { defineRecipe, z } from "meta-prefect/kit";
export const tag = defineRecipe({
  name: "tag", summary: "Tags.", variables: z.object({}),
  build: () => ({ updateDeployment: (deployment) => ({ ...deployment, tags: ["from-code"] }) }),
});
`,
    });
    const reading = await read(root, { modules: ["m.ts"] });
    expect(lines(reading)).toEqual([]);
    expect(reading.project.entries.map((entry) => built(entry).tags)).toEqual([["from-code"]]);
  });

  it.each([
    ["throws", { "m.mjs": 'export const a = 1;\nthrow new TypeError("no luck");\n' }, "m.mjs:2:7", "no luck"],
    [
      "fails below",
      { "m.mjs": 'import "./b.mjs";\n', "b.mjs": "\n  nothing();\n" },
      "b.mjs:2:3",
      "nothing is",
    ],
    [
      "is no TypeScript",
      { "m.mjs": 'import "./t.ts";\n', "t.ts": "export const a = ;\n" },
      "t.ts:1:18",
      "Unexpected",
    ],
    ["throws a text", { "m.mjs": 'throw "no luck";\n' }, "meta_prefect.yaml:1:12", "no luck"],
  ])(
    "a module that %s is one diagnostic with its place and no stack",
    async (_what, files, place, message) => {
      const root = await folderWith({ "meta_prefect.yaml": "modules: [ ./m.mjs ]\n", ...files });
      const { diagnostics } = await read(root);
      expect(diagnostics).toHaveLength(1);
      const { code, location, message: told } = diagnostics[0] ?? {};
      expect(code).toBe("module-failed");
      expect([location?.file, location?.line, location?.column].join(":")).toBe(place);
      expect(told).toContain(`m.mjs failed: ${message}`);
      expect(told).not.toContain("\n");
    },
  );

  it("a missing module, one that imports nothing that exists, and one without flows are told", async () => {
    const root = await folderWith({
      "meta_prefect.yaml": "modules:\n  - nope.ts\n  - lost.ts\n  - empty.ts\n",
      "lost.ts": 'import "no-such-package";\n',
      "empty.ts": "export const a = 1;\n",
    });
    const reading = await read(root, { modules: ["gone.ts"] });
    expect(
      reading.diagnostics.map(({ code, severity, location }) => [code, severity, location?.line]),
    ).toEqual([
      ["module-not-found", "error", undefined],
      ["module-not-found", "error", 2],
      ["module-failed", "error", 3],
      ["module-without-flows", "warning", 4],
    ]);
  });

  it("an export that is fixed to two environments, or whose flow is not there, is refused", async () => {
    const two = `{ ...${wrapped("flows/etl.py:etl")}, layers: ["a", "b"].map((environment) => ({ builder: { name: "x", requires: [], updateDeployment: (d: object) => d, environment } })) }`;
    const root = await folderWith({
      "m.ts": `export const both = ${two};\nexport const lost = ${wrapped("flows/no.py:no")};\n`,
    });
    const reading = await read(root, { modules: ["m.ts"] });
    expect(reading.diagnostics).toMatchObject([
      { code: "conflicting-environments", location: { file: "m.ts", line: 1, column: 14 } },
      { code: "no-such-flow", location: { file: "m.ts", line: 5, column: 14 } },
    ]);
    expect(reading.project.entries).toEqual([]);
  });
});

const teamRecipe = (name: string): string => `import { defineRecipe, z } from "meta-prefect/kit";
export const made = defineRecipe({
  name: "${name}", summary: "Ours.", variables: z.object({ team: z.string() }),
  build: ({ team }) => ({ updateDeployment: (deployment) => ({ ...deployment, tags: [team] }) }),
});
export const other = 1;
`;

describe("team recipes", () => {
  it("come from files and from packages, checked like built-in ones [N22]", async () => {
    const root = await folderWith({
      "meta_prefect.yaml": `recipes: [./recipes/nightly.ts, "@acme/recipes"]
deployments:
  etl:
    - { recipe: nightly, variables: { team: a } }
    - { recipe: packaged, variables: { team: b } }
    - { recipe: nightly, variables: { tema: c } }
`,
      "recipes/nightly.ts": teamRecipe("nightly"),
      "node_modules/@acme/recipes/package.json":
        '{ "name": "@acme/recipes", "type": "module", "exports": { "import": "./main.js" } }',
      "node_modules/@acme/recipes/main.js": teamRecipe("packaged"),
    });
    const reading = await read(root);
    expect(lines(reading)).toEqual([
      "6:37 missing-variable team: missing, expected string",
      '6:39 unknown-variable recipe nightly has no variable "tema" (did you mean team?)',
    ]);
    expect(reading.project.entries.map((entry) => built(entry).tags)).toEqual([["a"], ["b"]]);
    const listed = await readRecipes({ directory: root, env: {} }, { recipes, importModule });
    expect(listed.diagnostics).toEqual([]);
    expect(
      listed.recipes.slice(-2).map(({ recipe: { recipeName }, source }) => [recipeName, source]),
    ).toEqual([
      ["nightly", "./recipes/nightly.ts"],
      ["packaged", "@acme/recipes"],
    ]);
  });

  it("a clash of names, a file without recipes, a missing file and a missing package are told", async () => {
    const root = await folderWith({
      "meta_prefect.yaml":
        "recipes:\n  - ./eks.ts\n  - ./none.ts\n  - ./gone.ts\n  - no-such-package\ndeployments: {}\n",
      "eks.ts": teamRecipe("eks"),
      "none.ts": "export const a = 1;\n",
    });
    const reading = await read(root);
    expect(lines(reading).slice(0, 4)).toEqual([
      "2:5 recipe-clash recipe eks of ./eks.ts has the name of one from meta-prefect itself (give it another name)",
      expect.stringContaining("3:5 no-recipe ./none.ts exports no recipe"),
      expect.stringContaining('4:5 module-not-found there is no file "./gone.ts"'),
      expect.stringContaining('5:5 module-not-found the package "no-such-package" is not installed'),
    ]);
  });

  it("are told apart by their brand, not by their shape", async () => {
    const branded = Object.assign(() => undefined, recipe("own", z.strictObject({})), {
      [recipeBrand]: true,
    });
    const plain = Object.assign(() => undefined, recipe("plain", z.strictObject({})));
    const root = await folderWith({
      "meta_prefect.yaml": "recipes: [./r.ts]\ndeployments: {}\n",
      "r.ts": "",
    });
    const ports = { recipes: [], importModule: () => Promise.resolve({ branded, plain }) };
    const { recipes: found } = await readRecipes({ directory: root, env: {} }, ports);
    expect(found.map(({ recipe: { recipeName } }) => recipeName)).toEqual(["own"]);
  });

  it("of a CommonJS package are found in its default export, and count once when exported twice", async () => {
    const packaged = Object.assign(() => undefined, recipe("packaged", z.strictObject({})), {
      [recipeBrand]: true,
    });
    const root = await folderWith({ "meta_prefect.yaml": "recipes: [acme, acme-again]\ndeployments: {}\n" });
    const ports = { recipes: [], importModule: () => Promise.resolve({ default: { packaged }, packaged }) };
    const { recipes: found, diagnostics } = await readRecipes({ directory: root, env: {} }, ports);
    expect(diagnostics).toEqual([]);
    expect(found).toEqual([{ recipe: packaged, source: "acme" }]);
  });

  it("a folder without a project has the built-in ones", async () => {
    const root = await folderWith({});
    const found = await readRecipes({ directory: root, env: {} }, { recipes, importModule });
    expect(found).toMatchObject({ diagnostics: [], recipes: recipes.map(() => ({ source: "built-in" })) });
  });
});

describe("the project's name", () => {
  const yaml = "deployments: { etl: [{ name: a }] }\n";
  it.each([
    [{ "meta_prefect.yaml": `name: own\n${yaml}`, "package.json": '{ "name": "x" }' }, "own"],
    [
      {
        "meta_prefect.yaml": yaml,
        "package.json": '{ "name": "@Acme/Flows" }',
        "pyproject.toml": '[project]\nname = "py"',
      },
      "acme-flows",
    ],
    [
      { "meta_prefect.yaml": yaml, "package.json": "{}", "pyproject.toml": '[project]\nname = "py_flows"' },
      "py_flows",
    ],
    [{ "meta_prefect.yaml": yaml, "pyproject.toml": '[tool.poetry]\nname = "poet"' }, "poet"],
  ])("is the file's, else package.json's, else pyproject.toml's: %j", async (files, name) => {
    const reading = await read(await folderWith(files));
    expect(reading.project.name).toBe(name);
    expect(reading.diagnostics).toEqual([]);
  });

  it("is the folder's at last, as a mark can have it", async () => {
    const root = await folderWith({ "My Project!/meta_prefect.yaml": yaml, "数据/meta_prefect.yaml": yaml });
    expect((await read(`${root}/My Project!`)).project.name).toBe("my-project");
    expect((await read(`${root}/数据`)).diagnostics).toMatchObject([
      { code: "invalid-project-name", severity: "error" },
    ]);
  });

  it("a manifest that cannot be read is told, not ignored", async () => {
    const root = await folderWith({
      "p/meta_prefect.yaml": yaml,
      "p/package.json": "{",
      "p/pyproject.toml": "[project",
    });
    const reading = await read(`${root}/p`);
    expect(reading.project.name).toBe("p");
    expect(
      reading.diagnostics.map(({ code, severity, location }) => [code, severity, location?.file]),
    ).toEqual([
      ["unreadable-manifest", "warning", "package.json"],
      ["unreadable-manifest", "warning", "pyproject.toml"],
    ]);
  });

  it("does not depend on which reader finds the flows", async () => {
    const root = await folderWith({ "meta_prefect.yaml": `name: acme\n${yaml}` });
    const reading = await read(root, {}, { flows: () => testReader(flows.slice(1)) });
    expect(reading.project).toMatchObject({ name: "acme", entries: [{ flow: { name: "etl" } }] });
  });
});
