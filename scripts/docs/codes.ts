import { actionsCodes } from "../../src/errors/codes/actions.ts";
import { automationsCodes } from "../../src/errors/codes/automations.ts";
import { blocksCodes } from "../../src/errors/codes/blocks.ts";
import { cliCodes } from "../../src/errors/codes/cli.ts";
import { flowsCodes } from "../../src/errors/codes/flows.ts";
import { hostsCodes } from "../../src/errors/codes/hosts.ts";
import { prefectCodes } from "../../src/errors/codes/prefect.ts";
import { projectCodes } from "../../src/errors/codes/project.ts";
import { recipesCodes } from "../../src/errors/codes/recipes.ts";
import { resolverCodes } from "../../src/errors/codes/resolver.ts";

const rooms: readonly (readonly [title: string, codes: Readonly<Record<string, string>>])[] = [
  ["Reading the project", projectCodes],
  ["Reading flows", flowsCodes],
  ["Recipes", recipesCodes],
  ["Planning and deploying", resolverCodes],
  ["Blocks, secrets and storage", blocksCodes],
  ["Automations", automationsCodes],
  ["Talking to Prefect", prefectCodes],
  ["This machine", hostsCodes],
  ["Actions", actionsCodes],
  ["Command line", cliCodes],
];

/** docs/codes.md: every code with its meaning. */
export function codesPage(): string {
  const tables = rooms.map(([title, codes]) => {
    const rows = Object.entries(codes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
    return [`## ${title}`, "", "| code | meaning |", "| --- | --- |", ...rows].join("\n");
  });
  return [
    "# Codes of errors and warnings",
    "Every message carries one of these codes; `--json` has it as `code`. The code is what scripts may rely on; the words may change.",
    ...tables,
  ].join("\n\n");
}
