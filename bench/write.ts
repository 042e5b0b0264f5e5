import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";

const begin = "<!-- bench:begin -->";
const end = "<!-- bench:end -->";
const root = new URL("../", import.meta.url);

/** Puts the report between the markers of docs/bench.md, and of README.md where that has them. */
export async function writeReport(report: string): Promise<void> {
  for (const path of ["docs/bench.md", "README.md"]) {
    const file = new URL(path, root);
    if (!existsSync(file)) continue;
    const text = await readFile(file, "utf8");
    const [before, rest] = split(text, begin);
    const after = rest === undefined ? undefined : split(rest, end)[1];
    if (after === undefined) continue;
    const filled = `${before}${begin}\n\n${report}\n\n${end}${after}`;
    await writeFile(file, await format(filled, { parser: "markdown", printWidth: 110 }));
  }
}

function split(text: string, marker: string): readonly [string, string | undefined] {
  const index = text.indexOf(marker);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + marker.length)];
}
