import type { RecipeDocsOptions } from "../interfaces/author-actions.ts";
import type { Json } from "../interfaces/json.ts";
import type { RecipeResult, RecipeVariable } from "../interfaces/tool-results.ts";
import { html, renderPage, renderTable } from "../util/page.ts";
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
  const heads = ["variable", "type", "needed", "meaning"];
  const sections = recipes.map((recipe) => {
    const { name, summary, variables } = recipe;
    const rows = variables.map((variable) => [
      `<code>${html(variable.name)}</code>`,
      ...[variable.type, need(variable), variable.description ?? ""].map(html),
    ]);
    const table =
      rows.length > 0 ? renderTable(`Variables of ${name}`, heads, rows) : "<p>It has no variables.</p>";
    return `<section id="${html(name)}"><h2>${html(name)}</h2><p>${html(summary)}</p>${table}<pre tabindex="0" aria-label="${html(`Example of ${name}`)}">${html(example(recipe).join("\n"))}</pre></section>`;
  });
  const links = recipes.map(({ name }) => `<li><a href="#${html(name)}">${html(name)}</a></li>`).join("");
  return renderPage({
    title: "Recipes",
    body: `<nav aria-label="Recipes"><ul>${links}</ul></nav>\n${sections.join("\n")}`,
    style: "pre{padding:.8rem;border:1px solid #8886;overflow:auto}nav ul{columns:14rem}",
  });
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
