import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";

const root = new URL("../", import.meta.url);

/**
 * Puts a report between its markers in docs/bench.md, and in README.md where that has them: `<!-- bench:begin -->` and
 * `<!-- bench:end -->`.
 *
 * @param name the word in the markers
 */
export async function writeReport(report: string, name = "bench"): Promise<void> {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
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
