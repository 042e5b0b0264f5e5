import { readFileSync } from "node:fs";
import { join } from "node:path";

const excerpt = /<!-- from (\S+) -->\n\n```(\w+)\n[\s\S]*?```/g;

/** The README with what it shows taken from the examples, which are deployed by a test. */
export function readmePage(root: string): string {
  const text = readFileSync(join(root, "README.md"), "utf8");
  return text.replaceAll(excerpt, (_, path: string, language: string) => {
    const whole = readFileSync(join(root, path), "utf8");
    const shown = path.endsWith("expected-plan.txt") ? brief(whole) : whole;
    return `<!-- from ${path} -->\n\n\`\`\`${language}\n${shown.trimEnd()}\n\`\`\``;
  });
}

/** The expectations are written with `-v`; without it, a plan has no fields of new things and no unchanged ones. */
function brief(plan: string): string {
  return plan
    .replaceAll("<api>", "http://127.0.0.1:4200/api")
    .replace(/^unchanged:\n( .*\n)+\n/m, "")
    .replaceAll(/^ {6}.*\n/gm, "");
}
