import { mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { parseDocument } from "yaml";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { NewRecipeOptions, WrittenFiles } from "../interfaces/author-actions.ts";
import { findProjectFile } from "../project/find-project-file.ts";
import { schemaFile } from "./schema-file.ts";

/**
 * Writes a recipe with its test and its page below `recipes/`, and adds it to `recipes:` of the project file, whose
 * comments stay.
 *
 * @throws MetaPrefectError `invalid-recipe` for a name that is not in snake_case, `file-exists` rather than overwriting one
 */
export async function newRecipe({ name, directory }: NewRecipeOptions): Promise<WrittenFiles> {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) {
    throw new MetaPrefectError("invalid-recipe", `the recipe name "${name}" is not in snake_case`, {
      hint: 'name it like "nightly_report"',
    });
  }
  const { file: project } = await findProjectFile(directory);
  const root = project === undefined ? directory : dirname(project);
  const base = `recipes/${name.replaceAll("_", "-")}`;
  const contents: Readonly<Record<string, string>> = {
    [`${base}.ts`]: recipeText(name),
    [`${base}.test.ts`]: testText(name, base),
    [`${base}.md`]: pageText(name),
  };
  const taken = Object.keys(contents).find((file) => existsSync(join(root, file)));
  if (taken !== undefined) {
    throw new MetaPrefectError("file-exists", `${taken} exists already`, { hint: "choose another name" });
  }
  await mkdir(join(root, "recipes"), { recursive: true });
  for (const [file, text] of Object.entries(contents))
    await writeFile(join(root, file), text, { flag: "wx" });
  const listed = project !== undefined && (await listRecipe(project, `./${base}.ts`));
  return {
    root,
    files: [...Object.keys(contents), ...(listed ? [relative(root, project).split(sep).join("/")] : [])],
    notes: [
      ...(listed ? [] : [`name it in meta_prefect.yaml: \`recipes: [./${base}.ts]\``]),
      `try it: \`npx tsx --test ${base}.test.ts\``,
      `use it: \`meta-prefect recipes show ${name}\` shows how`,
      ...(existsSync(join(root, schemaFile))
        ? [`tell the editor of it: \`meta-prefect schema > ${schemaFile}\``]
        : []),
    ],
  };
}

/** Adds a file to the list under `recipes`; false where the file is not one that can be changed without harm. */
async function listRecipe(project: string, recipe: string): Promise<boolean> {
  const document = parseDocument(await readFile(project, "utf8"));
  if (document.errors.length > 0) return false;
  const list: unknown = document.get("recipes");
  if (list === undefined || list === null)
    document.set("recipes", document.createNode([recipe], { flow: true }));
  else document.addIn(["recipes"], recipe);
  await writeFile(project, document.toString({ lineWidth: 0 }));
  return true;
}

const camel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function recipeText(name: string): string {
  return `import { defineRecipe, withTags, z } from "meta-prefect/kit";

/** What your team means by ${name}. */
export const ${camel(name)} = defineRecipe({
  name: "${name}",
  summary: "Tags the deployment with the team that answers for it.",
  variables: z.object({
    team: z.string().min(1).describe("Who answers for it."),
  }),
  build: ({ team }) => ({
    updateDeployment: (deployment) => withTags(deployment, [\`team=\${team}\`]),
  }),
});
`;
}

function testText(name: string, base: string): string {
  const file = base.split("/").at(-1) ?? name;
  return `import { test } from "node:test";
import { flow } from "meta-prefect";
import { expectRecipe } from "meta-prefect/testing";
import { ${camel(name)} } from "./${file}.ts";

test("${name} tags a deployment with its team", () => {
  const trial = expectRecipe(${camel(name)}, { team: "data" }).on(flow("flows/etl.py:etl"));
  trial.toMake({ tags: ["team=data"] }).toChangeOnly("tags").toRequire();
});

test("${name} may be applied twice, and leaves alone what people switch", () => {
  expectRecipe(${camel(name)}, { team: "data" }).toBeIdempotent();
  expectRecipe(${camel(name)}, { team: "data" }).toKeepToggles();
});

test("${name} wants a team", () => {
  expectRecipe(${camel(name)}, { team: "" }).toRefuse(/team/);
});
`;
}

function pageText(name: string): string {
  return `# ${name}

Tags the deployment with the team that answers for it.

\`\`\`yaml
deployments:
  etl:
    - name: nightly
      recipes:
        - ${name}: { team: data }
\`\`\`

\`meta-prefect recipes docs ${name}\` prints its variables as they are now.
`;
}
