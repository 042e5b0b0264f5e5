import { readFileSync } from "node:fs";
import { join } from "node:path";

/** docs/configuration.md: the comment at the head of the schema, which is what the reader of the file goes by. */
export function configurationPage(root: string): string {
  const source = readFileSync(join(root, "src/project/schema.ts"), "utf8");
  const comment = source.slice(source.indexOf("/**") + 3, source.indexOf("*/", source.indexOf("\n */")));
  const lines = comment.split("\n").map((line) => line.replace(/^ \* ?/, "").replaceAll("*\\/", "*/"));
  return ["# meta_prefect.yaml", lines.join("\n").trim()].join("\n\n");
}
