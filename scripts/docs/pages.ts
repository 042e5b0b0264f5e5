import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { codesPage } from "./codes.ts";
import { commandsPage } from "./commands.ts";
import { componentsPage } from "./components.ts";
import { configurationPage } from "./configuration.ts";
import { drawing } from "./drawing.ts";
import { readmePage } from "./excerpts.ts";
import { jsonDocuments, jsonSchemaOf } from "./json-schemas.ts";
import { recipesPage } from "./recipes.ts";

const note = "<!-- Written by `npm run docs`; a test says when it is out of date. -->";

/** Every page that is made from the source, by its path: what it should hold. */
export async function generatedPages(root: string): Promise<ReadonlyMap<string, string>> {
  const pages: readonly (readonly [path: string, text: string])[] = [
    ["docs/cli.md", `${note}\n\n${commandsPage()}`],
    ["docs/codes.md", `${note}\n\n${codesPage()}`],
    ["docs/components.md", `${note}\n\n${componentsPage()}`],
    ["docs/configuration.md", `${note}\n\n${configurationPage(root)}`],
    ["docs/recipes-reference.md", `${note}\n\n${await recipesPage(root)}`],
    ["docs/architecture.md", withDrawing(root)],
    ["README.md", readmePage(root)],
  ];
  const options = await resolveConfig(join(root, "docs/cli.md"));
  const formatted = pages.map(
    async ([path, text]) =>
      [
        path,
        await format(text, { ...options, parser: "markdown", embeddedLanguageFormatting: "off" }),
      ] as const,
  );
  return new Map([...(await Promise.all(formatted)), ...(await schemaPages(options))]);
}

/** The JSON Schema of each document that `--json` promises. */
async function schemaPages(
  options: Awaited<ReturnType<typeof resolveConfig>>,
): Promise<readonly (readonly [path: string, text: string])[]> {
  const names = Object.keys(jsonDocuments) as (keyof typeof jsonDocuments)[];
  return Promise.all(
    names.map(async (name) => {
      const text = JSON.stringify(jsonSchemaOf(name, "open"));
      return [`docs/json/${name}.schema.json`, await format(text, { ...options, parser: "json" })] as const;
    }),
  );
}

/** The page as it is, with the drawing of today between its marks. */
function withDrawing(root: string): string {
  const text = readFileSync(join(root, "docs/architecture.md"), "utf8");
  const [begin, end] = ["<!-- drawing:begin -->", "<!-- drawing:end -->"];
  const [before, rest] = [text.slice(0, text.indexOf(begin)), text.slice(text.indexOf(end))];
  return `${before}${begin}\n\n${drawing(root)}\n\n${rest}`;
}
