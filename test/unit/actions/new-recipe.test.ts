import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { newRecipe } from "../../../src/actions/new-recipe.ts";
import { recipeDocs } from "../../../src/actions/recipe-docs.ts";
import { initProject } from "../../../src/actions/init.ts";
import { validate } from "../../../src/actions/validate.ts";
import type { CallerOptions } from "../../../src/interfaces/options.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let folder: ProjectFolder | undefined;
afterEach(() => folder?.remove());

const flows = { "flows/etl.py": "from prefect import flow\n\n@flow\ndef load_orders():\n    pass\n" };
async function project(files: Readonly<Record<string, string>>): Promise<CallerOptions> {
  folder = await makeProject(files);
  return { directory: folder.path, env: { HOME: folder.path }, interactive: false };
}

describe("a new recipe", () => {
  it("can be used at once, as the project file names it; comments stay", async () => {
    const options = await project({
      ...flows,
      "meta_prefect.yaml": "# ours\nname: acme # short\nrecipes: []\n",
    });
    const { files, root } = await newRecipe({ ...options, name: "nightly_report" });
    const base = "recipes/nightly-report";
    expect(files).toEqual([`${base}.ts`, `${base}.test.ts`, `${base}.md`, "meta_prefect.yaml"]);
    const text = await readFile(join(root, "meta_prefect.yaml"), "utf8");
    expect(text).toMatch(/^# ours\nname: acme # short\nrecipes:/);
    const docs = await recipeDocs({ ...options, names: [] });
    expect(docs.text).toContain("## nightly_report");
    expect(docs.text).toContain("| `team` | text | required | Who answers for it. |");
    const page = await recipeDocs({ ...options, names: ["nightly_report"], html: true });
    expect(page.text).toMatch(/^<!doctype html>[^]*<section id="nightly_report">/);
    await expect(newRecipe({ ...options, name: "nightly_report" })).rejects.toMatchObject({
      code: "file-exists",
    });
    await expect(newRecipe({ ...options, name: "Nightly" })).rejects.toMatchObject({
      code: "invalid-recipe",
    });
  });

  it("is written without a project too, and the note says how to name it", async () => {
    const { notes } = await newRecipe({ ...(await project({})), name: "small" });
    expect(notes[0]).toContain("recipes: [./recipes/small.ts]");
  });
});

describe("a first project file", () => {
  it("declares the flows that are found and is valid, with the schema for the editor", async () => {
    const options = await project({ ...flows, "prefect.yaml": "name: before\n" });
    const { files, notes: said } = await initProject(options);
    expect(said[0]).toMatch(/^1 flow was found; there is a prefect.yaml too: move meta_prefect.yaml away/);
    expect(files).toEqual(["meta_prefect.yaml", "meta_prefect.schema.json"]);
    const text = await readFile(join(options.directory, "meta_prefect.yaml"), "utf8");
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/meta_prefect\.schema\.json\nname: /);
    expect(text).toContain("load-orders:");
    expect((await validate({ ...options, selectors: [], modules: [] })).diagnostics).toEqual([]);
    await expect(initProject(options)).rejects.toMatchObject({ code: "file-exists" });
    // The editor does not know of a recipe that comes later.
    const { notes } = await newRecipe({ ...options, name: "owner" });
    expect(notes.at(-1)).toContain("meta-prefect schema > meta_prefect.schema.json");
  });

  it("says what to do next where there is no flow, with an entry that is valid once there is one", async () => {
    const options = await project({});
    const { notes } = await initProject(options);
    expect(notes).toEqual(["no flows were found", "Next: write a flow, and name it below `deployments`."]);
    const text = await readFile(join(options.directory, "meta_prefect.yaml"), "utf8");
    const named = text.replace("my-flow", "load-orders").replaceAll(/^# (?!yaml)/gm, "");
    await folder?.write("meta_prefect.yaml", named);
    await folder?.write("etl.py", flows["flows/etl.py"]);
    const { diagnostics, deployments } = await validate({ ...options, selectors: [], modules: [] });
    expect([diagnostics, deployments.map(({ name }) => name)]).toEqual([[], ["local-run-dev"]]);
  });
});
