import { readFileSync } from "node:fs";
import { join } from "node:path";

const excerpt = /<!-- from ([^\s,]+)(?:, (?:key (\w+)|lines (\d+)-(\d+)))? -->\n\n```(\w+)\n[\s\S]*?```/g;

/**
 * The README with what it shows taken from the examples, which are deployed by a test: a whole file, one key of a YAML
 * file (`<!-- from FILE, key KEY -->`) or some lines (`<!-- from FILE, lines 1-9 -->`).
 */
export function readmePage(root: string): string {
  const text = readFileSync(join(root, "README.md"), "utf8");
  return text.replaceAll(excerpt, (found: string, path: string, key?: string, from?: string, to?: string) => {
    const marker = found.slice(0, found.indexOf("\n"));
    const fence = found.slice(found.indexOf("```"), found.indexOf("\n", found.indexOf("```")));
    const whole = readFileSync(join(root, path), "utf8");
    const shown = path.endsWith("expected-plan.txt") ? brief(whole) : whole;
    const part = key === undefined ? linesOf(shown, from, to) : keyOf(shown, key);
    return `${marker}\n\n${fence}\n${part.trimEnd()}\n\`\`\``;
  });
}

function linesOf(text: string, from = "1", to?: string): string {
  return text
    .split("\n")
    .slice(Number(from) - 1, to === undefined ? undefined : Number(to))
    .join("\n");
}

/** A key of the outermost mapping, with all that is below it. */
function keyOf(yaml: string, key: string): string {
  const found = new RegExp(`^${key}:.*\n(?:(?: .*)?\n)*`, "m").exec(yaml);
  return found?.[0] ?? `there is no key ${key} in this file`;
}

/** The expectations are written with `-v`; without it, a plan has no fields of new things and no unchanged ones. */
function brief(plan: string): string {
  return plan
    .replaceAll("<api>", "http://127.0.0.1:4200/api")
    .replace(/^unchanged:\n( .*\n)+\n/m, "")
    .replaceAll(/^ {6}.*\n/gm, "");
}
