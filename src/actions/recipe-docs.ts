import type { RecipeDocsOptions } from "../interfaces/author-actions.ts";
import type { Json } from "../interfaces/json.ts";
import type { RecipeResult, RecipeVariable } from "../interfaces/tool-results.ts";
import { listRecipes, showRecipe } from "./recipes.ts";

/** Documentation of recipes, made from their schemas: Markdown, or one HTML page that needs nothing else. */
export async function recipeDocs(options: RecipeDocsOptions): Promise<{ readonly text: string }> {
  const names = options.names.length > 0 ? options.names : await usualNames(options);
  const recipes: RecipeResult[] = [];
  for (const recipe of names) recipes.push(await showRecipe({ ...options, recipe }));
  return { text: options.html === true ? page(recipes) : recipes.map(markdown).join("\n") };
}

async function usualNames(options: RecipeDocsOptions): Promise<readonly string[]> {
  const { recipes } = await listRecipes(options);
  const own = recipes.filter(({ source }) => source !== "built-in");
  return (own.length > 0 ? own : recipes).map(({ name }) => name);
}

function markdown(recipe: RecipeResult): string {
  const rows = recipe.variables.map(
    (variable) =>
      `| \`${variable.name}\` | ${cell(variable.type)} | ${cell(need(variable))} | ${cell(variable.description ?? "")} |`,
  );
  const table = ["| variable | type | | meaning |", "| --- | --- | --- | --- |", ...rows, ""];
  return [
    `## ${recipe.name}`,
    "",
    recipe.summary,
    "",
    ...(rows.length > 0 ? table : ["It has no variables.", ""]),
    "```yaml",
    ...example(recipe),
    "```",
    "",
  ].join("\n");
}

function page(recipes: readonly RecipeResult[]): string {
  const sections = recipes.map((recipe) => {
    const rows = recipe.variables.map(
      (variable) =>
        `<tr><th scope="row"><code>${html(variable.name)}</code></th><td>${html(variable.type)}</td><td>${html(need(variable))}</td><td>${html(variable.description ?? "")}</td></tr>`,
    );
    const head =
      "<tr><th scope=col>variable</th><th scope=col>type</th><th scope=col>needed</th><th scope=col>meaning</th></tr>";
    const table =
      rows.length > 0
        ? `<table><thead>${head}</thead><tbody>${rows.join("\n")}</tbody></table>`
        : "<p>It has no variables.</p>";
    return `<section id="${html(recipe.name)}"><h2>${html(recipe.name)}</h2><p>${html(recipe.summary)}</p>${table}<pre>${html(example(recipe).join("\n"))}</pre></section>`;
  });
  const links = recipes.map(({ name }) => `<li><a href="#${html(name)}">${html(name)}</a></li>`).join("");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Recipes</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #8886}pre{padding:.8rem;border:1px solid #8886;overflow:auto}</style>
</head><body><main><h1>Recipes</h1><nav aria-label="Recipes"><ul>${links}</ul></nav>
${sections.join("\n")}
</main></body></html>
`;
}

/** An entry with what must be filled in. */
function example({ name, variables }: RecipeResult): readonly string[] {
  const required = variables.filter((variable) => variable.required);
  const lines = ["deployments:", "  my-flow:", "    - name: example", "      recipes:"];
  if (required.length === 0) return [...lines, `        - ${name}`];
  return [
    ...lines,
    `        - ${name}:`,
    ...required.map((variable) => `            ${variable.name}: # ${variable.type}`),
  ];
}

function need(variable: RecipeVariable): string {
  if (variable.default !== undefined) return `default ${shown(variable.default)}`;
  return variable.required ? "required" : "optional";
}

const shown = (value: Json): string => JSON.stringify(value);
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const html = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
